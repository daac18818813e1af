package anax.netstack.dispatch;

import anax.netstack.packet.Packet;

/// Packets to partitions in turn, as the paper's hybrid strategy does with UDP: even load, and no order within a
/// flow.
///
/// Owner: one partition, which counts on its own. Allocates nothing, never blocks.
public final class RoundRobinDispatch implements ProtocolDispatch {
    private final int partitions;
    private int next;

    /// Makes a turn.
    ///
    /// @param partitions how many take part, 1 or more
    /// @param first      whose turn it is first, so that the partitions do not all begin with the same one
    public RoundRobinDispatch(int partitions, int first) {
        this.partitions = partitions;
        next = first % partitions;
    }

    @Override
    public int partitionOf(Packet packet) {
        final int chosen = next;
        next = chosen + 1 == partitions ? 0 : chosen + 1;
        return chosen;
    }
}
