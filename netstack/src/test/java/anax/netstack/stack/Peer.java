package anax.netstack.stack;

import anax.netstack.link.ChecksumCompletion;
import anax.netstack.link.Link;
import anax.netstack.packet.Packet;
import anax.netstack.packet.PacketPool;
import anax.netstack.packet.PacketPoolConfig;
import anax.netstack.wire.IcmpHeader;
import anax.netstack.wire.InternetChecksum;
import anax.netstack.wire.Ipv4Header;
import anax.netstack.wire.TcpHeader;
import anax.netstack.wire.UdpHeader;
import java.util.ArrayList;
import java.util.List;

/// The other end of a raw link in a test: writes datagrams octet by octet and tells what came back in words.
///
/// Owner: one thread of a test.
final class Peer {
    private static final int PING = 0x5150;

    private final PacketPool pool = new PacketPool(0, PacketPoolConfig.standard(), () -> true);
    private final Link link;
    private final int own;
    private final int other;

    Peer(Link link, int own, int other) {
        this.link = link;
        this.own = own;
        this.other = other;
    }

    /// Sends a UDP datagram by one of its queues.
    boolean sendUdp(int queue, int srcPort, int dstPort, byte[] payload) {
        final Packet packet = pool.allocate(payload.length + 28);
        final int at = packet.offset();
        final int length = UdpHeader.HEADER_LENGTH + payload.length;
        final Ipv4Header ip = begin(packet, Ipv4Header.UDP, length);
        packet.buffer().putBytes(ip.payloadOffset() + UdpHeader.HEADER_LENGTH, payload);
        new UdpHeader()
                .wrapNew(packet.buffer(), ip.payloadOffset(), length)
                .srcPort(srcPort)
                .dstPort(dstPort)
                .fillChecksum(InternetChecksum.pseudoHeaderIpv4(own, other, Ipv4Header.UDP, length));
        return send(queue, packet.range(at, ip.totalLength()));
    }

    /// Sends a TCP segment of a connection that nobody has opened.
    boolean sendTcp(int queue, int seq, byte[] payload) {
        final int length = TcpHeader.MIN_HEADER_LENGTH + payload.length;
        final Packet packet = pool.allocate(Ipv4Header.MIN_HEADER_LENGTH + length);
        final Ipv4Header ip =
                begin(packet, Ipv4Header.TCP, length).dontFragment(true).fillChecksum();
        packet.buffer().putBytes(ip.payloadOffset() + TcpHeader.MIN_HEADER_LENGTH, payload);
        new TcpHeader()
                .wrapNew(packet.buffer(), ip.payloadOffset(), TcpHeader.MIN_HEADER_LENGTH, length)
                .srcPort(4_000)
                .dstPort(80)
                .seq(seq)
                .ack(1)
                .flags(TcpHeader.ACK)
                .window(1_000)
                .fillChecksum(ip.pseudoHeaderSum());
        return send(queue, packet);
    }

    /// Sends an echo request.
    boolean sendEcho(int queue, int sequence, byte[] payload) {
        final Packet packet = pool.allocate(payload.length + 28);
        final Ipv4Header ip = begin(packet, Ipv4Header.ICMP, IcmpHeader.HEADER_LENGTH + payload.length);
        packet.buffer().putBytes(ip.payloadOffset() + IcmpHeader.HEADER_LENGTH, payload);
        new IcmpHeader()
                .wrapNew(packet.buffer(), ip.payloadOffset(), ip.payloadLength(), IcmpHeader.ECHO, 0)
                .identifier(PING)
                .sequence(sequence)
                .fillChecksum();
        return send(queue, packet);
    }

    /// What came back by a queue, each datagram as a line.
    List<String> receive(int queue) {
        final List<String> heard = new ArrayList<>();
        link.queue(queue).poll(0, Integer.MAX_VALUE, pool, packet -> {
            heard.add(describe(packet));
            pool.takeBack(packet);
        });
        return heard;
    }

    private Ipv4Header begin(Packet packet, int protocol, int payload) {
        final int total = Ipv4Header.MIN_HEADER_LENGTH + payload;
        packet.range(packet.offset(), total);
        return new Ipv4Header()
                .wrapNew(packet.buffer(), packet.offset(), total)
                .ttl(64)
                .protocol(protocol)
                .src(own)
                .dst(other)
                .fillChecksum();
    }

    private boolean send(int queue, Packet packet) {
        final boolean sent = link.queue(queue).send(packet, 0);
        link.queue(queue).flush(0);
        pool.takeBack(packet);
        return sent;
    }

    private String describe(Packet packet) {
        if (packet.checksumState() == Packet.CHECKSUM_PARTIAL) {
            ChecksumCompletion.complete(packet);
        }
        final Ipv4Header ip = new Ipv4Header();
        if (!ip.wrap(packet.buffer(), packet.offset(), packet.length()) || !ip.verifies()) {
            return "no IPv4 datagram";
        }
        final String ends = Integer.toHexString(ip.src()) + ">" + Integer.toHexString(ip.dst());
        if (ip.protocol() == Ipv4Header.ICMP) {
            final IcmpHeader icmp = new IcmpHeader();
            icmp.wrap(packet.buffer(), ip.payloadOffset(), ip.payloadLength());
            return ends + " icmp " + icmp.type() + "/" + icmp.code() + (icmp.verifies() ? " " : " WRONG ")
                    + (icmp.isError() ? "" : icmp.sequence() + " " + text(packet, icmp.payloadOffset(), ip));
        }
        final UdpHeader udp = new UdpHeader();
        udp.wrap(packet.buffer(), ip.payloadOffset(), ip.payloadLength());
        final boolean right =
                udp.verifies(InternetChecksum.pseudoHeaderIpv4(ip.src(), ip.dst(), Ipv4Header.UDP, udp.length()));
        return ends + " udp " + udp.srcPort() + ">" + udp.dstPort() + (right ? " " : " WRONG ")
                + text(packet, udp.payloadOffset(), ip);
    }

    private static String text(Packet packet, int from, Ipv4Header ip) {
        final StringBuilder octets = new StringBuilder();
        for (int at = from; at < ip.payloadOffset() + ip.payloadLength(); at++) {
            octets.append((char) packet.buffer().getByte(at));
        }
        return octets.toString();
    }
}
