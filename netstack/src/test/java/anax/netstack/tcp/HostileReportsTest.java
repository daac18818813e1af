package anax.netstack.tcp;

import static anax.netstack.tcp.Seg.ack;
import static anax.netstack.tcp.Seg.syn;
import static anax.netstack.tcp.TcpPeer.ms;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A peer that reports what cannot be, or too much of it, does harm to nobody but itself.
class HostileReportsTest {
    private static final int MSS = 1_000;
    private static final int SEGMENTS = 10;

    private TcpPeer peer;

    @AfterEach
    void close() {
        peer.close();
    }

    /// Ten segments are under way.
    private void flight() {
        final int[] permitted = {1, 1, 4, 2};
        peer = TcpPeer.established(
                config -> config.withRecovery(RecoveryConfig.standard()),
                syn().mss(MSS).options(permitted),
                65_535);
        peer.write(1_001, SEGMENTS * MSS);
        assertThat(peer.info().sack()).isTrue();
        assertThat(peer.info().unackedOctets()).isEqualTo(SEGMENTS * MSS);
        peer.forgetSent();
    }

    private void reports(int... edges) {
        reports(1_001, edges);
    }

    private void reports(int acknowledged, int[] edges) {
        final int[] onWire = Arrays.stream(edges).map(peer::onWire).toArray();
        peer.receives(ack().seq(5_001).ack(acknowledged).sack(onWire));
    }

    @Test
    void shouldPassOverBlocksThatCannotBe() {
        flight();
        reports(1_001, 3_001); // at the acknowledgment
        reports(501, 1_501); // below it, in part
        reports(9_001, 12_001); // never sent, in part
        reports(5_001, 4_001); // inverted
        reports(5_001, 5_001); // empty
        reports(0x8000_0000, 0x9000_0000);
        assertThat(peer.info().sackedOctets()).isZero();
        assertThat(peer.info().blocksRefused()).isEqualTo(6);
        peer.sendsNothing();
    }

    @Test
    void shouldHoldNoMoreRunsThanTheBoundWhenEveryOtherOctetIsReported() {
        flight();
        for (int at = 2_001; at + 8 < 11_001; at += 8) {
            reports(at, at + 1, at + 2, at + 3, at + 4, at + 5, at + 6, at + 7);
        }
        final SentSegments sent = peer.connection().sent;
        assertThat(sent.ranges.count()).isEqualTo(SackedRanges.MOST);
        assertThat(peer.info().blocksRefused()).isPositive();
        assertThat(peer.info().sackedOctets()).isEqualTo(SackedRanges.MOST);
        peer.receives(ack().seq(5_001).ack(11_001));
        assertThat(peer.info().unackedOctets()).isZero();
        assertThat(peer.connection().sent).isNull();
    }

    /// Who reports everything and acknowledges nothing has not got it.
    @Test
    void shouldSendAllAgainAndGiveUpWhenNothingIsEverAcknowledged() {
        flight();
        reports(1_002, 11_001);
        peer.pass(ms(2_500));
        assertThat(peer.info().totalRetransmits()).isPositive();
        peer.receives(ack().seq(5_001).ack(1_002));
        peer.forgetSent();
        peer.pass(ms(10_000));
        assertThat(peer.info().reneged()).isOne();
        assertThat(peer.next().length)
                .as("of what was reported, and is sent again")
                .isPositive();
        peer.pass(ms(2_000_000));
        assertThat(peer.endpoint.takeError()).isEqualTo(TcpResult.TIMED_OUT);
    }

    @Test
    void shouldSurviveReportsOfAnyKind() {
        for (int seed = 0; seed < 200; seed++) {
            final Random random = new Random(seed);
            flight();
            int acknowledged = 1_001;
            for (int i = 0; i < 200 && peer.state() == TcpState.ESTABLISHED; i++) {
                final int[] edges = new int[2 + 2 * random.nextInt(4)];
                for (int edge = 0; edge < edges.length; edge++) {
                    edges[edge] = random.nextInt(20) == 0 ? random.nextInt() : 500 + random.nextInt(12_000);
                }
                acknowledged = Math.min(11_001, acknowledged + (random.nextInt(10) == 0 ? random.nextInt(1_500) : 0));
                reports(acknowledged, edges);
                peer.pass(ms(random.nextInt(10) == 0 ? 300 : 1));
                final TcpInfo info = peer.info();
                assertThat(info.sackedOctets() + info.lostOctets()).isLessThanOrEqualTo(info.unackedOctets());
                assertThat(info.retransmittedOctets()).isBetween(0L, info.unackedOctets());
            }
            peer.receives(ack().seq(5_001).ack(11_001));
            assertThat(peer.info().unackedOctets()).as("seed %d", seed).isZero();
            peer.dropped();
            peer.close();
        }
        flight(); // one that is closed behind the test
    }
}
