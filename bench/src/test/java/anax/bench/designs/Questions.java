package anax.bench.designs;

import anax.netstack.ip.InterfaceAddress;
import anax.netstack.link.ChecksumCompletion;
import anax.netstack.link.Link;
import anax.netstack.packet.Packet;
import anax.netstack.packet.PacketPool;
import anax.netstack.packet.PacketPoolConfig;
import anax.netstack.wire.IcmpHeader;
import anax.netstack.wire.InternetChecksum;
import anax.netstack.wire.IpAddress;
import anax.netstack.wire.Ipv4Header;
import anax.netstack.wire.UdpHeader;
import anax.runtime.clock.SystemClock;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The other end of a raw link: asks by all of its queues, and tells what came back in words.
///
/// Owner: one thread of a test.
final class Questions {
    static final InterfaceAddress HOST = new InterfaceAddress(IpAddress.parse("10.0.0.1"), 24);
    static final int PEER = IpAddress.parse("10.0.0.2").v4();
    static final int GROUP = IpAddress.parse("239.1.2.3").v4();
    private static final int PING = 0x5150;
    private static final long PATIENCE_NS = 20_000_000_000L;

    private final PacketPool pool = new PacketPool(0, PacketPoolConfig.standard(), () -> true);
    private final Link link;
    private final List<String> heard = new ArrayList<>();

    Questions(Link link) {
        this.link = link;
    }

    /// Sends a datagram from a port.
    void udp(int queue, int srcPort, int dst, int dstPort, String text) {
        send(queue, udpFrame(srcPort, dst, dstPort, text));
    }

    /// Sends a datagram in pieces of at most so many octets, each by another queue, from the last to the first if
    /// `backwards`.
    void fragments(
            int queue, int identification, int srcPort, int dstPort, String text, int octets, boolean backwards) {
        final Packet whole = udpFrame(srcPort, HOST.address().v4(), dstPort, text);
        final int header = Ipv4Header.MIN_HEADER_LENGTH;
        final int payload = whole.length() - header;
        final int pieces = (payload + octets - 1) / octets;
        for (int i = 0; i < pieces; i++) {
            final int piece = backwards ? pieces - 1 - i : i;
            final int from = piece * octets;
            final int length = Math.min(octets, payload - from);
            final Packet part = pool.allocate(header + length);
            part.range(part.offset(), header + length);
            new Ipv4Header()
                    .wrapNew(part.buffer(), part.offset(), part.length())
                    .identification(identification)
                    .fragmentOffset(from)
                    .moreFragments(piece + 1 < pieces)
                    .ttl(64)
                    .protocol(Ipv4Header.UDP)
                    .src(PEER)
                    .dst(HOST.address().v4())
                    .fillChecksum();
            part.buffer().putBytes(part.offset() + header, whole.buffer(), whole.offset() + header + from, length);
            send((queue + i) % link.queues(), part);
        }
        pool.takeBack(whole);
    }

    /// Sends an echo request.
    void ping(int queue, int sequence, String text) {
        final byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
        final int length = IcmpHeader.HEADER_LENGTH + octets.length;
        final Packet packet = pool.allocate(Ipv4Header.MIN_HEADER_LENGTH + length);
        final Ipv4Header ip = begin(packet, Ipv4Header.ICMP, HOST.address().v4(), length);
        packet.buffer().putBytes(ip.payloadOffset() + IcmpHeader.HEADER_LENGTH, octets);
        new IcmpHeader()
                .wrapNew(packet.buffer(), ip.payloadOffset(), ip.payloadLength(), IcmpHeader.ECHO, 0)
                .identifier(PING)
                .sequence(sequence)
                .fillChecksum();
        send(queue, packet);
    }

    /// Takes what has come back by now.
    int listen() {
        int taken = 0;
        for (int queue = 0; queue < link.queues(); queue++) {
            taken += link.queue(queue).poll(0, Integer.MAX_VALUE, pool, packet -> {
                heard.add(describe(packet));
                pool.takeBack(packet);
            });
        }
        return taken;
    }

    /// Waits until so many answers have come, or none comes any more.
    List<String> await(int answers) {
        final long begin = SystemClock.INSTANCE.nowNs();
        while (heard.size() < answers && SystemClock.INSTANCE.nowNs() - begin < PATIENCE_NS) {
            if (listen() == 0) {
                letOthersRun();
            }
        }
        listen();
        return heard;
    }

