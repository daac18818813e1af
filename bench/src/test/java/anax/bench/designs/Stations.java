package anax.bench.designs;

import anax.netstack.link.Link;
import anax.netstack.packet.Packet;
import anax.netstack.packet.PacketPool;
import anax.netstack.packet.PacketPoolConfig;
import anax.netstack.wire.ArpHeader;
import anax.netstack.wire.EthernetHeader;
import anax.netstack.wire.InternetChecksum;
import anax.netstack.wire.Ipv4Header;
import anax.netstack.wire.MacAddress;
import anax.netstack.wire.UdpHeader;
import anax.runtime.clock.SystemClock;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// Many stations at the other end of an Ethernet: each asks by any queue, says where it is when it is asked for, by
/// another queue again, and tells in words what came to it.
///
/// Owner: one thread of a test.
final class Stations {
    private static final int FIRST_ADDRESS = Questions.HOST.address().v4() + 9; // 10.0.0.10
    private static final long FIRST_HARDWARE = 0x02_00_00_00_01_00L;
    private static final long PATIENCE_NS = 20_000_000_000L;

    private final PacketPool pool = new PacketPool(0, PacketPoolConfig.standard(), () -> true);
    private final List<String> heard = new ArrayList<>();
    private final List<Integer> sought = new ArrayList<>(); // stations to answer for
    private final Map<Integer, Integer> soughtTimes = new HashMap<>();
    private final Link link;
    private final long host;
    private final int count;
    private final SplittableRandom random;

    /// @param host where the host is
    Stations(Link link, long host, int count, long seed) {
        this.link = link;
        this.host = host;
        this.count = count;
        random = new SplittableRandom(seed);
    }

    /// A station sends a datagram to a port of the host.
    void ask(int station, int srcPort, int dstPort, String text) {
        final byte[] payload = text.getBytes(StandardCharsets.ISO_8859_1);
        final int udpLength = UdpHeader.HEADER_LENGTH + payload.length;
        final int length = Ipv4Header.MIN_HEADER_LENGTH + udpLength;
        final int dst = Questions.HOST.address().v4();
        final Packet packet = pool.allocate(length);
        packet.range(packet.offset(), length);
        final Ipv4Header ip = new Ipv4Header()
                .wrapNew(packet.buffer(), packet.offset(), length)
                .ttl(64)
                .protocol(Ipv4Header.UDP)
                .src(address(station))
                .dst(dst)
                .fillChecksum();
        packet.buffer().putBytes(ip.payloadOffset() + UdpHeader.HEADER_LENGTH, payload);
        new UdpHeader()
                .wrapNew(packet.buffer(), ip.payloadOffset(), udpLength)
                .srcPort(srcPort)
                .dstPort(dstPort)
                .fillChecksum(InternetChecksum.pseudoHeaderIpv4(address(station), dst, Ipv4Header.UDP, udpLength));
        send(packet, host, hardware(station), EthernetHeader.IPV4);
    }

