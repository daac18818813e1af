package anax.netstack.tcp;

import static anax.netstack.tcp.Seg.ack;
import static anax.netstack.tcp.Seg.data;
import static anax.netstack.tcp.Seg.push;
import static anax.netstack.tcp.Seg.syn;
import static anax.netstack.tcp.Seg.synAck;
import static anax.netstack.tcp.TcpPeer.ms;
import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.packet.DropReason;
import anax.netstack.packet.MemoryLevel;
import anax.netstack.packet.Packet;
import anax.netstack.packet.PacketPoolConfig;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What TCP does without at each level of memory: of a hundred packets so many are in somebody's hands.
class MemoryPressureTest {
    private static final int PACKETS = 100;
    private static final int WINDOW = 65_535;
    private static final int MSS = 1_460;

    private final List<Packet> taken = new ArrayList<>();
    private TcpPeer peer;

    @AfterEach
    void close() {
        use(0);
        peer.close();
    }

    private void open() {
        listen();
        peer.receives(syn().mss(MSS).seq(TcpPeer.IRS));
        peer.next();
        peer.receives(ack().seq(5_001).ack(1_001));
        peer.accept();
        peer.forgetSent();
    }

    private void listen() {
        peer = TcpPeer.listeningOn(
                stack -> stack.withPool(PacketPoolConfig.standard().withSlots(PACKETS, 0))
                        .withTcp(TcpConfig.basic()));
    }

    /// Somebody else has so many packets from now on.
    private void use(int packets) {
        while (taken.size() > packets) {
            peer.host.environment().replaced(taken.removeLast());
        }
        while (taken.size() < packets) {
            taken.add(peer.host.environment().allocate(1));
        }
    }

    private MemoryLevel level() {
        return peer.host.environment().memory().level();
    }

    private int announced(int from) {
        peer.receives(data(MSS).seq(from).ack(1_001));
        peer.pass(ms(50));
        final Seg answer = peer.next();
        assertThat(answer.ack).isEqualTo(from + MSS);
        return answer.window;
    }

    @Test
    void shouldAnnounceAllThatIsFreeWhenThereIsPlenty() {
        open();
        use(PACKETS / 2 - 5);
        assertThat(level()).isEqualTo(MemoryLevel.PLENTY);
        peer.read(5_001, 1);
        peer.receives(data(MSS).seq(5_001).ack(1_001));
        peer.read(5_001, MSS);
        peer.pass(ms(50));
        assertThat(peer.next().window).isEqualTo(WINDOW);
    }

    /// The right edge stays where it is (RFC 9293, section 3.8.6), and moves on when the window has shrunk to
    /// four segments.
    @Test
    void shouldShrinkTheWindowWhenMemoryIsTight() {
        shrink();
    }

    @Test
    void shouldOpenTheWindowAgainWhenThereIsPlentyAgain() {
        shrink();
        use(0);
        assertThat(announced(5_001 + 46 * MSS)).isGreaterThan(30 * MSS);
    }

    private void shrink() {
        open();
        use(PACKETS / 2);
        assertThat(level()).isEqualTo(MemoryLevel.TIGHT);
        assertThat(announced(5_001)).isEqualTo(WINDOW - MSS);
        assertThat(announced(5_001 + MSS)).isEqualTo(WINDOW - 2 * MSS);
        peer.read(5_001, 2 * MSS);
        for (int i = 2; i < 45; i++) {
            announced(5_001 + i * MSS);
            peer.read(5_001 + i * MSS, MSS);
        }
        assertThat(announced(5_001 + 45 * MSS)).isBetween(MSS, 5 * MSS);
    }

    @Test
    void shouldGiveUpWhatIsOutOfOrderWhenMemoryIsShort() {
        open();
        use(PACKETS * 3 / 4);
        assertThat(level()).isEqualTo(MemoryLevel.SHORT);
        peer.receives(data(100).seq(5_101).ack(1_001));
        assertThat(peer.dropped()).containsExactly(DropReason.TCP_MEMORY);
        peer.sends(ack().seq(1_001).ack(5_001));
        peer.receives(data(100).seq(5_001).ack(1_001));
        assertThat(peer.read(5_001, 1_000)).as("what came in order").isEqualTo(100);
    }

    @Test
    void shouldDropDataAndAcknowledgeWhenMemoryIsCritical() {
        open();
        use(PACKETS * 7 / 8 + 1);
        assertThat(level()).isEqualTo(MemoryLevel.CRITICAL);
        peer.receives(data(100).seq(5_001).ack(1_001));
        assertThat(peer.dropped()).containsExactly(DropReason.TCP_MEMORY);
        peer.sends(ack().seq(1_001).ack(5_001));
        use(0);
        peer.receives(data(100).seq(5_001).ack(1_001));
        assertThat(peer.read(5_001, 1_000)).isEqualTo(100);
    }

    /// Nothing is begun that there is no memory to go on with; the peer tries again.
    @Test
    void shouldRefuseConnectionsWhenMemoryIsCritical() {
        listen();
        use(PACKETS * 7 / 8 + 1);
        peer.receives(syn().mss(MSS).seq(TcpPeer.IRS));
        assertThat(peer.dropped()).containsExactly(DropReason.TCP_MEMORY);
        peer.sendsNothing();
        use(0);
        peer.receives(syn().mss(MSS).seq(TcpPeer.IRS));
        peer.sends(synAck().seq(TcpPeer.ISS).ack(TcpPeer.IRS + 1));
    }

    /// An acknowledgment frees memory, so it must always get through.
    @Test
    void shouldHearAcknowledgmentsWhenMemoryIsCritical() {
        open();
        peer.write(1_001, 1_000);
        peer.forgetSent();
        use(PACKETS * 7 / 8 + 1);
        peer.receives(ack().seq(5_001).ack(2_001));
        assertThat(peer.endpoint.unacknowledged()).isZero();
    }

    @Test
    void shouldSayThatItFindsNoPacketAndSendWhenItFindsOne() {
        open();
        use(PACKETS);
        peer.write(1_001, 100);
        peer.sendsNothing();
        assertThat(peer.endpoint.explain())
                .isEqualTo("memory: 100 octets may go and have found no packet; tried again within 200 ms");
        use(PACKETS / 2);
        peer.pass(ms(200));
        peer.sends(push(100).seq(1_001).ack(5_001));
        assertThat(peer.endpoint.explain())
                .isEqualTo("application: all that was written is sent, 100 octets are under way");
    }
}
