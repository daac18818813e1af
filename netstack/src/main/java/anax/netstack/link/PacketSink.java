package anax.netstack.link;

import anax.netstack.packet.Packet;

/// What takes the packets that a queue receives.
///
/// Owner: the CPU of the queue.
@FunctionalInterface
public interface PacketSink {
    /// Takes a packet, which is the sink's from now on.
    void onPacket(Packet packet);
}
