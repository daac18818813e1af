package anax.netstack.link;

import anax.netstack.packet.Packet;
import anax.netstack.packet.PacketPool;
import anax.netstack.packet.PacketPoolConfig;
import anax.netstack.wire.Ipv4Header;
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

    private final Ipv4Header ip = new Ipv4Header();
    private final TcpHeader tcp = new TcpHeader();
    private final UdpHeader udp = new UdpHeader();

    private Packet packet; // null if the place is free
    private int network;
    private int transport;
    private int segmentOctets; // of payload in every piece but the last
    private int pieces;

    private int protocol;
    private int src;
    private int dst;
    private int ports;

    private int ttl;
    private int service;
    private boolean dontFragment;
    private int nextIdentification;

    private int nextSeq;
    private int ack;
    private int window;
    private int flags;
    private int headerLength;

    boolean isFree() {
        return packet == null;
    }

    boolean is(int otherProtocol, int otherSrc, int otherDst, int otherPorts) {
        return packet != null && src == otherSrc && dst == otherDst && ports == otherPorts && protocol == otherProtocol;
    }

    /// Begins with a segment, whose packet ends where it ends.
    void begin(Packet first, Ipv4Header firstIp, TcpHeader firstTcp) {
        begin(first, firstIp, firstTcp.ports(), firstTcp.payloadLength());
        nextSeq = firstTcp.seq() + segmentOctets;
        ack = firstTcp.ack();
        window = firstTcp.window();
        flags = firstTcp.flags();
        headerLength = firstTcp.headerLength();
    }

    /// Begins with a datagram, whose packet ends where it ends.
    void begin(Packet first, Ipv4Header firstIp, UdpHeader firstUdp) {
        begin(first, firstIp, firstUdp.srcPort() << Short.SIZE | firstUdp.dstPort(), firstUdp.payloadLength());
        flags = 0;
    }

    private void begin(Packet first, Ipv4Header firstIp, int firstPorts, int payloadOctets) {
        packet = first;
        transport = firstIp.payloadOffset();
        network = transport - firstIp.headerLength();
        segmentOctets = payloadOctets;
        pieces = 1;
        protocol = firstIp.protocol();
        src = firstIp.src();
        dst = firstIp.dst();
        ports = firstPorts;
        ttl = firstIp.ttl();
        service = firstIp.dscp() << 2 | firstIp.ecn();
        dontFragment = firstIp.dontFragment();
        nextIdentification = firstIp.identification() + 1;
    }

    /// True if a segment goes on where the last one ended, and says the same of everything else.
    boolean takes(Packet other, Ipv4Header otherIp, TcpHeader otherTcp) {
        return otherTcp.seq() == nextSeq
                && otherTcp.payloadLength() <= segmentOctets
                && otherTcp.ack() == ack
                && otherTcp.window() == window
                && (otherTcp.flags() | CAN_DIFFER) == (flags | CAN_DIFFER)
                && !otherTcp.has(TcpHeader.CWR)
                && hasSameOptions(other, otherTcp)
                && takesIp(otherIp);
    }

    /// True if a datagram may be appended.
    boolean takes(Ipv4Header otherIp, UdpHeader otherUdp) {
        return otherUdp.payloadLength() <= segmentOctets && pieces < MOST_DATAGRAMS && takesIp(otherIp);
    }

    /// Where fragments are forbidden the identification means nothing (RFC 6864); else it must count up, so that
    /// what is cut again is what came.
    private boolean takesIp(Ipv4Header other) {
        return other.ttl() == ttl
                && (other.dscp() << 2 | other.ecn()) == service
                && other.dontFragment() == dontFragment
                && (dontFragment || other.identification() == (nextIdentification & 0xFFFF));
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
        nextIdentification++;
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
        Segmentation.totalLength(ended.buffer(), network, ended.end() - network);
        boolean valid = ip.wrap(ended.buffer(), network, ended.end() - network);
        assert valid : "what was coalesced is no datagram";
        final int sum = ip.fillChecksum().pseudoHeaderSum();
        final int length = ended.end() - transport;
        if (protocol == Ipv4Header.TCP) {
            valid = tcp.wrap(ended.buffer(), transport, length);
            assert valid : "what was coalesced is no segment";
            tcp.flags(flags).checksum(sum);
            ended.partialChecksum(transport, TCP_CHECKSUM).gso(Packet.GSO_TCP4, segmentOctets);
        } else {
            udp.wrapNew(ended.buffer(), transport, length).checksum(sum);
            ended.partialChecksum(transport, UDP_CHECKSUM).gso(Packet.GSO_UDP, segmentOctets);
        }
    }
}
