package anax.netstack.stack;

import static anax.netstack.stack.Frames.arp;
import static anax.netstack.stack.Frames.echo;
import static anax.netstack.stack.Frames.icmp;
import static anax.netstack.stack.Frames.ip;
import static anax.netstack.stack.Frames.octets;
import static anax.netstack.stack.Frames.udp;
import static anax.netstack.stack.Frames.udpToUs;
import static anax.netstack.stack.Frames.v4;
import static anax.netstack.stack.LonePartition.FAR;
import static anax.netstack.stack.LonePartition.NEIGHBOR;
import static anax.netstack.stack.LonePartition.NEIGHBOR_STATION;
import static anax.netstack.stack.LonePartition.OWN;
import static anax.netstack.stack.LonePartition.OWN_STATION;
import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.packet.DropReason;
import anax.netstack.packet.Packet;
import anax.netstack.packet.PacketPoolConfig;
import anax.netstack.udp.GroupChange;
import anax.netstack.udp.UdpEndpoint;
import anax.netstack.udp.UdpEnds;
import anax.netstack.wire.ArpHeader;
import anax.netstack.wire.IgmpHeader;
import anax.netstack.wire.InternetChecksum;
import anax.netstack.wire.Ipv4Header;
import anax.netstack.wire.MacAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever comes in, nothing throws, every packet ends in the account, and every slot is home at last. The frames
/// are good ones with flips, cuts, lies about lengths and pieces of others; half of them get their checksums put
/// right, so that they come further than the first check.
@Tag("computes")
class WholeInputFuzzTest {
    private static final int FRAMES = 30_000;
    private static final int PORT = 5_000;
    private static final int GROUP = v4("224.1.2.3");
    private static final int ETHERNET = 14;
    private static final int LONGEST = 1_514;

    private final Set<DropReason> reached = EnumSet.noneOf(DropReason.class);
    private final List<UdpEndpoint> sockets = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldAccountForEverythingWhateverComes(long seed) {
        run(
                seed,
                LonePartition.only(
                        config -> config.withPool(PacketPoolConfig.standard().withSlots(512, 4))),
                FRAMES);
        assertThat(reached)
                .contains(
                        DropReason.LINK_RUNT,
                        DropReason.LINK_NOT_OURS,
                        DropReason.LINK_TYPE,
                        DropReason.IP_HEADER,
                        DropReason.IP_CHECKSUM,
                        DropReason.IP_MARTIAN,
                        DropReason.IP_NOT_OURS,
                        DropReason.IP_OPTIONS,
                        DropReason.IP_SOURCE_ROUTE,
                        DropReason.ARP_MALFORMED,
                        DropReason.ARP_NOT_OURS,
                        DropReason.ICMP_MALFORMED,
                        DropReason.ICMP_CHECKSUM,
                        DropReason.ICMP_TYPE,
                        DropReason.ICMP_QUOTE,
                        DropReason.UDP_LENGTH,
                        DropReason.UDP_CHECKSUM,
                        DropReason.UDP_NO_PORT,
                        DropReason.PROTOCOL_UNKNOWN,
                        DropReason.FRAGMENT_TIMEOUT,
                        DropReason.FRAGMENT_OVERLAP);
    }

    /// One of several partitions, that passes on what is not its own.
    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void shouldAccountForEverythingWhenOneOfSeveral(int partition) {
        run(partition, LonePartition.of(partition, 4), FRAMES / 4);
    }

    private void run(long seed, LonePartition host, int frames) {
        final SplittableRandom random = new SplittableRandom(seed);
        final List<byte[]> seeds = seeds();
        open(host);
        int done = 0;
        byte[] frame = new byte[0];
        try {
            for (; done < frames; done++) {
                frame = mutate(random, seeds);
                host.receives(frame, device(random));
                look(host, random);
            }
            frame = new byte[0];
            end(host);
        } catch (RuntimeException | AssertionError failure) {
            throw new AssertionError(
                    "seed " + seed + ", frame " + done + ": " + HexFormat.of().formatHex(frame), failure);
        }
    }

    private void open(LonePartition host) {
        host.knows(NEIGHBOR, NEIGHBOR_STATION);
        host.does(partition -> {
            final UdpEndpoint bound = new UdpEndpoint(host.environment(), readable -> {});
            partition.udpSockets().addBinding(bound, 0, PORT);
            partition.udpGroups().change(GroupChange.JOIN, bound, UdpEnds.ofPort(PORT), 1, GROUP, 0);
            final UdpEndpoint member = new UdpEndpoint(host.environment(), readable -> {});
            partition.udpGroups().change(GroupChange.JOIN, member, UdpEnds.ofPort(PORT), 1, GROUP, 0);
            final UdpEndpoint connected = new UdpEndpoint(host.environment(), readable -> {});
            if (partition.udpSockets().ownerOfFlow(OWN.v4(), FAR.v4(), PORT + 1, 9)
                    == host.environment().partition()) {
                partition.udpSockets().connect(connected, OWN.v4(), PORT + 1, FAR.v4(), 9);
            }
            sockets.addAll(List.of(bound, member, connected));
        });
    }

