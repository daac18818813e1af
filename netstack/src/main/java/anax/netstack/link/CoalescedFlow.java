package anax.netstack.link;

import anax.netstack.packet.Packet;
import anax.netstack.packet.PacketPool;
import anax.netstack.packet.PacketPoolConfig;
import anax.netstack.wire.Ipv4Header;
import anax.netstack.wire.Ipv6Header;
import anax.netstack.wire.TcpHeader;
import anax.netstack.wire.UdpHeader;

/// The packet of one flow that others may be appended to.
///
/// Owner: that of [Coalescing]. Allocates when made, never blocks. The packet is one of the pool's small ones as long
/// as it has room, then a large one; if the pool has none, it takes no more.
final class CoalescedFlow {
    private static final int TCP_CHECKSUM = 16;
    private static final int UDP_CHECKSUM = 6;
    private static final int LAST_ONLY = TcpHeader.FIN | TcpHeader.PSH;
    private static final int CAN_DIFFER = LAST_ONLY | TcpHeader.CWR;

    /// As many datagrams as Linux gives a receiver at once.
    private static final int MOST_DATAGRAMS = 64;

    private final JoinableDatagram first = new JoinableDatagram();
    private final Ipv4Header v4 = new Ipv4Header();
    private final TcpHeader tcp = new TcpHeader();
    private final UdpHeader udp = new UdpHeader();

    private Packet packet; // null if the place is free
    private int network;
    private int transport;
    private int segmentOctets; // of payload in every piece but the last
    private int pieces;

    private int ports;

    private int nextSeq;
    private int ack;
    private int window;
    private int flags;
    private int headerLength;

    boolean isFree() {
        return packet == null;
    }

    /// True if a packet is of this flow, and goes the same way over the link: what is to another station, or to
    /// all, is somebody else's though its addresses are the same.
    boolean is(Packet other, JoinableDatagram otherIp, int otherPorts, int linkHeader) {
        return packet != null
                && ports == otherPorts
                && first.isOfSameHosts(otherIp)
                && hasSameLinkHeader(other, linkHeader);
    }

    private boolean hasSameLinkHeader(Packet other, int octets) {
        final int at = packet.offset();
        final int otherAt = other.offset();
        for (int i = 0; i < octets; i += Short.BYTES) {
            if (packet.buffer().getShort(at + i) != other.buffer().getShort(otherAt + i)) {
                return false;
            }
        }
        return true;
    }

    /// Begins with a segment, whose packet ends where it ends.
    void begin(Packet segment, JoinableDatagram ip, TcpHeader firstTcp) {
        begin(segment, ip, firstTcp.ports(), firstTcp.payloadLength());
        nextSeq = firstTcp.seq() + segmentOctets;
        ack = firstTcp.ack();
        window = firstTcp.window();
        flags = firstTcp.flags();
        headerLength = firstTcp.headerLength();
    }

    /// Begins with a datagram, whose packet ends where it ends.
    void begin(Packet datagram, JoinableDatagram ip, UdpHeader firstUdp) {
        begin(datagram, ip, firstUdp.srcPort() << Short.SIZE | firstUdp.dstPort(), firstUdp.payloadLength());
        flags = 0;
    }

    private void begin(Packet begun, JoinableDatagram ip, int firstPorts, int payloadOctets) {
        packet = begun;
        first.copy(ip);
        transport = ip.transport();
        network = transport - (ip.isV6() ? Ipv6Header.HEADER_LENGTH : Ipv4Header.MIN_HEADER_LENGTH);
        segmentOctets = payloadOctets;
        pieces = 1;
        ports = firstPorts;
    }

