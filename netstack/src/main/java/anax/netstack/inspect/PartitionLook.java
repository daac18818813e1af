package anax.netstack.inspect;

import anax.netstack.stack.EverywhereMessage;
import anax.netstack.stack.NetworkStack;
import anax.netstack.stack.Partition;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Looks at every partition, where it runs.
///
/// Owner: as every [anax.netstack.stack.StackMessage]. Once it is home, [#answers] has what was seen.
///
/// @param <T> what is seen in one partition: a copy, for nothing of a partition may be kept
public final class PartitionLook<T> extends EverywhereMessage {
    private final Function<? super Partition, ? extends T> look;
    private final List<T> answers = new ArrayList<>();

    /// Makes a request.
    ///
    /// @param look is called once in each partition, between two packets
    public PartitionLook(NetworkStack stack, Function<? super Partition, ? extends T> look) {
        super(stack);
        this.look = look;
    }

    /// What was seen, by partition.
    public List<T> answers() {
        return answers;
    }

    @Override
    protected boolean beginsInFirst() {
        return true;
    }

    @Override
    protected int visit(Partition partition) {
        answers.add(look.apply(partition));
        return 0;
    }
}
