package anax.netstack.congestion;

import static anax.netstack.congestion.TestWindow.MS;
import static anax.netstack.congestion.TestWindow.SMSS;
import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/// CUBIC: RFC 9438, section 4, with C of 0.4 and a decrease to 0.7.
class CubicTest {
    private final CongestionControl cubic = StandardAlgorithm.CUBIC.create(CongestionConfig.basic());
    private final TestWindow window = TestWindow.of(cubic);

    private void afterLossAt(int segments) {
        window.cwnd = segments * SMSS;
        window.loses(cubic);
    }

    /// Section 4.6: seven tenths of what was under way, and two segments at least.
    @Test
    void shouldKeepSevenTenthsAfterALoss() {
        window.cwnd = 100 * SMSS;
        window.flight = 100 * SMSS;
        assertThat(cubic.onLoss(window, 0)).isEqualTo(70 * SMSS);
        window.flight = 50 * SMSS;
        assertThat(cubic.onLoss(window, 0)).isEqualTo(35 * SMSS);
        window.flight = SMSS;
        assertThat(cubic.onLoss(window, 0)).isEqualTo(2 * SMSS);
    }

    /// Section 4.2: back at W_max after K = ∛(W_max * 0.3 / C) seconds: ∛75 = 4.2 for 100 segments; halfway there
    /// W_max - C (K/2)³ = 96.25.
    @Test
    void shouldFollowTheCubicFunctionUpToTheLastLossAndBeyond() {
        afterLossAt(100);
        final double k = Math.cbrt(75);
        final long beginNs = window.nowNs;
        while (window.nowNs - beginNs < k / 2 * 1e9) {
            window.roundTrip(cubic);
        }
        assertThat(window.segments()).isCloseTo(96.25, Percentage.withPercentage(2));
        assertThat(cubic.phase(window)).isEqualTo("concave");
        while (window.nowNs - beginNs < k * 1e9) {
            window.roundTrip(cubic);
        }
        assertThat(window.segments()).isCloseTo(100, Percentage.withPercentage(1));
        while (window.nowNs - beginNs < 2 * k * 1e9) {
            window.roundTrip(cubic);
        }
        assertThat(window.segments()).isCloseTo(130, Percentage.withPercentage(3));
        assertThat(cubic.phase(window)).isEqualTo("convex");
    }

    /// Section 4.4: the window of time passed, not of round trips: twice as many in the same time change nothing.
    @Test
    void shouldGrowByTimeWhateverTheRoundTrip() {
        afterLossAt(1_000);
        final CongestionControl other = StandardAlgorithm.CUBIC.create(CongestionConfig.basic());
        final TestWindow near = TestWindow.of(other);
        near.srttNs = 50 * MS;
        near.cwnd = 1_000 * SMSS;
        near.loses(other);
        for (int i = 0; i < 60; i++) {
            window.roundTrip(cubic);
            near.roundTrip(other).roundTrip(other);
        }
        assertThat(near.segments()).isCloseTo(window.segments(), Percentage.withPercentage(1));
    }

    /// Section 4.3: on short ways as fast as Reno would be with this decrease: 3 * 0.3 / 1.7 segments in a round
    /// trip; a whole one when it is back where it was.
    @Test
    void shouldBeNoSlowerThanRenoWhenTheWayIsShort() {
        window.srttNs = 2 * MS;
        afterLossAt(100);
        for (int i = 0; i < 40; i++) {
            window.roundTrip(cubic);
        }
        assertThat(window.segments()).isCloseTo(70 + 40 * Cubic.RENO_ALPHA, Offset.offset(1.0));
        assertThat(cubic.phase(window)).isEqualTo("Reno-friendly");
        while (window.segments() < 101) {
            window.roundTrip(cubic);
        }
        final double before = window.segments();
        for (int i = 0; i < 10; i++) {
            window.roundTrip(cubic);
        }
        assertThat(window.segments()).isCloseTo(before + 10, Offset.offset(0.6));
    }

    /// Section 4.7: who loses below where it lost last leaves room: it aims at (1 + 0.7) / 2 of its window.
    @Test
    void shouldConvergeFastWhenTheLossComesEarlier() {
        afterLossAt(1_000);
        window.cwnd = 800 * SMSS;
        window.loses(cubic);
        final long beginNs = window.nowNs;
        final double k = Math.cbrt((800 * 0.85 - 560) / 0.4);
        while (window.nowNs - beginNs < k * 1e9) {
            window.roundTrip(cubic);
        }
        assertThat(window.segments()).isCloseTo(680, Percentage.withPercentage(1));
    }

    /// Section 4.5: no faster than by a half in a round trip.
    @Test
    void shouldGrowByAHalfInARoundTripAtMost() {
        afterLossAt(10);
        window.acks(cubic, SMSS);
        window.nowNs += 60_000 * MS;
        final int before = window.cwnd;
        window.roundTrip(cubic);
        assertThat(window.cwnd).isBetween(before + before / 3, before + before * 2 / 3);
    }

    /// Section 4.8: after a time-out nothing is known of the way: congestion avoidance begins at the bottom of
    /// the convex part.
    @Test
    void shouldForgetWhereTheLossWasAfterATimeout() {
        afterLossAt(100);
        window.roundTrip(cubic);
        window.flight = window.cwnd;
        window.ssthresh = cubic.onTimeout(window, window.nowNs);
        window.cwnd = window.ssthresh;
        window.acks(cubic, SMSS);
        assertThat(cubic.phase(window)).isNotEqualTo("concave");
        final double before = window.segments();
        for (int i = 0; i < 10; i++) {
            window.roundTrip(cubic);
        }
        assertThat(window.segments()).isBetween(before, before + 10);
    }

    /// Section 4.9: as if nothing had happened.
    @Test
    void shouldGoOnAsBeforeWhenTheLossWasNone() {
        final CongestionControl other = StandardAlgorithm.CUBIC.create(CongestionConfig.basic());
        final TestWindow undisturbed = TestWindow.of(other);
        undisturbed.cwnd = 100 * SMSS;
        undisturbed.loses(other);
        afterLossAt(100);
        for (int i = 0; i < 10; i++) {
            window.roundTrip(cubic);
            undisturbed.roundTrip(other);
        }
        final int cwnd = window.cwnd;
        final int ssthresh = window.ssthresh;
        window.loses(cubic);
        window.cwnd = cwnd;
        window.ssthresh = ssthresh;
        cubic.onUndo(window, window.nowNs);
        for (int i = 0; i < 20; i++) {
            window.roundTrip(cubic);
            undisturbed.roundTrip(other);
        }
        assertThat(window.cwnd).isEqualTo(undisturbed.cwnd);
    }

    /// Section 5.8: a time in which the window was not used does not count.
    @Test
    void shouldNotGrowFasterAfterASilence() {
        final CongestionControl other = StandardAlgorithm.CUBIC.create(CongestionConfig.basic());
        final TestWindow busy = TestWindow.of(other);
        busy.cwnd = 100 * SMSS;
        busy.loses(other);
        afterLossAt(100);
        window.roundTrip(cubic);
        busy.roundTrip(other);
        window.nowNs += 10_000 * MS;
        cubic.onRestart(window, 10_000 * MS, window.nowNs);
        for (int i = 0; i < 20; i++) {
            window.roundTrip(cubic);
            busy.roundTrip(other);
        }
        assertThat(window.segments()).isCloseTo(busy.segments(), Offset.offset(0.1));
    }
}
