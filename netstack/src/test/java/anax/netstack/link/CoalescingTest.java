package anax.netstack.link;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.Allocation;
import anax.netstack.link.Coalescing.DatagramFlows;
import anax.netstack.packet.Packet;
import anax.netstack.packet.PacketPool;
import anax.netstack.packet.PacketPoolConfig;
import anax.netstack.wire.Ipv4Header;
import anax.netstack.wire.TcpHeader;
import anax.netstack.wire.UdpHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CoalescingTest {
    private static final byte[] TIMESTAMPS = {1, 1, 8, 10, 0, 0, 0, 7, 0, 0, 0, 9};
    private static final int ACK = TcpHeader.ACK;
    private static final int SIZE = 1_000;

    private final PacketPool pool = new PacketPool(0, PacketPoolConfig.standard(), () -> true);
    private final List<Packet> out = new ArrayList<>();
    private final Coalescing coalescing = new Coalescing(LinkType.ETHERNET, DatagramFlows.NONE, pool, out::add);
    private final Ipv4Header ip = new Ipv4Header();
    private final TcpHeader tcp = new TcpHeader();
    private final UdpHeader udp = new UdpHeader();
    private int nextId = 100;

    @Test
    void shouldJoinConsecutiveSegments() {
        give(segment(0, ACK, SIZE), segment(1_000, ACK, SIZE), segment(2_000, ACK, SIZE));
        assertThat(out).as("held until the batch ends").isEmpty();
        coalescing.flush();

        assertThat(payloads()).containsExactly(3_000);
        Packet joined = out.getFirst();
        assertThat(joined.gsoType()).isEqualTo(Packet.GSO_TCP4);
        assertThat(joined.gsoSize()).isEqualTo(SIZE);
        assertThat(joined.checksumState()).isEqualTo(Packet.CHECKSUM_PARTIAL);
        assertHeadersRight(joined);
        assertThat(tcpOf(joined).seq()).isZero();
        assertPayload(joined, 0);
        assertThat(coalescing.joined()).isEqualTo(2);
        assertThat(pool.outstanding()).isEqualTo(1);
    }

    @Test
    void shouldHandOnASingleSegmentAsItCame() {
        Packet packet = segment(0, ACK, SIZE);
        give(packet);
        coalescing.flush();
        assertThat(out).containsExactly(packet);
        assertThat(packet.gsoType()).isEqualTo(Packet.GSO_NONE);
        assertThat(packet.checksumState()).as("it was verified").isEqualTo(Packet.CHECKSUM_VALID);
        coalescing.flush();
        assertThat(out).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {TcpHeader.PSH, TcpHeader.FIN})
    void shouldEndWithPshAndFin(int flag) {
        give(segment(0, ACK, SIZE), segment(1_000, ACK | flag, SIZE), segment(2_000, ACK, SIZE));
        assertThat(payloads()).containsExactly(2_000);
        assertThat(tcpOf(out.getFirst()).flags()).isEqualTo(ACK | flag);
        coalescing.flush();
        assertThat(payloads()).containsExactly(2_000, 1_000);
    }

    @Test
    void shouldEndWithAShorterSegment() {
        give(segment(0, ACK, SIZE), segment(1_000, ACK, 999), segment(1_999, ACK, SIZE));
        coalescing.flush();
        assertThat(payloads()).containsExactly(1_999, 1_000);
    }

    @Test
    void shouldNotAppendALongerSegment() {
        give(segment(0, ACK, SIZE), segment(1_000, ACK, 1_001));
        coalescing.flush();
        assertThat(payloads()).containsExactly(1_000, 1_001);
    }

    @Test
    void shouldNotJoinOverAGap() {
        give(segment(0, ACK, SIZE), segment(1_001, ACK, SIZE), segment(500, ACK, SIZE));
        coalescing.flush();
        assertThat(payloads()).containsExactly(1_000, 1_000, 1_000);
        assertThat(out).extracting(packet -> tcpOf(packet).seq()).containsExactly(0, 1_001, 500);
    }

    /// Each of these sets something that must be equal, in the second of two segments.
    @Test
    void shouldNotJoinWhatDiffers() {
        List<Consumer<Packet>> differences = List.of(
                packet -> tcpOf(packet).ack(5),
                packet -> tcpOf(packet).window(5),
                packet -> tcpOf(packet).flags(ACK | TcpHeader.ECE),
                packet -> tcpOf(packet).flags(ACK | TcpHeader.CWR),
                packet -> tcpOf(packet).flags(ACK | TcpHeader.URG),
                packet -> tcpOf(packet).flags(ACK | TcpHeader.SYN),
                packet -> tcpOf(packet).flags(ACK | TcpHeader.RST),
                packet -> packet.buffer().putByte(packet.transportOffset() + 27, (byte) 8), // TSval
                packet -> packet.buffer().putByte(packet.transportOffset() + 31, (byte) 8), // TSecr
                packet -> ipOf(packet).ttl(63),
                packet -> ipOf(packet).ecn(3),
                packet -> ipOf(packet).dscp(1),
                packet -> ipOf(packet).dontFragment(false));
        for (int i = 0; i < differences.size(); i++) {
            Packet first = segment(0, ACK, SIZE);
            Packet second = segment(1_000, ACK, SIZE);
            differences.get(i).accept(second);
            resum(second);
            give(first, second);
            coalescing.flush();
            assertThat(out).as("difference %d", i).containsExactly(first, second);
            out.clear();
        }
    }

    /// What is to another station is none of ours, though it names our address; what is to all must not pass for
    /// what is to us (RFC 1122, section 3.3.6).
    @Test
    void shouldKeepStationsApart() {
        for (int octet = 0; octet < 12; octet++) {
            Packet first = segment(0, ACK, SIZE);
            Packet second = segment(1_000, ACK, SIZE);
            second.buffer().putByte(second.offset() + octet, (byte) 0xFF);
            give(first, second);
            coalescing.flush();
            assertThat(out).as("octet %d", octet).containsExactlyInAnyOrder(first, second);
            out.clear();
        }
    }

    @Test
    void shouldKeepFlowsApart() {
        for (int i = 0; i < 3; i++) {
            for (int flow = 0; flow < 4; flow++) {
                Packet packet = segment(i * SIZE, ACK, SIZE);
                tcpOf(packet).srcPort(1_000 + flow);
                resum(packet);
                give(packet);
            }
        }
        coalescing.flush();
        assertThat(payloads()).containsExactly(3_000, 3_000, 3_000, 3_000);
        assertThat(out).extracting(packet -> tcpOf(packet).srcPort()).containsExactly(1_000, 1_001, 1_002, 1_003);
    }

    @Test
    void shouldLetOneGoWhenThereAreTooManyFlows() {
        List<Packet> packets = new ArrayList<>();
        for (int flow = 0; flow < 20; flow++) {
            Packet packet = segment(0, ACK, SIZE);
            tcpOf(packet).srcPort(1_000 + flow);
            resum(packet);
            packets.add(packet);
            give(packet);
        }
        assertThat(out).containsExactlyElementsOf(packets.subList(0, 12));
        coalescing.flush();
        assertThat(out).containsExactlyInAnyOrderElementsOf(packets);
    }

    @Test
    void shouldPushOutWhatIsHeldBeforeAPureAcknowledgment() {
        Packet data = segment(0, ACK, SIZE);
        Packet pure = segment(1_000, ACK, 0);
        give(data, pure);
        assertThat(out).containsExactly(data, pure);
    }

    @Test
    void shouldHandOnAtOnceWhatIsNoTcpOverIpv4() {
        Packet datagram = complete(TestFrames.udp(pool, LinkType.ETHERNET, 100, 1));
        Packet arp = segment(0, ACK, SIZE);
        arp.buffer().putShort(arp.offset() + 12, (short) 0x0806, BIG_ENDIAN);
        Packet runt = pool.allocate(10).range(Packet.HEADROOM, 10);
        Packet fragment = segment(0, ACK, SIZE);
        ipOf(fragment).dontFragment(false).moreFragments(true).fillChecksum();
        Packet broken = segment(0, ACK, SIZE);
        ipOf(broken).checksum(1);
        Packet superSegment = segment(0, ACK, SIZE).gso(Packet.GSO_TCP4, 500);
        give(datagram, arp, runt, fragment, broken, superSegment);
        assertThat(out).containsExactly(datagram, arp, runt, fragment, broken, superSegment);
    }

    /// What is wrong goes on alone, for the receiver to drop and count.
    @Test
    void shouldNotJoinSegmentWithWrongChecksum() {
        Packet good = segment(0, ACK, SIZE);
        Packet bad = segment(1_000, ACK, SIZE);
        bad.buffer().putByte(bad.end() - 1, (byte) ~bad.buffer().getByte(bad.end() - 1));
        give(good, bad);
        assertThat(out).containsExactly(good, bad);
        assertThat(bad.checksumState()).isEqualTo(Packet.CHECKSUM_UNKNOWN);
    }

    @Test
    void shouldTrustADeviceThatVerified() {
        Packet first = segment(0, ACK, SIZE).checksumState(Packet.CHECKSUM_VALID);
        Packet second = segment(1_000, ACK, SIZE).checksumState(Packet.CHECKSUM_VALID);
        tcpOf(second).checksum(0x1234);
        give(first, second);
        coalescing.flush();
        assertThat(payloads()).containsExactly(2_000);
    }

    @Test
    void shouldLeaveLinkPaddingBehind() {
        Packet first = segment(0, ACK, 10);
        first.range(first.offset(), first.length() + 6);
        Packet second = segment(10, ACK, 10);
        second.range(second.offset(), second.length() + 6);
        give(first, second);
        coalescing.flush();
        assertThat(payloads()).containsExactly(20);
        assertPayload(out.getFirst(), 0);
        assertThat(out.getFirst().end()).isEqualTo(tcpOf(out.getFirst()).payloadOffset() + 20);
    }

    @Test
    void shouldNeverPassTheLongestDatagram() {
        for (int i = 0; i < 70; i++) {
            give(segment(i * SIZE, ACK, SIZE));
        }
        coalescing.flush();
        assertThat(payloads()).containsExactly(65_000, 5_000);
        out.forEach(this::assertHeadersRight);
    }

    /// The largest packet has room for a few octets more than IP can say the length of.
    @Test
    void shouldNotPassTheLongestDatagramWhereMemoryWould() {
        final int size = 1_424;
        for (int i = 0; i < 46; i++) {
            give(segment(i * size, ACK, size));
        }
        coalescing.flush();
        assertThat(payloads()).containsExactly(45 * size, size);
        out.forEach(this::assertHeadersRight);
    }

    @Test
    void shouldHandOnSingleSegmentsWhenThereIsNoLargePacket() {
        PacketPool small = new PacketPool(0, PacketPoolConfig.standard().withSlots(100, 0), () -> true);
        Coalescing poor = new Coalescing(LinkType.RAW_IP, DatagramFlows.NONE, small, out::add);
        for (int i = 0; i < 3; i++) {
            poor.onPacket(complete(TestFrames.tcp(small, LinkType.RAW_IP, i * SIZE, ACK, TIMESTAMPS, SIZE, i * SIZE)));
        }
        poor.flush();
        assertThat(out)
                .hasSize(3)
                .allSatisfy(packet -> assertThat(packet.gsoType()).isEqualTo(Packet.GSO_NONE));
    }

    /// RFC 6864: only where fragments are forbidden the identification means nothing.
    @Test
    void shouldWantConsecutiveIdentificationsWhereFragmentsAreAllowed() {
        for (int step : new int[] {0, 1, 2}) {
            Packet first = segment(0, ACK, SIZE);
            Packet second = segment(1_000, ACK, SIZE);
            ipOf(first).dontFragment(false).identification(0xFFFF).fillChecksum();
            ipOf(second)
                    .dontFragment(false)
                    .identification((0xFFFF + step) & 0xFFFF)
                    .fillChecksum();
            give(first, second);
            coalescing.flush();
            assertThat(out).as("step %d", step).hasSize(step == 1 ? 1 : 2);
            out.clear();
        }
    }

    @Test
    void shouldJoinDatagramsOnlyWhenAsked() {
        Coalescing asked = new Coalescing(LinkType.ETHERNET, DatagramFlows.ALL, pool, out::add);
        for (int payload : new int[] {500, 500, 300, 500}) {
            asked.onPacket(complete(TestFrames.udp(pool, LinkType.ETHERNET, payload, 1)));
        }
        asked.flush();
        assertThat(out).extracting(packet -> udpOf(packet).payloadLength()).containsExactly(1_300, 500);
        assertThat(out.getFirst().gsoType()).isEqualTo(Packet.GSO_UDP);
        assertThat(out.getFirst().gsoSize()).isEqualTo(500);
        assertHeadersRight(out.getFirst());
    }

    @ParameterizedTest
    @EnumSource(LinkType.class)
    void shouldNotLookAtDatagramsWhenNobodyWantsAnyJoined(LinkType type) {
        Coalescing none = new Coalescing(
                type,
                new DatagramFlows() {
                    @Override
                    public boolean wantsSegments(int src, int dst, int srcPort, int dstPort) {
                        throw new AssertionError("a datagram was looked at");
                    }

                    @Override
                    public boolean wantsAnySegments() {
                        return false;
                    }
                },
                pool,
                out::add);
        for (int length = 28 + type.headerLength(); length > 0; length--) {
            Packet packet = complete(TestFrames.udp(pool, type, 0, 1));
            packet.range(packet.offset(), length);
            none.onPacket(packet);
        }
        assertThat(out).hasSize(28 + type.headerLength());
    }

    @Test
    void shouldJoinDatagramsOfWantedFlowsOnly() {
        Coalescing some = new Coalescing(
                LinkType.ETHERNET,
                (src, dst, srcPort, dstPort) -> src == TestFrames.SRC
                        && dst == TestFrames.DST
                        && srcPort == TestFrames.SRC_PORT
                        && dstPort == TestFrames.DST_PORT + 1,
                pool,
                out::add);
        for (int i = 0; i < 4; i++) {
            Packet packet = complete(TestFrames.udp(pool, LinkType.ETHERNET, 500, 1));
            udpOf(packet).dstPort(TestFrames.DST_PORT + i % 2).checksum(0).fillChecksum(ip.pseudoHeaderSum());
            some.onPacket(packet);
        }
        some.flush();
        assertThat(out).extracting(packet -> udpOf(packet).payloadLength()).containsExactly(500, 500, 1_000);
    }

    @Test
    void shouldNotJoinDatagramsWithoutChecksum() {
        Coalescing asked = new Coalescing(LinkType.ETHERNET, DatagramFlows.ALL, pool, out::add);
        for (int i = 0; i < 2; i++) {
            Packet packet = complete(TestFrames.udp(pool, LinkType.ETHERNET, 500, 1));
            udpOf(packet).checksum(0);
            asked.onPacket(packet);
        }
        assertThat(out).hasSize(2);
    }

    @Property(tries = 200)
    void shouldJoinAgainWhatWasCut(
            @ForAll @IntRange(min = 1, max = 60_000) int payload,
            @ForAll @IntRange(min = 400, max = 1_460) int size,
            @ForAll int seq,
            @ForAll boolean isTcp,
            @ForAll boolean pushed) {
        int shortest = isTcp ? size : Math.max(size, payload / 64 + 1);
        Packet packet = isTcp
                ? TestFrames.tcp(
                                pool,
                                LinkType.ETHERNET,
                                seq,
                                pushed ? ACK | TcpHeader.PSH : ACK,
                                TIMESTAMPS,
                                payload,
                                seq)
                        .gso(Packet.GSO_TCP4, size)
                : TestFrames.udp(pool, LinkType.ETHERNET, payload, seq).gso(Packet.GSO_UDP, shortest);
        Coalescing both = new Coalescing(LinkType.ETHERNET, DatagramFlows.ALL, pool, out::add);
        new Segmentation(LinkCapabilities.NONE)
                .cut(packet, pool, piece -> both.onPacket(piece.checksumState(Packet.CHECKSUM_UNKNOWN)));
        both.flush();
        int pieces = Segmentation.pieces(payload, packet.gsoSize());

        assertThat(out).hasSize(1);
        Packet joined = out.removeFirst();
        assertThat(joined.length()).isEqualTo(packet.length());
        assertThat(joined.gsoType()).isEqualTo(pieces > 1 ? packet.gsoType() : Packet.GSO_NONE);
        if (pieces == 1) {
            ChecksumCompletion.complete(packet);
        }
        for (int i = 0; i < packet.length(); i++) {
            if (joined.buffer().getByte(joined.offset() + i) != packet.buffer().getByte(packet.offset() + i)) {
                throw new AssertionError("octet " + i + " of " + packet.length() + " differs");
            }
        }
        pool.takeBack(joined);
        pool.takeBack(packet);
        assertThat(pool.outstanding()).isZero();
    }

    /// Frames with octets that somebody changed: none is lost, none goes on twice, and nothing is thrown.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shouldHandOnEveryPacketWhateverItsOctets(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Coalescing all = new Coalescing(LinkType.ETHERNET, DatagramFlows.ALL, pool, out::add);
        int given = 0;
        int together = 0;
        for (int batch = 0; batch < 2_000; batch++) {
            int seq = 0;
            for (int i = random.nextInt(12); i >= 0; i--) {
                Packet packet = anyFrame(random, seq);
                seq += SIZE;
                for (int changes = random.nextInt(3); changes > 0; changes--) {
                    int at = packet.offset() + random.nextInt(Math.min(80, packet.length()));
                    packet.buffer().putByte(at, (byte) random.nextInt());
                }
                packet.checksumState(random.nextInt(4) == 0 ? Packet.CHECKSUM_UNKNOWN : Packet.CHECKSUM_VALID);
                packet.range(packet.offset(), random.nextInt(20) == 0 ? random.nextInt(70) : packet.length());
                given++;
                all.onPacket(packet);
            }
            together += all.flush();
            assertThat(pool.outstanding()).isEqualTo(out.size());
            given -= out.size();
            out.forEach(pool::takeBack);
            out.clear();
        }
        assertThat(given)
                .as("packets that went on in others")
                .isEqualTo(together)
                .isPositive();
    }

    private Packet anyFrame(SplittableRandom random, int seq) {
        int payload = random.nextInt(8) == 0 ? random.nextInt(SIZE) : SIZE;
        return complete(
                switch (random.nextInt(4)) {
                    case 0 -> TestFrames.udp(pool, LinkType.ETHERNET, payload, seq);
                    case 1 -> TestFrames.udpOverIpv6(pool, LinkType.ETHERNET, payload, seq);
                    case 2 -> TestFrames.tcpOverIpv6(pool, LinkType.ETHERNET, seq, ACK, TIMESTAMPS, payload, seq);
                    default -> TestFrames.tcp(pool, LinkType.ETHERNET, seq, ACK, TIMESTAMPS, payload, seq);
                });
    }

    @Test
    void shouldAllocateNothingInSteadyState() {
        Packet[] templates = new Packet[4];
        for (int i = 0; i < templates.length; i++) {
            templates[i] = segment(i * SIZE, ACK, SIZE);
        }
        Coalescing toPool = new Coalescing(LinkType.ETHERNET, DatagramFlows.NONE, pool, pool::takeBack);
        assertThat(Allocation.octetsPerOperation(() -> {
                    for (Packet template : templates) {
                        toPool.onPacket(pool.allocate(1_100).copyFrom(template));
                    }
                    toPool.flush();
                }))
                .isLessThanOrEqualTo(0.1);
        assertThat(toPool.joined()).isPositive();
    }

    private void give(Packet... packets) {
        for (Packet packet : packets) {
            coalescing.onPacket(packet);
        }
    }

    /// A segment whose octets of payload depend on their place in the flow, as it arrives from a wire.
    private Packet segment(int seq, int flags, int payload) {
        Packet packet = complete(TestFrames.tcp(pool, LinkType.ETHERNET, seq, flags, TIMESTAMPS, payload, seq));
        ipOf(packet).identification(nextId++).fillChecksum();
        return packet;
    }

    private static Packet complete(Packet packet) {
        ChecksumCompletion.complete(packet);
        return packet.checksumState(Packet.CHECKSUM_UNKNOWN);
    }

    private void resum(Packet packet) {
        int sum = ipOf(packet).fillChecksum().pseudoHeaderSum();
        tcpOf(packet).checksum(0).fillChecksum(sum);
    }

    private List<Integer> payloads() {
        return out.stream().map(packet -> tcpOf(packet).payloadLength()).toList();
    }

    private void assertHeadersRight(Packet packet) {
        ChecksumCompletion.complete(packet);
        assertThat(ipOf(packet).verifies()).isTrue();
        int sum = ip.pseudoHeaderSum();
        boolean isRight = ip.protocol() == Ipv4Header.TCP
                ? tcpOf(packet).verifies(sum)
                : udpOf(packet).verifies(sum);
        assertThat(isRight).isTrue();
    }

    private void assertPayload(Packet packet, int seq) {
        int from = tcpOf(packet).payloadOffset();
        for (int i = 0; i < tcp.payloadLength(); i++) {
            assertThat(packet.buffer().getByte(from + i)).isEqualTo(TestFrames.octet(seq + i));
        }
    }

    private Ipv4Header ipOf(Packet packet) {
        int network = packet.offset() + LinkType.ETHERNET.headerLength();
        assertThat(ip.wrap(packet.buffer(), network, packet.end() - network)).isTrue();
        return ip;
    }

    private TcpHeader tcpOf(Packet packet) {
        ipOf(packet);
        assertThat(tcp.wrap(packet.buffer(), ip.payloadOffset(), ip.payloadLength()))
                .isTrue();
        return tcp;
    }

    private UdpHeader udpOf(Packet packet) {
        ipOf(packet);
        assertThat(udp.wrap(packet.buffer(), ip.payloadOffset(), ip.payloadLength()))
                .isTrue();
        return udp;
    }
}
