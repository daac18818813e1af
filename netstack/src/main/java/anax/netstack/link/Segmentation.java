package anax.netstack.link;

import static java.nio.ByteOrder.BIG_ENDIAN;

import anax.netstack.packet.Packet;
import anax.netstack.packet.PacketSource;
import anax.netstack.wire.InternetChecksum;
import anax.netstack.wire.Ipv4Header;
import anax.netstack.wire.TcpHeader;
import anax.netstack.wire.UdpHeader;
import org.agrona.MutableDirectBuffer;

/// Cuts super-segments in software, for links that cut none: over IPv4, TCP segments and runs of UDP datagrams.
///
/// Owner: one CPU. Allocates when made, never blocks. At the bound of the pool it stops, and what it has not cut by
/// then is lost, as on a wire.
///
/// Each piece has a copy of all headers. In these, the identification counts up, so that whoever coalesces again
/// finds its rule kept (RFC 6864 lets it be anything where fragments are forbidden); TCP's sequence numbers go on;
/// FIN and PSH stand on the last piece only, CWR on the first (RFC 3168, section 6.1.2).
public final class Segmentation {
    private static final int TOTAL_LENGTH = 2; // where it stands in an IPv4 header
    private static final int TCP_CHECKSUM = 16;
    private static final int UDP_CHECKSUM = 6;
    private static final int LAST_ONLY = TcpHeader.FIN | TcpHeader.PSH;

    private final boolean completesChecksums;
    private final Ipv4Header ip = new Ipv4Header();
    private final TcpHeader tcp = new TcpHeader();
    private final UdpHeader udp = new UdpHeader();

    /// @param capabilities of the link that the pieces go to: if it completes checksums they stay partial
    public Segmentation(LinkCapabilities capabilities) {
        completesChecksums = capabilities.completesChecksums();
    }

    /// Cuts a super-segment, which stays the caller's.
    ///
    /// @param packet a super-segment whose network offset is right
    /// @param pool   what the pieces are taken from
    /// @param sink   what takes the pieces
    /// @return false if the pool had no more packets, and the rest is missing
    /// @throws IllegalArgumentException if it is none, or not over IPv4
    public boolean cut(Packet packet, PacketSource pool, PacketSink sink) {
        final MutableDirectBuffer buffer = packet.buffer();
        final int network = packet.networkOffset();
        final boolean isTcp = packet.gsoType() == Packet.GSO_TCP4;
        if ((!isTcp && packet.gsoType() != Packet.GSO_UDP)
                || packet.gsoSize() == 0
                || !ip.wrap(buffer, network, packet.end() - network)) {
            throw new IllegalArgumentException("a packet with segmentation of type " + packet.gsoType() + " and size "
                    + packet.gsoSize() + " was to be cut; only super-segments over IPv4 can be");
        }
        final int transport = ip.payloadOffset();
        final int payload = payloadOffset(buffer, transport, ip.payloadLength(), isTcp);
        final int end = network + ip.totalLength();
        final int identification = ip.identification();
        final int pieces = pieces(end - payload, packet.gsoSize());
        for (int piece = 0; piece < pieces; piece++) {
            final int from = payload + piece * packet.gsoSize();
            final int length = Math.min(packet.gsoSize(), end - from);
            final Packet cut = copy(packet, payload, from, length, pool);
            if (cut == null) {
                return false;
            }
            writeIp(cut, identification + piece);
            if (isTcp) {
                writeTcp(cut, transport, from - payload, piece == 0, piece == pieces - 1);
            } else {
                writeUdp(cut, transport);
            }
            if (!completesChecksums) {
                ChecksumCompletion.complete(cut);
            }
            sink.onPacket(cut);
        }
        return true;
    }

    /// How many pieces there are of so many octets of payload, 1 at least.
    public static int pieces(int payloadOctets, int gsoSize) {
        return Math.max(1, (payloadOctets + gsoSize - 1) / gsoSize);
    }

    /// Sets the length of a datagram that became longer or shorter; its header must be summed again.
    static void totalLength(MutableDirectBuffer buffer, int network, int octets) {
        buffer.putShort(network + TOTAL_LENGTH, (short) octets, BIG_ENDIAN);
    }

    private int payloadOffset(MutableDirectBuffer buffer, int transport, int available, boolean isTcp) {
        if (isTcp) {
            final boolean valid = tcp.wrap(buffer, transport, available);
            assert valid : "a super-segment without a TCP header";
            return tcp.payloadOffset();
        }
        assert available >= UdpHeader.HEADER_LENGTH : "a super-segment without a UDP header";
        return transport + UdpHeader.HEADER_LENGTH;
    }

    /// A packet with all headers and a part of the payload, at the same places.
    private static Packet copy(Packet packet, int payload, int from, int length, PacketSource pool) {
        final int offset = packet.offset();
        final int octets = payload - offset + length;
        final Packet cut = pool.allocate(Math.max(0, offset + octets - Packet.HEADROOM));
        if (cut == null) {
            return null;
        }
        cut.range(offset, octets)
                .networkOffset(packet.networkOffset())
                .transportOffset(packet.transportOffset())
                .endpoints(packet.srcAddress(), packet.dstAddress(), packet.srcPort(), packet.dstPort())
                .protocol(packet.protocol())
                .flowHash(packet.flowHash())
                .interfaceIndex(packet.interfaceIndex())
                .arrivedNs(packet.arrivedNs());
        cut.buffer().putBytes(offset, packet.buffer(), offset, payload - offset);
        cut.buffer().putBytes(payload, packet.buffer(), from, length);
        return cut;
    }

    private void writeIp(Packet cut, int identification) {
        final int network = cut.networkOffset();
        totalLength(cut.buffer(), network, cut.end() - network);
        final boolean valid = ip.wrap(cut.buffer(), network, cut.end() - network);
        assert valid : "a piece of a super-segment is no datagram";
        ip.identification(identification & 0xFFFF).fillChecksum();
    }

    private void writeTcp(Packet cut, int transport, int place, boolean isFirst, boolean isLast) {
        final boolean valid = tcp.wrap(cut.buffer(), transport, cut.end() - transport);
        assert valid : "a piece of a super-segment is no TCP segment";
        int flags = tcp.flags();
        flags = isFirst ? flags : flags & ~TcpHeader.CWR;
        flags = isLast ? flags : flags & ~LAST_ONLY;
        tcp.seq(tcp.seq() + place).flags(flags).checksum(ip.pseudoHeaderSum());
        cut.partialChecksum(transport, TCP_CHECKSUM);
    }

    private void writeUdp(Packet cut, int transport) {
        final int length = cut.end() - transport;
        final int sum = InternetChecksum.pseudoHeaderIpv4(ip.src(), ip.dst(), Ipv4Header.UDP, length);
        udp.wrapNew(cut.buffer(), transport, length).checksum(sum);
        cut.partialChecksum(transport, UDP_CHECKSUM);
    }
}
