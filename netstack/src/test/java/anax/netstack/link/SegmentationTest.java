package anax.netstack.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import anax.netstack.Allocation;
import anax.netstack.packet.Packet;
import anax.netstack.packet.PacketPool;
import anax.netstack.packet.PacketPoolConfig;
import anax.netstack.wire.Ipv4Header;
import anax.netstack.wire.TcpHeader;
import anax.netstack.wire.UdpHeader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SegmentationTest {
    private static final byte[] TIMESTAMPS = {1, 1, 8, 10, 0, 0, 0, 7, 0, 0, 0, 9};
    private static final int ALL_FLAGS = TcpHeader.CWR | TcpHeader.ECE | TcpHeader.ACK | TcpHeader.PSH | TcpHeader.FIN;
    private static final LinkCapabilities COMPLETING = new LinkCapabilities(true, 0);

    private final PacketPool pool = new PacketPool(0, PacketPoolConfig.standard(), () -> true);
    private final List<Packet> cut = new ArrayList<>();
    private final Ipv4Header ip = new Ipv4Header();
    private final TcpHeader tcp = new TcpHeader();
    private final UdpHeader udp = new UdpHeader();

    @Test
    void shouldCutTcpIntoFullSegmentsAndTheRest() {
        Packet packet = superSegment(LinkType.ETHERNET, 3_500, 0xFFFF_FC00);
        assertThat(cut(packet, LinkCapabilities.NONE)).isEqualTo(3);

        assertThat(cut).extracting(piece -> tcpOf(piece).payloadLength()).containsExactly(1_448, 1_448, 604);
        assertThat(cut)
                .extracting(piece -> tcpOf(piece).seq())
                .containsExactly(0xFFFF_FC00, 0xFFFF_FC00 + 1_448, 0xFFFF_FC00 + 2_896);
        assertThat(cut).extracting(piece -> ipOf(piece).identification()).containsExactly(0xFFFE, 0xFFFF, 0);
        assertThat(cut).allSatisfy(this::assertRight);
    }

    @Test
    void shouldSetEndingFlagsOnTheLastAndCwrOnTheFirst() {
        cut(superSegment(LinkType.RAW_IP, 4_000, 1), LinkCapabilities.NONE);
        int middle = TcpHeader.ECE | TcpHeader.ACK;
        assertThat(cut)
                .extracting(piece -> tcpOf(piece).flags())
                .containsExactly(middle | TcpHeader.CWR, middle, middle | TcpHeader.PSH | TcpHeader.FIN);
    }

    @Test
    void shouldCopyAllHeadersAndTheirPlaces() {
        Packet packet = superSegment(LinkType.ETHERNET, 3_000, 1)
                .protocol(6)
                .flowHash(9)
                .interfaceIndex(4);
        cut(packet, LinkCapabilities.NONE);
        for (Packet piece : cut) {
            assertThat(piece.networkOffset()).isEqualTo(packet.networkOffset());
            assertThat(piece.transportOffset()).isEqualTo(packet.transportOffset());
            assertThat(piece.gsoType()).isEqualTo(Packet.GSO_NONE);
            assertThat(piece.protocol()).isEqualTo(6);
            assertThat(piece.flowHash()).isEqualTo(9);
            assertThat(piece.interfaceIndex()).isEqualTo(4);
            byte[] link = new byte[14];
            piece.buffer().getBytes(piece.offset(), link);
            assertThat(link).containsExactly(2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 8, 0);
            byte[] options = new byte[TIMESTAMPS.length];
            piece.buffer().getBytes(tcpOf(piece).optionsOffset(), options);
            assertThat(options).isEqualTo(TIMESTAMPS);
        }
    }

    @Test
    void shouldCutUdpIntoEqualDatagrams() {
        Packet packet = TestFrames.udp(pool, LinkType.ETHERNET, 2_500, 1).gso(Packet.GSO_UDP, 1_000);
        assertThat(cut(packet, LinkCapabilities.NONE)).isEqualTo(3);
        assertThat(cut).extracting(piece -> udpOf(piece).payloadLength()).containsExactly(1_000, 1_000, 500);
        assertThat(cut).allSatisfy(this::assertRight);
    }

    @Test
    void shouldLeaveChecksumsPartialWhenTheLinkCompletesThem() {
        cut(superSegment(LinkType.RAW_IP, 3_000, 1), COMPLETING);
        for (Packet piece : cut) {
            assertThat(piece.checksumState()).isEqualTo(Packet.CHECKSUM_PARTIAL);
            assertThat(tcpOf(piece).verifies(ipOf(piece).pseudoHeaderSum())).isFalse();
            ChecksumCompletion.complete(piece);
            assertRight(piece);
        }
    }

    @Test
    void shouldCutWhatIsNoLongerThanASegmentIntoOne() {
        Packet packet = superSegment(LinkType.RAW_IP, 100, 1);
        assertThat(cut(packet, LinkCapabilities.NONE)).isEqualTo(1);
        assertThat(tcpOf(cut.getFirst()).flags()).isEqualTo(ALL_FLAGS);
        assertRight(cut.getFirst());
    }

    @Test
    void shouldStopWhenThePoolIsEmpty() {
        PacketPool poor = new PacketPool(1, PacketPoolConfig.standard().withSlots(2, 0), () -> true);
        Packet packet = superSegment(LinkType.RAW_IP, 14_480, 1);
        assertThat(Segmentation.pieces(14_480, 1_448)).isEqualTo(10);
        assertThat(new Segmentation(LinkCapabilities.NONE).cut(packet, poor, cut::add))
                .isFalse();
        assertThat(cut).hasSize(2).allSatisfy(this::assertRight);
    }

    @Test
    void shouldRefuseWhatIsNoSuperSegment() {
        Packet packet = superSegment(LinkType.RAW_IP, 3_000, 1);
        for (int type : new int[] {Packet.GSO_NONE, Packet.GSO_TCP6}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> cut(packet.gso(type, 1_448), LinkCapabilities.NONE))
                    .withMessageContaining("only super-segments of TCP and UDP");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cut(packet.gso(Packet.GSO_TCP4, 0), LinkCapabilities.NONE));
    }

    @Test
    void shouldAllocateNothingInSteadyState() {
        Packet packet = superSegment(LinkType.ETHERNET, 3_500, 1);
        Segmentation segmentation = new Segmentation(LinkCapabilities.NONE);
        PacketSink sink = pool::takeBack;
        assertThat(Allocation.octetsPerOperation(() -> segmentation.cut(packet, pool, sink)))
                .isLessThanOrEqualTo(0.1);
    }

    private Packet superSegment(LinkType type, int payload, int seq) {
        return TestFrames.tcp(pool, type, seq, ALL_FLAGS, TIMESTAMPS, payload, 5)
                .gso(Packet.GSO_TCP4, 1_448);
    }

    private int cut(Packet packet, LinkCapabilities capabilities) {
        assertThat(new Segmentation(capabilities).cut(packet, pool, cut::add)).isTrue();
        return cut.size();
    }

    private void assertRight(Packet piece) {
        assertThat(ipOf(piece).verifies()).isTrue();
        assertThat(piece.end()).isEqualTo(ip.payloadOffset() + ip.payloadLength());
        boolean isRight = ip.protocol() == Ipv4Header.TCP
                ? tcpOf(piece).verifies(ip.pseudoHeaderSum())
                : udpOf(piece).verifies(ip.pseudoHeaderSum());
        assertThat(isRight).isTrue();
        assertThat(piece.checksumState()).isEqualTo(Packet.CHECKSUM_VALID);
    }

    private Ipv4Header ipOf(Packet piece) {
        int network = piece.networkOffset();
        assertThat(ip.wrap(piece.buffer(), network, piece.end() - network)).isTrue();
        return ip;
    }

    private TcpHeader tcpOf(Packet piece) {
        ipOf(piece);
        assertThat(tcp.wrap(piece.buffer(), ip.payloadOffset(), ip.payloadLength()))
                .isTrue();
        return tcp;
    }

    private UdpHeader udpOf(Packet piece) {
        ipOf(piece);
        assertThat(udp.wrap(piece.buffer(), ip.payloadOffset(), ip.payloadLength()))
                .isTrue();
        return udp;
    }
}