    /// Now and then somebody reads, and time passes.
    private void look(LonePartition host, SplittableRandom random) {
        reached.addAll(host.dropped());
        host.sent();
        host.passedOn();
        if (random.nextInt(20) == 0) {
            read(host);
            host.pass(random.nextLong(200_000_000L));
        }
        if (random.nextInt(4_000) == 0) {
            host.pass(70_000_000_000L);
        }
    }

    private void read(LonePartition host) {
        for (final UdpEndpoint socket : sockets) {
            socket.takeError();
            Packet packet;
            while ((packet = socket.poll()) != null) {
                host.environment().deliver(packet);
            }
        }
    }

    private void end(LonePartition host) {
        host.does(partition -> {
            for (final UdpEndpoint socket : sockets) {
                partition.udpGroups().leaveAll(socket);
                partition.udpSockets().removeBinding(socket, PORT);
                partition.udpSockets().close(socket);
            }
        });
        host.pass(200_000_000_000L);
        reached.addAll(host.dropped());
        assertThat(host.partition().reassembly().held()).isZero();
        assertThat(host.partition().neighbors().waiting()).isZero();
        host.close();
    }

    /// What the device claims about the checksum.
    private static java.util.function.Consumer<Packet> device(SplittableRandom random) {
        final int state = random.nextInt(4) == 0 ? Packet.CHECKSUM_VALID : Packet.CHECKSUM_UNKNOWN;
        return packet -> packet.checksumState(state);
    }

    private static byte[] mutate(SplittableRandom random, List<byte[]> seeds) {
        byte[] frame = seeds.get(random.nextInt(seeds.size())).clone();
        for (int change = random.nextInt(4); change > 0; change--) {
            frame = change(random, frame, seeds);
        }
        if (random.nextInt(50) == 0) {
            frame = new byte[random.nextInt(100)];
            random.nextBytes(frame);
        }
        if (random.nextBoolean()) {
            putRight(frame);
        }
        return frame;
    }

    private static byte[] change(SplittableRandom random, byte[] frame, List<byte[]> seeds) {
        if (frame.length == 0) {
            return frame;
        }
        final int place =
                random.nextInt(3) == 0 ? random.nextInt(frame.length) : random.nextInt(Math.min(frame.length, 64));
        switch (random.nextInt(7)) {
            case 0 -> frame[place] ^= (byte) (1 << random.nextInt(8));
            case 1 -> frame[place] = (byte) random.nextInt();
            case 2 -> frame[place] = (byte) (random.nextBoolean() ? 0 : 0xFF);
            case 3 -> {
                return Arrays.copyOf(frame, place);
            }
            case 4 -> {
                return Arrays.copyOf(frame, Math.min(LONGEST, frame.length + random.nextInt(64)));
            }
            case 5 -> lie(random, frame);
            default -> {
                final byte[] other = seeds.get(random.nextInt(seeds.size()));
                final int from = Math.min(place, other.length);
                return Frames.join(Arrays.copyOf(frame, place), Arrays.copyOfRange(other, from, other.length));
            }
        }
        return frame;
    }

    /// Another header length, total length, fragment offset, or length of UDP.
    private static void lie(SplittableRandom random, byte[] frame) {
        final int[] places = {ETHERNET, ETHERNET + 2, ETHERNET + 6, ETHERNET + 24};
        final int place = places[random.nextInt(places.length)];
        if (place + 2 <= frame.length) {
            final boolean near = random.nextBoolean();
            final UnsafeBuffer buffer = new UnsafeBuffer(frame);
            final short before = buffer.getShort(place, java.nio.ByteOrder.BIG_ENDIAN);
            final int after = near ? before + random.nextInt(-9, 10) : random.nextInt();
            buffer.putShort(place, (short) after, java.nio.ByteOrder.BIG_ENDIAN);
        }
    }

