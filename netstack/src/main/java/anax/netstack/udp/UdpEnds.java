package anax.netstack.udp;

import anax.netstack.packet.Packet;

/// From where to where a socket takes datagrams: what members of multicast groups are chosen by, where their state
/// itself may not be looked at.
///
/// Owner: nobody, it never changes.
///
/// @param address  the only address that its user wants datagrams to; 0 if any will do
/// @param port     its port
/// @param peer     whom it is connected to; 0 if to nobody
/// @param peerPort the peer's port
public record UdpEnds(int address, int port, int peer, int peerPort) {
    /// Of a socket that takes all that comes to a port.
    public static UdpEnds ofPort(int port) {
        return new UdpEnds(0, port, 0, 0);
    }

    boolean take(Packet packet) {
        return port == packet.dstPort()
                && (address == 0 || address == packet.dstAddress())
                && (peer == 0 || (peer == packet.srcAddress() && peerPort == packet.srcPort()));
    }
}
