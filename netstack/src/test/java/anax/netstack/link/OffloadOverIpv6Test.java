package anax.netstack.link;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import anax.netstack.Allocation;
import anax.netstack.link.Coalescing.DatagramFlows;
import anax.netstack.packet.Packet;
import anax.netstack.packet.PacketPool;
import anax.netstack.packet.PacketPoolConfig;
import anax.netstack.wire.Ipv6Header;
import anax.netstack.wire.TcpHeader;
import anax.netstack.wire.UdpHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/// What [Segmentation] cuts and [Coalescing] joins over IPv6, where there is no header checksum and no identification.
class OffloadOverIpv6Test {
    private static final byte[] TIMESTAMPS = {1, 1, 8, 10, 0, 0, 0, 7, 0, 0, 0, 9};
    private static final int ACK = TcpHeader.ACK;
    private static final int SIZE = 1_000;
    private static final int IP_AT = Packet.HEADROOM + 14;

    private final PacketPool pool = new PacketPool(0, PacketPoolConfig.standard(), () -> true);
    private final List<Packet> out = new ArrayList<>();
    private final Coalescing coalescing = new Coalescing(LinkType.ETHERNET, DatagramFlows.ALL, pool, out::add);
    private final Ipv6Header ip = new Ipv6Header();
    private final TcpHeader tcp = new TcpHeader();
    private final UdpHeader udp = new UdpHeader();

    @Test
    void shouldCutTcpIntoFullSegmentsAndTheRest() {
        int flags = TcpHeader.CWR | ACK | TcpHeader.PSH | TcpHeader.FIN;
        cut(tcp(7, flags, 2_500).gso(Packet.GSO_TCP6, SIZE));

        assertThat(out).extracting(this::tcpOf).hasSize(3);
        assertThat(out).extracting(piece -> tcpOf(piece).payloadLength()).containsExactly(1_000, 1_000, 500);
        assertThat(out).extracting(piece -> tcpOf(piece).seq()).containsExactly(7, 1_007, 2_007);
        assertThat(out)
                .extracting(piece -> tcpOf(piece).flags())
                .containsExactly(ACK | TcpHeader.CWR, ACK, ACK | TcpHeader.PSH | TcpHeader.FIN);
        assertThat(out).allSatisfy(this::assertComplete);
        assertThat(out).extracting(piece -> ipOf(piece).flowLabel()).containsOnly(0xABCDE);
    }

    @Test
    void shouldCutUdpIntoEqualDatagrams() {
        cut(udp(2_500).gso(Packet.GSO_UDP, SIZE));
        assertThat(out).extracting(piece -> udpOf(piece).payloadLength()).containsExactly(1_000, 1_000, 500);
        assertThat(out).allSatisfy(this::assertComplete);
    }

    /// RFC 8200, section 8.1: what TCP and UDP begin behind an extension header is not known here.
    @Test
    void shouldRefuseToCutWhatTypeDoesNotSay() {
        for (Packet wrong : List.of(
                tcp(0, ACK, 2_500).gso(Packet.GSO_TCP4, SIZE),
                tcp(0, ACK, 2_500).gso(Packet.GSO_UDP, SIZE),
                udp(2_500).gso(Packet.GSO_TCP6, SIZE),
                withNextHeader(tcp(0, ACK, 2_500), 60).gso(Packet.GSO_TCP6, SIZE))) {
            assertThatIllegalArgumentException().isThrownBy(() -> cut(wrong));
        }
    }

    @Test
    void shouldJoinConsecutiveSegments() {
        give(segment(0), segment(1_000), segment(2_000));
        coalescing.flush();
        assertThat(out).hasSize(1);
        Packet joined = out.getFirst();
        assertThat(joined.gsoType()).isEqualTo(Packet.GSO_TCP6);
        assertThat(joined.gsoSize()).isEqualTo(SIZE);
        assertThat(tcpOf(joined).payloadLength()).isEqualTo(3_000);
        ChecksumCompletion.complete(joined);
        assertComplete(joined);
    }

    /// Each of these sets something that must be equal, in the second of two segments.
    @Test
    void shouldNotJoinWhatDiffers() {
        List<Consumer<Packet>> differences = List.of(
                packet -> ipOf(packet).hopLimit(63),
                packet -> ipOf(packet).dscp(1),
                packet -> ipOf(packet).ecn(3),
                packet -> ipOf(packet).flowLabel(0xABCDF),
                packet -> ipOf(packet).src(TestFrames.SRC_HIGH + 1, TestFrames.SRC),
                packet -> ipOf(packet).src(TestFrames.SRC_HIGH, TestFrames.SRC + 1),
                packet -> ipOf(packet).dst(TestFrames.SRC_HIGH + 1, TestFrames.DST),
                packet -> ipOf(packet).dst(TestFrames.SRC_HIGH, TestFrames.DST + 1));
        for (int i = 0; i < differences.size(); i++) {
            Packet first = segment(0);
            Packet second = segment(1_000);
            differences.get(i).accept(second);
            tcpOf(second).checksum(0).fillChecksum(ip.pseudoHeaderSum(ip.nextHeader(), ip.payloadLength()));
            give(first, second);
            coalescing.flush();
            assertThat(out).as("difference %d", i).containsExactlyInAnyOrder(first, second);
            out.clear();
        }
    }

