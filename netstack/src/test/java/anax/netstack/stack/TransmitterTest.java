package anax.netstack.stack;

import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.engine.PacketAccount;
import anax.netstack.link.LinkCapabilities;
import anax.netstack.link.LinkQueue;
import anax.netstack.link.MemoryLink;
import anax.netstack.link.MemoryLinkConfig;
import anax.netstack.packet.DropReason;
import anax.netstack.packet.Packet;
import anax.netstack.packet.PacketPool;
import anax.netstack.packet.PacketPoolConfig;
import anax.netstack.wire.Ipv4Header;
import anax.netstack.wire.TcpHeader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What leaves a partition by a link that can do more, and by one that can do less. TCP's super-segments stand for
/// all.
class TransmitterTest {
    private static final int SRC = LonePartition.OWN.v4();
    private static final int DST = LonePartition.NEIGHBOR.v4();
    private static final int SIZE = 1_000;
    private static final int HEADERS = Ipv4Header.MIN_HEADER_LENGTH + TcpHeader.MIN_HEADER_LENGTH;

    private final PacketPool farPool = new PacketPool(0, PacketPoolConfig.standard(), () -> true);
    private final List<Packet> arrived = new ArrayList<>();
    private final Ipv4Header ip = new Ipv4Header();
    private final TcpHeader tcp = new TcpHeader();
    private LonePartition host = LonePartition.only();

    @AfterEach
    void shouldAccountForEveryPacket() {
        host.close();
    }

    @Test
    void shouldCutSuperSegmentWhenLinkCutsNone() {
        send(3_500, LinkCapabilities.NONE, 256);
        assertThat(arrived).hasSize(4).allSatisfy(piece -> {
            assertThat(piece.gsoType()).isEqualTo(Packet.GSO_NONE);
            assertThat(tcpOf(piece).verifies(ip.pseudoHeaderSum())).isTrue();
        });
        assertThat(arrived).extracting(piece -> tcpOf(piece).payloadLength()).containsExactly(1_000, 1_000, 1_000, 500);
        assertThat(account().splitCount()).isEqualTo(3);
        assertThat(account().sentCount()).isEqualTo(4);
    }

    @Test
    void shouldLeaveChecksumsOfPiecesToLinkThatCompletesThem() {
        send(2_000, new LinkCapabilities(true, 0), 256);
        assertThat(arrived)
                .hasSize(2)
                .allSatisfy(piece -> assertThat(piece.checksumState()).isEqualTo(Packet.CHECKSUM_PARTIAL));
    }

    @Test
    void shouldSendSuperSegmentWholeWhenLinkCutsSoLongOnes() {
        send(3_500, new LinkCapabilities(true, 3_500 + HEADERS), 256);
        assertThat(arrived).singleElement().satisfies(whole -> {
            assertThat(whole.gsoType()).isEqualTo(Packet.GSO_TCP4);
            assertThat(whole.gsoSize()).isEqualTo(SIZE);
            assertThat(tcpOf(whole).payloadLength()).isEqualTo(3_500);
        });
        assertThat(account().splitCount()).isZero();
        assertThat(account().sentCount()).isEqualTo(1);
    }

    @Test
    void shouldCutSuperSegmentWhenItIsLongerThanLinkCuts() {
        send(3_500, new LinkCapabilities(true, 3_499 + HEADERS), 256);
        assertThat(arrived).hasSize(4);
    }

    @Test
    void shouldDropPiecesThatLinkHasNoRoomFor() {
        send(5_000, LinkCapabilities.NONE, 2);
        assertThat(arrived).hasSize(2);
        assertThat(account().splitCount()).isEqualTo(4);
        assertThat(account().droppedOutCount(DropReason.LINK_BUSY)).isEqualTo(3);
    }

    @Test
    void shouldDropRestAsOneWhenPoolIsUsedUp() {
        host = LonePartition.only(config -> config.withPool(config.pool().withSlots(2, 1)));
        send(5_000, LinkCapabilities.NONE, 256);
        assertThat(arrived).hasSize(5); // each piece is home before the next one is wanted
        arrived.clear();
        final Packet kept = host.environment().originate(100);
        final Packet other = host.environment().originate(100);
        send(5_000, LinkCapabilities.NONE, 256);
        assertThat(arrived).isEmpty();
        assertThat(account().droppedOutCount(DropReason.POOL_EXHAUSTED)).isEqualTo(1);
        host.environment().discard(kept);
        host.environment().discard(other);
    }

    private void send(int payload, LinkCapabilities capabilities, int frames) {
        final MemoryLinkConfig config = MemoryLinkConfig.rawIp("wire", 1, 1)
                .withCapabilities(capabilities)
                .withFrames(frames, 2);
        try (MemoryLink.Pair wire = MemoryLink.pair(config)) {
            final Transmitter transmitter = new Transmitter(host.environment());
            final LinkQueue queue = wire.first().queue(0);
            transmitter.add(host.wire(), wire.first(), queue);
            transmitter.send(superSegment(payload), 0);
            transmitter.flush(0);
            wire.second().queue(0).poll(0, 100, farPool, arrived::add);
        }
    }

    private Packet superSegment(int payload) {
        final int length = TcpHeader.MIN_HEADER_LENGTH + payload;
        final Packet packet = host.environment().originate(Ipv4Header.MIN_HEADER_LENGTH + length);
        packet.range(packet.offset(), Ipv4Header.MIN_HEADER_LENGTH + length)
                .networkOffset(packet.offset())
                .interfaceIndex(host.wire().index());
        ip.wrapNew(packet.buffer(), packet.offset(), packet.length())
                .dontFragment(true)
                .ttl(64)
                .protocol(Ipv4Header.TCP)
                .src(SRC)
                .dst(DST)
                .fillChecksum();
        tcp.wrapNew(packet.buffer(), ip.payloadOffset(), TcpHeader.MIN_HEADER_LENGTH, length)
                .flags(TcpHeader.ACK)
                .checksum(ip.pseudoHeaderSum());
        return packet.transportOffset(ip.payloadOffset())
                .partialChecksum(ip.payloadOffset(), 16)
                .gso(Packet.GSO_TCP4, SIZE);
    }

    private TcpHeader tcpOf(Packet packet) {
        assertThat(ip.wrap(packet.buffer(), packet.offset(), packet.length())).isTrue();
        assertThat(tcp.wrap(packet.buffer(), ip.payloadOffset(), ip.payloadLength()))
                .isTrue();
        return tcp;
    }

    private PacketAccount account() {
        return host.environment().account();
    }
}