    /// A station asks where the host is.
    void seekHost(int station) {
        arp(station, MacAddress.BROADCAST, ArpHeader.REQUEST, 0);
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

    /// How often the host has asked where a station is.
    int soughtTimes(int station) {
        return soughtTimes.getOrDefault(station, 0);
    }

    /// How an answer to a station is told.
    static String answer(int station, int srcPort, int dstPort, String text) {
        return "station " + station + " udp " + dstPort + ">" + srcPort + " " + text;
    }

    /// How it is told that a station has learned where the host is.
    static String found(int station) {
        return "station " + station + " found the host";
    }

    private int listen() {
        int taken = 0;
        for (int queue = 0; queue < link.queues(); queue++) {
            taken += link.queue(queue).poll(0, Integer.MAX_VALUE, pool, packet -> {
                hear(packet);
                pool.takeBack(packet);
            });
        }
        for (int station : sought) {
            arp(station, host, ArpHeader.REPLY, host);
        }
        sought.clear();
        return taken;
    }

    private void hear(Packet packet) {
        final EthernetHeader frame = new EthernetHeader();
        frame.wrap(packet.buffer(), packet.offset(), packet.length());
        if (frame.src() != host) {
            heard.add("WRONG: a frame from " + Long.toHexString(frame.src()));
        } else if (frame.etherType() == EthernetHeader.ARP) {
            hearArp(packet, frame);
        } else {
            hearDatagram(packet, frame);
        }
    }

    private void hearArp(Packet packet, EthernetHeader frame) {
        final ArpHeader arp = new ArpHeader();
        if (!arp.wrap(packet.buffer(), frame.payloadOffset(), frame.payloadLength())) {
            heard.add("WRONG: no ARP packet");
        } else if (arp.operation() == ArpHeader.REQUEST) {
            final int station = arp.targetIp() - FIRST_ADDRESS;
            if (station >= 0) { // else the host announces itself: whoever answered would claim its address
                soughtTimes.merge(station, 1, Integer::sum);
                sought.add(station);
            }
        } else {
            final int station = station(arp.targetMac());
            heard.add(
                    arp.senderMac() == host && frame.dst() == arp.targetMac() && arp.targetIp() == address(station)
                            ? found(station)
                            : "WRONG: an ARP reply for station " + station);
        }
    }

    private void hearDatagram(Packet packet, EthernetHeader frame) {
        final Ipv4Header ip = new Ipv4Header();
        final int station = station(frame.dst());
        final boolean fits = ip.wrap(packet.buffer(), frame.payloadOffset(), frame.payloadLength())
                && ip.verifies()
                && ip.protocol() == Ipv4Header.UDP
                && ip.dst() == address(station);
        if (!fits || station < 0 || station >= count) {
            heard.add("WRONG: a datagram for " + Integer.toHexString(ip.dst()) + " at station " + station);
            return;
        }
        final UdpHeader udp = new UdpHeader();
        udp.wrap(packet.buffer(), ip.payloadOffset(), ip.payloadLength());
        final byte[] text = new byte[udp.length() - UdpHeader.HEADER_LENGTH];
        packet.buffer().getBytes(udp.payloadOffset(), text);
        final boolean right =
                udp.verifies(InternetChecksum.pseudoHeaderIpv4(ip.src(), ip.dst(), Ipv4Header.UDP, udp.length()));
        heard.add((right ? "" : "WRONG checksum: ")
                + answer(
                        station,
                        /* srcPort= */ udp.dstPort(),
                        /* dstPort= */ udp.srcPort(),
                        new String(text, StandardCharsets.ISO_8859_1)));
    }

    private void arp(int station, long to, int operation, long target) {
        final Packet packet = pool.allocate(ArpHeader.LENGTH);
        packet.range(packet.offset(), ArpHeader.LENGTH);
        new ArpHeader()
                .wrapNew(packet.buffer(), packet.offset())
                .operation(operation)
                .sender(hardware(station), address(station))
                .target(target, Questions.HOST.address().v4());
        send(packet, to, hardware(station), EthernetHeader.ARP);
    }

    /// Frames it and sends it by some queue; waits for room if there is none.
    private void send(Packet packet, long to, long from, int etherType) {
        final int at = packet.push(EthernetHeader.HEADER_LENGTH);
        new EthernetHeader()
                .wrapNew(packet.buffer(), at, packet.length())
                .dst(to)
                .src(from)
                .etherType(etherType);
        final int queue = random.nextInt(link.queues());
        while (!link.queue(queue).send(packet, 0)) {
            letOthersRun();
        }
        link.queue(queue).flush(0);
        pool.takeBack(packet);
    }

    @SuppressWarnings("ThreadPriorityCheck") // where processors are few, spinning alone keeps the host from answering
    private static void letOthersRun() {
        Thread.yield();
    }

    private static int address(int station) {
        return FIRST_ADDRESS + station;
    }

    private static long hardware(int station) {
        return FIRST_HARDWARE + station;
    }

    private static int station(long hardware) {
        return (int) (hardware - FIRST_HARDWARE);
    }
}