    /// An IPv4 flow whose addresses are the low halves of an IPv6 one's is another flow.
    @Test
    void shouldKeepVersionsApart() {
        Packet first = segment(0);
        ipOf(first).src(0, TestFrames.SRC).dst(0, TestFrames.DST);
        tcpOf(first).checksum(0).fillChecksum(ip.pseudoHeaderSum(ip.nextHeader(), ip.payloadLength()));
        Packet second = complete(TestFrames.tcp(pool, LinkType.ETHERNET, 1_000, ACK, TIMESTAMPS, SIZE, 1_000));
        second.buffer().putShort(second.offset() + 12, (short) 0x0800, BIG_ENDIAN);
        give(first, second);
        coalescing.flush();
        assertThat(out).containsExactly(first, second);
    }

    @Test
    void shouldHandOnAtOnceWhatCannotBeJoined() {
        Packet extended = withNextHeader(segment(0), 60);
        Packet damaged = segment(0);
        damaged.buffer().putByte(damaged.end() - 1, (byte) ~damaged.buffer().getByte(damaged.end() - 1));
        Packet misnamed = segment(0);
        misnamed.buffer().putShort(misnamed.offset() + 12, (short) 0x0800, BIG_ENDIAN);
        Packet cutShort = segment(0);
        cutShort.truncate(cutShort.length() - 1);
        give(extended, damaged, misnamed, cutShort);
        assertThat(out).containsExactly(extended, damaged, misnamed, cutShort);
    }

    @Property(tries = 200)
    void shouldJoinAgainWhatWasCut(
            @ForAll @IntRange(min = 1, max = 60_000) int payload,
            @ForAll @IntRange(min = 400, max = 1_440) int size,
            @ForAll int seq,
            @ForAll boolean isTcp) {
        Packet packet = isTcp
                ? TestFrames.tcpOverIpv6(pool, LinkType.ETHERNET, seq, ACK, TIMESTAMPS, payload, seq)
                        .gso(Packet.GSO_TCP6, size)
                : TestFrames.udpOverIpv6(pool, LinkType.ETHERNET, payload, seq)
                        .gso(Packet.GSO_UDP, Math.max(size, payload / 64 + 1));
        int type = packet.gsoType();
        int pieces = Segmentation.pieces(payload, packet.gsoSize());
        new Segmentation(LinkCapabilities.NONE)
                .cut(packet, pool, piece -> coalescing.onPacket(piece.checksumState(Packet.CHECKSUM_UNKNOWN)));
        coalescing.flush();

        assertThat(out).hasSize(1);
        Packet joined = out.removeFirst();
        assertThat(joined.gsoType()).isEqualTo(pieces > 1 ? type : Packet.GSO_NONE);
        if (pieces == 1) {
            ChecksumCompletion.complete(packet);
        }
        assertThat(octets(joined)).isEqualTo(octets(packet));
        pool.takeBack(joined);
        pool.takeBack(packet);
        assertThat(pool.outstanding()).isZero();
    }

    @Test
    void shouldAllocateNothingInSteadyState() {
        Packet packet = tcp(0, ACK, 4_000).gso(Packet.GSO_TCP6, SIZE);
        Segmentation segmentation = new Segmentation(LinkCapabilities.NONE);
        Coalescing toPool = new Coalescing(LinkType.ETHERNET, DatagramFlows.NONE, pool, pool::takeBack);
        assertThat(Allocation.octetsPerOperation(() -> {
                    segmentation.cut(packet, pool, toPool);
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

    private void cut(Packet packet) {
        assertThat(new Segmentation(LinkCapabilities.NONE).cut(packet, pool, out::add))
                .isTrue();
    }

    private Packet tcp(int seq, int flags, int payload) {
        return TestFrames.tcpOverIpv6(pool, LinkType.ETHERNET, seq, flags, TIMESTAMPS, payload, seq);
    }

    private Packet udp(int payload) {
        return TestFrames.udpOverIpv6(pool, LinkType.ETHERNET, payload, 1);
    }

    private Packet segment(int seq) {
        return complete(tcp(seq, ACK, SIZE));
    }

    private static Packet withNextHeader(Packet packet, int number) {
        packet.buffer().putByte(IP_AT + 6, (byte) number);
        return packet;
    }

    private static Packet complete(Packet packet) {
        ChecksumCompletion.complete(packet);
        return packet.checksumState(Packet.CHECKSUM_UNKNOWN);
    }

    private static byte[] octets(Packet packet) {
        byte[] octets = new byte[packet.length()];
        packet.buffer().getBytes(packet.offset(), octets);
        return octets;
    }

    private void assertComplete(Packet piece) {
        int length = ipOf(piece).payloadLength();
        assertThat(ip.payloadOffset() + length).isEqualTo(piece.end());
        int sum = ip.pseudoHeaderSum(ip.nextHeader(), length);
        boolean isRight =
                ip.nextHeader() == 6 ? tcpOf(piece).verifies(sum) : udpOf(piece).verifies(sum);
        assertThat(isRight).isTrue();
    }

    private Ipv6Header ipOf(Packet packet) {
        assertThat(ip.wrap(packet.buffer(), IP_AT, packet.end() - IP_AT)).isTrue();
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
