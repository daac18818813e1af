package anax.netstack.inspect;

import anax.netstack.stack.EverywhereMessage;
import anax.netstack.stack.NetworkStack;
import anax.netstack.stack.Partition;
import java.util.ArrayList;
import java.util.List;

/// Asks every partition for its figures.
///
/// Owner: as every [anax.netstack.stack.StackMessage]. Once it is home, [#snapshot] has them.
public final class SnapshotRequest extends EverywhereMessage {
    private final List<PartitionSnapshot> parts = new ArrayList<>();

    /// Makes a request.
    public SnapshotRequest(NetworkStack stack) {
        super(stack);
    }

    /// The figures.
    public StackSnapshot snapshot() {
        return new StackSnapshot(parts);
    }

    @Override
    protected int visit(Partition partition) {
        parts.add(PartitionSnapshot.of(partition));
        return 0;
    }
}
