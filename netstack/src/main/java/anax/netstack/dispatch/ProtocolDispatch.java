package anax.netstack.dispatch;

import anax.netstack.packet.Packet;

/// How a protocol shares its packets out over partitions: it chooses how many carry them, and by which hash.
///
/// Owner: nobody, or one partition if it keeps state, as a round robin does; each partition has its own then.
/// Allocates nothing, never blocks.
@FunctionalInterface
public interface ProtocolDispatch {
    /// One thread for the whole protocol: what has no flows goes to the first partition.
    ProtocolDispatch FIRST_PARTITION = packet -> 0;

    /// The partition whose packet this is, 0 to partitions - 1. The packet's addresses, and its ports if it is
    /// UDP or TCP, are known; its octets may be looked at.
    int partitionOf(Packet packet);
}