    /// Puts the checksums right of what may be an IPv4 datagram, if there are any.
    static void putRight(byte[] frame) {
        final UnsafeBuffer buffer = new UnsafeBuffer(frame);
        final Ipv4Header header = new Ipv4Header();
        if (frame.length < ETHERNET || !header.wrap(buffer, ETHERNET, frame.length - ETHERNET)) {
            return;
        }
        header.fillChecksum();
        final int at = header.payloadOffset();
        final int length = header.payloadLength();
        if (header.isFragment()) {
            return;
        }
        switch (header.protocol()) {
            case Ipv4Header.ICMP, Ipv4Header.IGMP -> put(buffer, at, at + 2, length, 0);
            case Ipv4Header.UDP -> put(buffer, at, at + 6, length, header.pseudoHeaderSum());
            default -> {}
        }
    }

    private static void put(UnsafeBuffer buffer, int from, int field, int length, int pseudoHeader) {
        if (field + 2 <= from + length) {
            buffer.putShort(field, (short) 0);
            final int sum = InternetChecksum.add(InternetChecksum.sum(buffer, from, length), pseudoHeader);
            buffer.putShort(field, (short) InternetChecksum.checksum(sum), java.nio.ByteOrder.BIG_ENDIAN);
        }
    }

    static List<byte[]> seeds() {
        final List<byte[]> seeds = new ArrayList<>();
        final int own = OWN.v4();
        final int neighbor = NEIGHBOR.v4();
        seeds.add(arp(MacAddress.BROADCAST, ArpHeader.REQUEST, NEIGHBOR_STATION, neighbor, 0, own));
        seeds.add(arp(OWN_STATION, ArpHeader.REPLY, NEIGHBOR_STATION, neighbor, OWN_STATION, own));
        seeds.add(arp(MacAddress.BROADCAST, ArpHeader.REQUEST, NEIGHBOR_STATION, neighbor, 0, neighbor));
        seeds.add(arp(MacAddress.BROADCAST, ArpHeader.REQUEST, NEIGHBOR_STATION, 0, 0, own));
        seeds.add(echo(octets(56)).frame());
        seeds.add(echo(octets(1_400)).from(FAR.v4()).frame());
        seeds.add(echo(octets(20)).to("10.0.0.255").frameTo(MacAddress.BROADCAST));
        seeds.add(udpToUs(9, PORT, octets(20)).frame());
        seeds.add(
                udpToUs(9, PORT, octets(1_000)).options(7, 7, 4, 0, 0, 0, 0, 0).frame());
        seeds.add(udpToUs(9, PORT, octets(8)).options(131, 7, 4, 10, 0, 0, 9, 0).frame());
        seeds.add(udpToUs(9, PORT, octets(8)).options(68, 8, 5, 0, 0, 0, 0, 0).frame());
        seeds.add(udpToUs(9, 99, octets(20)).frame());
        seeds.add(udpToUs(9, 99, octets(20)).from("10.0.0.77").frame());
        seeds.add(ip(Ipv4Header.UDP, udp(neighbor, GROUP, 9, PORT, octets(20)))
                .to(GROUP)
                .frameTo(MacAddress.ofIpv4Group(GROUP)));
        seeds.add(ip(Ipv4Header.UDP, udp(0, -1, 68, PORT, octets(20)))
                .from(0)
                .to(-1)
                .frameTo(MacAddress.BROADCAST));
        seeds.add(ip(Ipv4Header.TCP, octets(40)).frame());
        seeds.add(ip(200, octets(40)).frame());
        final byte[] query = new byte[8];
        new IgmpHeader()
                .wrapNew(new UnsafeBuffer(query), 0, IgmpHeader.QUERY)
                .maxResponseTenths(10)
                .fillChecksum();
        seeds.add(ip(Ipv4Header.IGMP, query)
                .to("224.0.0.1")
                .ttl(1)
                .options(148, 4, 0, 0)
                .frameTo(MacAddress.ofIpv4Group(v4("224.0.0.1"))));
        final byte[] quote = ip(Ipv4Header.UDP, udp(own, FAR.v4(), PORT + 1, 9, octets(20)))
                .from(own)
                .to(FAR.v4())
                .octets();
        for (final int[] typeAndCode :
                new int[][] {{3, 3}, {3, 4}, {3, 1}, {11, 0}, {11, 1}, {12, 0}, {4, 0}, {5, 1}}) {
            seeds.add(ip(Ipv4Header.ICMP, icmp(typeAndCode[0], typeAndCode[1], 600, quote))
                    .frame());
        }
        for (int id = 1; id <= 3; id++) {
            for (final Frames.Ip piece :
                    udpToUs(9, PORT, octets(2_000)).identification(id).cut(504)) {
                seeds.add(piece.frame());
            }
            for (final Frames.Ip piece :
                    echo(octets(3_000)).identification(id).from(FAR.v4()).cut(1_480)) {
                seeds.add(piece.frame());
            }
        }
        return seeds;
    }
}