    /// Begins anew.
    void forget() {
        heard.clear();
    }

    private Packet udpFrame(int srcPort, int dst, int dstPort, String text) {
        final byte[] payload = text.getBytes(StandardCharsets.ISO_8859_1);
        final int length = UdpHeader.HEADER_LENGTH + payload.length;
        final Packet packet = pool.allocate(Ipv4Header.MIN_HEADER_LENGTH + length);
        final Ipv4Header ip = begin(packet, Ipv4Header.UDP, dst, length);
        packet.buffer().putBytes(ip.payloadOffset() + UdpHeader.HEADER_LENGTH, payload);
        new UdpHeader()
                .wrapNew(packet.buffer(), ip.payloadOffset(), length)
                .srcPort(srcPort)
                .dstPort(dstPort)
                .fillChecksum(InternetChecksum.pseudoHeaderIpv4(PEER, dst, Ipv4Header.UDP, length));
        return packet;
    }

    private static Ipv4Header begin(Packet packet, int protocol, int dst, int payload) {
        final int total = Ipv4Header.MIN_HEADER_LENGTH + payload;
        packet.range(packet.offset(), total);
        return new Ipv4Header()
                .wrapNew(packet.buffer(), packet.offset(), total)
                .ttl(64)
                .protocol(protocol)
                .src(PEER)
                .dst(dst)
                .fillChecksum();
    }

    /// Waits for room if there is none: a question must not be lost on its way to the host.
    private void send(int queue, Packet packet) {
        while (!link.queue(queue).send(packet, 0)) {
            if (listen() == 0) {
                letOthersRun();
            }
        }
        link.queue(queue).flush(0);
        pool.takeBack(packet);
    }

    @SuppressWarnings("ThreadPriorityCheck") // where processors are few, spinning alone keeps the host from answering
    private static void letOthersRun() {
        Thread.yield();
    }

    private static String describe(Packet packet) {
        if (packet.checksumState() == Packet.CHECKSUM_PARTIAL) {
            ChecksumCompletion.complete(packet);
        }
        final Ipv4Header ip = new Ipv4Header();
        if (!ip.wrap(packet.buffer(), packet.offset(), packet.length()) || !ip.verifies()) {
            return "WRONG: no IPv4 datagram";
        }
        final String ends = Integer.toHexString(ip.src()) + ">" + Integer.toHexString(ip.dst());
        if (ip.protocol() == Ipv4Header.IGMP) {
            return "igmp";
        }
        if (ip.isFragment()) {
            return ends + " fragment " + ip.fragmentOffset() + " " + ip.payloadLength();
        }
        if (ip.protocol() == Ipv4Header.ICMP) {
            final IcmpHeader icmp = new IcmpHeader();
            icmp.wrap(packet.buffer(), ip.payloadOffset(), ip.payloadLength());
            return ends + " icmp " + icmp.type() + "/" + icmp.code() + (icmp.verifies() ? " " : " WRONG ")
                    + (icmp.isError()
                            ? "port " + quotedPort(packet, icmp)
                            : icmp.sequence() + " " + text(packet, icmp.payloadOffset(), ip));
        }
        final UdpHeader udp = new UdpHeader();
        udp.wrap(packet.buffer(), ip.payloadOffset(), ip.payloadLength());
        final boolean right =
                udp.verifies(InternetChecksum.pseudoHeaderIpv4(ip.src(), ip.dst(), Ipv4Header.UDP, udp.length()));
        return ends + " udp " + udp.srcPort() + ">" + udp.dstPort() + (right ? " " : " WRONG ")
                + text(packet, udp.payloadOffset(), ip);
    }

    /// The port that the datagram came from which an error is about.
    private static int quotedPort(Packet packet, IcmpHeader icmp) {
        final int at = icmp.payloadOffset() + Ipv4Header.MIN_HEADER_LENGTH;
        return packet.buffer().getShort(at, ByteOrder.BIG_ENDIAN) & 0xFFFF;
    }

    private static String text(Packet packet, int from, Ipv4Header ip) {
        final byte[] octets = new byte[ip.payloadOffset() + ip.payloadLength() - from];
        packet.buffer().getBytes(from, octets);
        return new String(octets, StandardCharsets.ISO_8859_1);
    }
}
