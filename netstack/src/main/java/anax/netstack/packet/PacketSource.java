package anax.netstack.packet;

/// What packets are taken from: a pool, or what stands before one.
///
/// Owner: one CPU, or whoever holds the lock. Never blocks.
@FunctionalInterface
public interface PacketSource {
    /// A packet without octets that can hold so many behind its headroom.
    ///
    /// @return null if there is none
    Packet allocate(int octets);
}
