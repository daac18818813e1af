package anax.netstack.link;

import static java.nio.ByteOrder.BIG_ENDIAN;

import anax.netstack.packet.Packet;
import anax.netstack.packet.PacketSource;
import anax.netstack.wire.InternetChecksum;
import anax.netstack.wire.Ipv4Header;
import anax.netstack.wire.Ipv6Header;
import anax.netstack.wire.TcpHeader;
import anax.netstack.wire.UdpHeader;
import org.agrona.MutableDirectBuffer;

/// Cuts super-segments in software, for links that cut none: TCP segments and runs of UDP datagrams, over IPv4 and
/// over IPv6 without extension headers.
///
/// Owner: one CPU. Allocates when made, never blocks. At the bound of the pool it stops, and what it has not cut by
/// then is lost, as on a wire.
///
/// Each piece has a copy of all headers. In these, IPv4's identification counts up, so that whoever coalesces again
/// finds its rule kept (RFC 6864 lets it be anything where fragments are forbidden); TCP's sequence numbers go on;
/// FIN and PSH stand on the last piece only, CWR on the first (RFC 3168, section 6.1.2).
public final class Segmentation {
    private static final int TOTAL_LENGTH = 2; // where it stands in an IPv4 header
    private static final int PAYLOAD_LENGTH = 4; // where it stands in an IPv6 header
    private static final int TCP_CHECKSUM = 16;
    private static final int UDP_CHECKSUM = 6;
    private static final int LAST_ONLY = TcpHeader.FIN | TcpHeader.PSH;

    private final boolean completesChecksums;
    private final Ipv4Header v4 = new Ipv4Header();
    private final Ipv6Header v6 = new Ipv6Header();
    private final TcpHeader tcp = new TcpHeader();
    private final UdpHeader udp = new UdpHeader();

    // Of the super-segment that is being cut.
    private boolean isV6;
    private int transport;
    private int end;
    private int identification;

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
    /// @throws IllegalArgumentException if it is none, or not of the kind that it is said to be
    public boolean cut(Packet packet, PacketSource pool, PacketSink sink) {
        final int network = packet.networkOffset();
        final boolean isTcp = packet.gsoType() == Packet.GSO_TCP4 || packet.gsoType() == Packet.GSO_TCP6;
        if (packet.gsoSize() == 0 || !readIp(packet, network)) {
            throw new IllegalArgumentException("a packet with segmentation of type " + packet.gsoType() + " and size "
                    + packet.gsoSize() + " was to be cut; only super-segments of TCP and UDP over the IP version that"
                    + " their type says can be");
        }
        final int payload = payloadOffset(packet, isTcp);
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
                writeTcp(cut, from - payload, piece == 0, piece == pieces - 1);
            } else {
                writeUdp(cut);
            }
            if (!completesChecksums) {
                ChecksumCompletion.complete(cut);
            }
            sink.onPacket(cut);
        }
        return true;
    }

    /// Notes what the pieces have in common. False if it is no datagram of the version and protocol that its kind
    /// of segmentation says.
    private boolean readIp(Packet packet, int network) {
        final int available = packet.end() - network;
        final int type = packet.gsoType();
        final int protocol = type == Packet.GSO_UDP ? Ipv4Header.UDP : Ipv4Header.TCP;
        if ((type == Packet.GSO_TCP4 || type == Packet.GSO_UDP)
                && v4.wrap(packet.buffer(), network, available)
                && v4.protocol() == protocol) {
            isV6 = false;
            transport = v4.payloadOffset();
            end = network + v4.totalLength();
            identification = v4.identification();
            return true;
        }
        if ((type == Packet.GSO_TCP6 || type == Packet.GSO_UDP)
                && v6.wrap(packet.buffer(), network, available)
                && v6.nextHeader() == protocol) {
            isV6 = true;
            transport = v6.payloadOffset();
            end = network + v6.totalLength();
            return true;
        }
        return false;
    }

    /// How many pieces there are of so many octets of payload, 1 at least.
    public static int pieces(int payloadOctets, int gsoSize) {
        return Math.max(1, (payloadOctets + gsoSize - 1) / gsoSize);
    }

    /// Sets the length of a datagram that became longer or shorter; its header must be summed again.
    static void totalLength(MutableDirectBuffer buffer, int network, int octets) {
        buffer.putShort(network + TOTAL_LENGTH, (short) octets, BIG_ENDIAN);
    }

    /// Sets the payload's length of an IPv6 datagram that became longer or shorter.
    static void payloadLength(MutableDirectBuffer buffer, int network, int octets) {
        buffer.putShort(network + PAYLOAD_LENGTH, (short) octets, BIG_ENDIAN);
    }

    private int payloadOffset(Packet packet, boolean isTcp) {
        if (isTcp) {
            final boolean valid = tcp.wrap(packet.buffer(), transport, end - transport);
            assert valid : "a super-segment without a TCP header";
            return tcp.payloadOffset();
        }
        assert end - transport >= UdpHeader.HEADER_LENGTH : "a super-segment without a UDP header";
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

    private void writeIp(Packet cut, int pieceIdentification) {
        final int network = cut.networkOffset();
        final int length = cut.end() - network;
        if (isV6) {
            payloadLength(cut.buffer(), network, cut.end() - transport);
            final boolean valid = v6.wrap(cut.buffer(), network, length);
            assert valid : "a piece of a super-segment is no datagram";
            return;
        }
        totalLength(cut.buffer(), network, length);
        final boolean valid = v4.wrap(cut.buffer(), network, length);
        assert valid : "a piece of a super-segment is no datagram";
        v4.identification(pieceIdentification & 0xFFFF).fillChecksum();
    }

    private void writeTcp(Packet cut, int place, boolean isFirst, boolean isLast) {
        final int length = cut.end() - transport;
        final boolean valid = tcp.wrap(cut.buffer(), transport, length);
        assert valid : "a piece of a super-segment is no TCP segment";
        int flags = tcp.flags();
        flags = isFirst ? flags : flags & ~TcpHeader.CWR;
        flags = isLast ? flags : flags & ~LAST_ONLY;
        tcp.seq(tcp.seq() + place).flags(flags).checksum(pseudoHeaderSum(Ipv4Header.TCP, length));
        cut.partialChecksum(transport, TCP_CHECKSUM);
    }

    private void writeUdp(Packet cut) {
        final int length = cut.end() - transport;
        udp.wrapNew(cut.buffer(), transport, length).checksum(pseudoHeaderSum(Ipv4Header.UDP, length));
        cut.partialChecksum(transport, UDP_CHECKSUM);
    }

    /// Of the piece whose IP header was written last.
    private int pseudoHeaderSum(int protocol, int length) {
        return isV6
                ? v6.pseudoHeaderSum(protocol, length)
                : InternetChecksum.pseudoHeaderIpv4(v4.src(), v4.dst(), protocol, length);
    }
}
