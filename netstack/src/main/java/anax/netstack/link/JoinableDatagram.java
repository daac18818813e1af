package anax.netstack.link;

import static java.nio.ByteOrder.BIG_ENDIAN;

import anax.netstack.packet.Packet;
import anax.netstack.wire.EthernetHeader;
import anax.netstack.wire.InternetChecksum;
import anax.netstack.wire.Ipv4Header;
import anax.netstack.wire.Ipv6Header;
import anax.netstack.wire.TcpHeader;
import anax.netstack.wire.UdpHeader;

/// What must be known of an IP datagram of either version to join others to it, read once.
///
/// Owner: that of [Coalescing]. Allocates when made, never blocks. Fragments, and headers with options or extensions,
/// are no such datagrams: they are rare, and to join them would save nothing.
final class JoinableDatagram {
    private static final int ETHER_TYPE = 12; // where it stands in an Ethernet header
    private static final int IPV4_PROTOCOL = 9; // where it stands in an IPv4 header
    private static final int VERSION_SHIFT = 4;
    private static final int CLASS_SHIFT = 20;

    private final Ipv4Header v4 = new Ipv4Header();
    private final Ipv6Header v6 = new Ipv6Header();

    private boolean isV6;
    private int protocol;
    private int transport;
    private int payloadLength;
    private long srcHigh;
    private long srcLow;
    private long dstHigh;
    private long dstLow;
    private int ttl;
    private int service;
    private boolean dontFragment;
    private int identification;

    /// Moves to the datagram in a frame.
    ///
    /// @return false if it is none that can be joined: then ask for nothing
    boolean read(Packet packet, LinkType type) {
        final int network = packet.offset() + type.headerLength();
        final int available = packet.end() - network;
        if (available <= 0) {
            return false;
        }
        final int version = (packet.buffer().getByte(network) & 0xFF) >>> VERSION_SHIFT;
        return switch (version) {
            case 4 -> isCarried(packet, type, EthernetHeader.IPV4) && readV4(packet, network, available);
            case 6 -> isCarried(packet, type, EthernetHeader.IPV6) && readV6(packet, network, available);
            default -> false;
        };
    }

    /// True if it is a UDP datagram over IPv4: all that a link without offload for UDP need know of most of them.
    static boolean isUdp(Packet packet, LinkType type) {
        final int network = packet.offset() + type.headerLength();
        return packet.end() - network >= Ipv4Header.MIN_HEADER_LENGTH
                && (packet.buffer().getByte(network) & 0xFF) >>> VERSION_SHIFT == 4
                && (packet.buffer().getByte(network + IPV4_PROTOCOL) & 0xFF) == Ipv4Header.UDP
                && isCarried(packet, type, EthernetHeader.IPV4);
    }

    private static boolean isCarried(Packet packet, LinkType type, int etherType) {
        return type != LinkType.ETHERNET
                || (packet.buffer().getShort(packet.offset() + ETHER_TYPE, BIG_ENDIAN) & 0xFFFF) == etherType;
    }

    private boolean readV4(Packet packet, int network, int available) {
        if (!v4.wrap(packet.buffer(), network, available)
                || !isTransport(v4.protocol())
                || v4.isFragment()
                || v4.hasOptions()) {
            return false;
        }
        isV6 = false;
        protocol = v4.protocol();
        transport = v4.payloadOffset();
        payloadLength = v4.payloadLength();
        srcHigh = 0;
        srcLow = v4.src();
        dstHigh = 0;
        dstLow = v4.dst();
        ttl = v4.ttl();
        service = v4.dscp() << 2 | v4.ecn();
        dontFragment = v4.dontFragment();
        identification = v4.identification();
        return true;
    }

    /// The flow label counts as service: RFC 6437 has all packets of a flow carry the same one.
    private boolean readV6(Packet packet, int network, int available) {
        if (!v6.wrap(packet.buffer(), network, available) || !isTransport(v6.nextHeader())) {
            return false;
        }
        isV6 = true;
        protocol = v6.nextHeader();
        transport = v6.payloadOffset();
        payloadLength = v6.payloadLength();
        srcHigh = v6.srcHigh();
        srcLow = v6.srcLow();
        dstHigh = v6.dstHigh();
        dstLow = v6.dstLow();
        ttl = v6.hopLimit();
        service = (v6.dscp() << 2 | v6.ecn()) << CLASS_SHIFT | v6.flowLabel();
        dontFragment = true;
        identification = 0;
        return true;
    }

    private static boolean isTransport(int number) {
        return number == Ipv4Header.TCP || number == Ipv4Header.UDP;
    }

    /// True if its header's checksum is right. Of the datagram that was read last; asked last, as it costs most.
    boolean isHeaderIntact() {
        return isV6 || v4.verifies();
    }

    boolean isV6() {
        return isV6;
    }

    /// TCP or UDP.
    int protocol() {
        return protocol;
    }

    /// Where its payload begins.
    int transport() {
        return transport;
    }

    int payloadLength() {
        return payloadLength;
    }

    /// Where it ends, link padding not counted.
    int end() {
        return transport + payloadLength;
    }

    boolean wrap(TcpHeader tcp, Packet packet) {
        return tcp.wrap(packet.buffer(), transport, payloadLength);
    }

    boolean wrap(UdpHeader udp, Packet packet) {
        return udp.wrap(packet.buffer(), transport, payloadLength);
    }

    /// The sum of the pseudo-header that guards its payload.
    int pseudoHeaderSum() {
        return pseudoHeaderSum(payloadLength);
    }

    /// The same, if its payload had another length.
    int pseudoHeaderSum(int length) {
        return isV6
                ? InternetChecksum.pseudoHeaderIpv6(srcHigh, srcLow, dstHigh, dstLow, protocol, length)
                : InternetChecksum.pseudoHeaderIpv4((int) srcLow, (int) dstLow, protocol, length);
    }

    boolean isOfSameHosts(JoinableDatagram other) {
        return isV6 == other.isV6
                && protocol == other.protocol
                && srcLow == other.srcLow
                && dstLow == other.dstLow
                && srcHigh == other.srcHigh
                && dstHigh == other.dstHigh;
    }

    /// True if another one may be the next of its flow so many datagrams later. Where fragments are forbidden the
    /// identification means nothing (RFC 6864); else it must count up, so that what is cut again is what came.
    boolean isFollowedBy(JoinableDatagram other, int datagramsLater) {
        return other.ttl == ttl
                && other.service == service
                && other.dontFragment == dontFragment
                && (dontFragment || other.identification == ((identification + datagramsLater) & 0xFFFF));
    }

    /// Becomes equal to another one.
    void copy(JoinableDatagram other) {
        isV6 = other.isV6;
        protocol = other.protocol;
        transport = other.transport;
        payloadLength = other.payloadLength;
        srcHigh = other.srcHigh;
        srcLow = other.srcLow;
        dstHigh = other.dstHigh;
        dstLow = other.dstLow;
        ttl = other.ttl;
        service = other.service;
        dontFragment = other.dontFragment;
        identification = other.identification;
    }

    int srcV4() {
        return (int) srcLow;
    }

    int dstV4() {
        return (int) dstLow;
    }
}
