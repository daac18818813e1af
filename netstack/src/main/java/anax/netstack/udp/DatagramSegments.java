package anax.netstack.udp;

import anax.netstack.engine.EngineEnvironment;
import anax.netstack.link.Segmentation;
import anax.netstack.packet.DropReason;
import anax.netstack.packet.Packet;

/// Datagrams of one length that come as one packet, and the single ones that most sockets want.
///
/// Owner: nobody, it has no state; what it is given belongs to the partition that calls. Allocates nothing, never
/// blocks. At the bound of the pool the rest is dropped.
final class DatagramSegments {
    private DatagramSegments() {}

    /// True if what a packet holds came as several datagrams.
    static boolean areIn(Packet packet) {
        return packet.gsoType() == Packet.GSO_UDP && packet.gsoSize() > 0 && packet.gsoSize() < packet.length();
    }

    /// Gives an endpoint the datagrams one by one of which a packet holds the payloads. The packet ends here.
    static void giveSingly(Packet packet, UdpEndpoint endpoint, EngineEnvironment environment) {
        final int size = packet.gsoSize();
        final int pieces = Segmentation.pieces(packet.length(), size);
        for (int piece = 0; piece < pieces; piece++) {
            final int from = packet.offset() + piece * size;
            final int octets = Math.min(size, packet.end() - from);
            final Packet single = environment.allocate(octets);
            if (single == null) {
                environment.account().cut(piece);
                environment.drop(packet, DropReason.POOL_EXHAUSTED);
                return;
            }
            single.range(single.offset(), octets)
                    .endpoints(packet.srcAddress(), packet.dstAddress(), packet.srcPort(), packet.dstPort())
                    .protocol(packet.protocol())
                    .interfaceIndex(packet.interfaceIndex())
                    .linkGroup(packet.isLinkGroup())
                    .checksumState(Packet.CHECKSUM_VALID)
                    .arrivedNs(packet.arrivedNs());
            single.buffer().putBytes(single.offset(), packet.buffer(), from, octets);
            endpoint.receiveOne(environment, single);
        }
        environment.account().cut(pieces - 1);
        environment.replaced(packet);
    }
}
