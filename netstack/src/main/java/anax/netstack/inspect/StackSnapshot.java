package anax.netstack.inspect;

import anax.netstack.packet.DropReason;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/// What the partitions of a stack have counted and have, one after the other.
///
/// Owner: nobody, it never changes.
///
/// @param partitions one for each CPU, in the order of their numbers
public record StackSnapshot(List<PartitionSnapshot> partitions) {
    /// Keeps the list from changing.
    public StackSnapshot {
        partitions = List.copyOf(partitions);
    }

    /// A figure of all partitions together.
    public long sum(ToLongFunction<PartitionSnapshot> figure) {
        return partitions.stream().mapToLong(figure).sum();
    }

    /// What came in and went no further, by reason.
    public Map<DropReason, Long> droppedIn() {
        return merged(PartitionSnapshot::droppedIn);
    }

    /// What was made here and went no further, by reason.
    public Map<DropReason, Long> droppedOut() {
        return merged(PartitionSnapshot::droppedOut);
    }

    private Map<DropReason, Long> merged(Function<PartitionSnapshot, Map<DropReason, Long>> part) {
        final Map<DropReason, Long> all = new EnumMap<>(DropReason.class);
        for (final PartitionSnapshot each : partitions) {
            part.apply(each).forEach((reason, count) -> all.merge(reason, count, Long::sum));
        }
        return all;
    }
}
