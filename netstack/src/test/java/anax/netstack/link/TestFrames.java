package anax.netstack.link;

import static java.nio.ByteOrder.BIG_ENDIAN;

import anax.netstack.packet.Packet;
import anax.netstack.packet.PacketPool;
import anax.netstack.wire.InternetChecksum;
import anax.netstack.wire.Ipv4Header;
import anax.netstack.wire.Ipv6Header;
import anax.netstack.wire.TcpHeader;
import anax.netstack.wire.UdpHeader;

/// IP datagrams as a stack would make them, with partial checksums, behind an Ethernet header or without.
final class TestFrames {
    static final int SRC = 0x0A00_0001;
    static final int DST = 0x0A00_0002;
    static final long SRC_HIGH = 0x2001_0DB8_0000_0001L;
    static final int SRC_PORT = 40_000;
    static final int DST_PORT = 80;

    private static final int TCP_CHECKSUM = 16;
    private static final int UDP_CHECKSUM = 6;

    private TestFrames() {}

    /// A UDP datagram whose payload depends on a number.
    static Packet udp(PacketPool pool, LinkType type, int payload, int seed) {
        int length = UdpHeader.HEADER_LENGTH + payload;
        Packet packet = ipv4(pool, type, Ipv4Header.UDP, length);
        int at = packet.transportOffset();
        new UdpHeader()
                .wrapNew(packet.buffer(), at, length)
                .srcPort(SRC_PORT)
                .dstPort(DST_PORT)
                .checksum(InternetChecksum.pseudoHeaderIpv4(SRC, DST, Ipv4Header.UDP, length));
        fill(packet, at + UdpHeader.HEADER_LENGTH, seed);
        return packet.partialChecksum(at, UDP_CHECKSUM);
    }

    /// A TCP segment with these options, a multiple of four octets.
    static Packet tcp(PacketPool pool, LinkType type, int seq, int flags, byte[] options, int payload, int seed) {
        int header = TcpHeader.MIN_HEADER_LENGTH + options.length;
        Packet packet = ipv4(pool, type, Ipv4Header.TCP, header + payload);
        int at = packet.transportOffset();
        new TcpHeader()
                .wrapNew(packet.buffer(), at, header, header + payload)
                .srcPort(SRC_PORT)
                .dstPort(DST_PORT)
                .seq(seq)
                .ack(0x7766_5544)
                .flags(flags)
                .window(5_000)
                .checksum(InternetChecksum.pseudoHeaderIpv4(SRC, DST, Ipv4Header.TCP, header + payload));
        packet.buffer().putBytes(at + TcpHeader.MIN_HEADER_LENGTH, options);
        fill(packet, at + header, seed);
        return packet.partialChecksum(at, TCP_CHECKSUM);
    }

    /// As [#udp], over IPv6.
    static Packet udpOverIpv6(PacketPool pool, LinkType type, int payload, int seed) {
        return overIpv6(pool, udp(pool, type, payload, seed), type);
    }

    /// As [#tcp], over IPv6.
    static Packet tcpOverIpv6(
            PacketPool pool, LinkType type, int seq, int flags, byte[] options, int payload, int seed) {
        return overIpv6(pool, tcp(pool, type, seq, flags, options, payload, seed), type);
    }

    /// The same payload in an IPv6 datagram; the other one goes back.
    private static Packet overIpv6(PacketPool pool, Packet v4, LinkType type) {
        int link = type.headerLength();
        int length = v4.end() - v4.transportOffset();
        int protocol = v4.buffer().getByte(v4.networkOffset() + 9);
        Packet packet = pool.allocate(link + Ipv6Header.HEADER_LENGTH + length)
                .range(Packet.HEADROOM, link + Ipv6Header.HEADER_LENGTH + length);
        packet.buffer().putBytes(packet.offset(), v4.buffer(), v4.offset(), link);
        if (type == LinkType.ETHERNET) {
            packet.buffer().putShort(packet.offset() + 12, (short) 0xDD86); // EtherType 0x86DD, little-endian here
        }
        Ipv6Header ip = new Ipv6Header()
                .wrapNew(packet.buffer(), packet.offset() + link, length)
                .nextHeader(protocol)
                .hopLimit(64)
                .flowLabel(0xABCDE)
                .src(SRC_HIGH, SRC)
                .dst(SRC_HIGH, DST);
        packet.networkOffset(packet.offset() + link).transportOffset(ip.payloadOffset());
        packet.buffer().putBytes(ip.payloadOffset(), v4.buffer(), v4.transportOffset(), length);
        int field = protocol == Ipv4Header.TCP ? TCP_CHECKSUM : UDP_CHECKSUM;
        int sum = ip.pseudoHeaderSum(protocol, length);
        packet.buffer().putShort(ip.payloadOffset() + field, (short) sum, BIG_ENDIAN);
        pool.takeBack(v4);
        return packet.partialChecksum(ip.payloadOffset(), field);
    }

    private static Packet ipv4(PacketPool pool, LinkType type, int protocol, int payload) {
        int link = type.headerLength();
        int total = Ipv4Header.MIN_HEADER_LENGTH + payload;
        Packet packet = pool.allocate(link + total).range(Packet.HEADROOM, link + total);
        if (type == LinkType.ETHERNET) {
            packet.buffer().setMemory(packet.offset(), 12, (byte) 2);
            packet.buffer().putShort(packet.offset() + 12, (short) 0x0008); // EtherType 0x0800, little-endian here
        }
        int at = packet.offset() + link;
        new Ipv4Header()
                .wrapNew(packet.buffer(), at, total)
                .identification(0xFFFE)
                .dontFragment(true)
                .ttl(64)
                .protocol(protocol)
                .src(SRC)
                .dst(DST)
                .fillChecksum();
        return packet.networkOffset(at).transportOffset(at + Ipv4Header.MIN_HEADER_LENGTH);
    }

    private static void fill(Packet packet, int from, int seed) {
        for (int i = from; i < packet.end(); i++) {
            packet.buffer().putByte(i, octet(seed + i - from));
        }
    }

    /// The octet of payload with this number.
    static byte octet(int number) {
        return (byte) ((number * 0x9E3779B1) >>> 13);
    }
}