    /// True if a segment goes on where the last one ended, and says the same of everything else.
    boolean takes(Packet other, JoinableDatagram otherIp, TcpHeader otherTcp) {
        return otherTcp.seq() == nextSeq
                && otherTcp.payloadLength() <= segmentOctets
                && otherTcp.ack() == ack
                && otherTcp.window() == window
                && (otherTcp.flags() | CAN_DIFFER) == (flags | CAN_DIFFER)
                && !otherTcp.has(TcpHeader.CWR)
                && hasSameOptions(other, otherTcp)
                && first.isFollowedBy(otherIp, pieces);
    }

    /// True if a datagram may be appended.
    boolean takes(JoinableDatagram otherIp, UdpHeader otherUdp) {
        return otherUdp.payloadLength() <= segmentOctets
                && pieces < MOST_DATAGRAMS
                && first.isFollowedBy(otherIp, pieces);
    }

    private boolean hasSameOptions(Packet other, TcpHeader otherTcp) {
        if (otherTcp.headerLength() != headerLength) {
            return false;
        }
        final int begin = transport + TcpHeader.MIN_HEADER_LENGTH;
        final int shift = otherTcp.optionsOffset() - begin;
        for (int place = begin; place < transport + headerLength; place += Integer.BYTES) {
            if (packet.buffer().getInt(place) != other.buffer().getInt(place + shift)) {
                return false;
            }
        }
        return true;
    }

    /// Appends the end of another packet, which stays the caller's.
    ///
    /// @return false if there is no room for it, and nothing was done
    boolean append(Packet other, int octets, int otherFlags, PacketPool pool) {
        if (packet.end() - network + octets > Ipv4Header.MAX_LENGTH || !makeRoom(octets, pool)) {
            return false;
        }
        packet.buffer().putBytes(packet.end(), other.buffer(), other.end() - octets, octets);
        packet.range(packet.offset(), packet.length() + octets);
        nextSeq += octets;
        flags |= otherFlags & LAST_ONLY;
        pieces++;
        return true;
    }

    private boolean makeRoom(int octets, PacketPool pool) {
        if (packet.buffer().capacity() - packet.end() >= octets) {
            return true;
        }
        final boolean isLarge = packet.capacity() >= PacketPoolConfig.LARGE_OCTETS;
        final Packet large = isLarge ? null : pool.allocate(PacketPoolConfig.LARGE_OCTETS);
        if (large == null) {
            return false;
        }
        large.copyFrom(packet);
        pool.takeBack(packet);
        packet = large;
        return true;
    }

    /// True if after a piece of so many octets no other one may follow.
    boolean isEndedBy(int octets) {
        return octets < segmentOctets || (flags & LAST_ONLY) != 0;
    }

    /// Gives the packet away, its headers made right for all that is in it.
    Packet end() {
        final Packet ended = packet;
        packet = null;
        if (pieces > 1) {
            writeHeaders(ended);
        }
        return ended;
    }

    /// The checksum is left partial: who would sum all of it again?
    private void writeHeaders(Packet ended) {
        final int length = ended.end() - transport;
        if (first.isV6()) {
            Segmentation.payloadLength(ended.buffer(), network, length);
        } else {
            Segmentation.totalLength(ended.buffer(), network, ended.end() - network);
            final boolean valid = v4.wrap(ended.buffer(), network, ended.end() - network);
            assert valid : "what was coalesced is no datagram";
            v4.fillChecksum();
        }
        final int sum = first.pseudoHeaderSum(length);
        if (first.protocol() == Ipv4Header.TCP) {
            final boolean valid = tcp.wrap(ended.buffer(), transport, length);
            assert valid : "what was coalesced is no segment";
            tcp.flags(flags).checksum(sum);
            ended.partialChecksum(transport, TCP_CHECKSUM)
                    .gso(first.isV6() ? Packet.GSO_TCP6 : Packet.GSO_TCP4, segmentOctets);
        } else {
            udp.wrapNew(ended.buffer(), transport, length).checksum(sum);
            ended.partialChecksum(transport, UDP_CHECKSUM).gso(Packet.GSO_UDP, segmentOctets);
        }
    }
}
