package anax.netstack.socket;

import anax.netstack.packet.Packet;

/// A lightweight thread's request for the oldest packet that came to a socket which another CPU owns: it brings the
/// packet itself.
///
/// Owner: as every [anax.netstack.stack.StackMessage]; at home, the CPU that made it. Its result is 1 if it brings a
/// packet, 0 if the peer sends no more, or a constant of [anax.netstack.tcp.TcpResult].
final class TcpReceive extends TcpRequest {
    private OwnedTcp from;
    private Packet packet;

    /// Says whose packet is wanted.
    TcpReceive aim(OwnedTcp owned, boolean waits) {
        from = owned;
        goTo(owned, waits);
        return this;
    }

    /// What it brought.
    Packet takePacket() {
        final Packet taken = packet;
        packet = null;
        return taken;
    }

    @Override
    int attempt() {
        packet = from.readPacket();
        return packet != null ? 1 : from.whyNoPacket();
    }
}
