package anax.netstack.congestion;

import static anax.netstack.congestion.TestWindow.SMSS;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Slow start and congestion avoidance: RFC 5681, section 3.1; RFC 3465.
class RenoTest {
    private final CongestionControl reno = StandardAlgorithm.RENO.create(CongestionConfig.basic());
    private final TestWindow window = TestWindow.of(reno);

    /// Equation 2: by what was acknowledged, and by one segment at most.
    @Test
    void shouldGrowByNoMoreThanASegmentForEachAckInSlowStart() {
        window.cwnd = 2_000;
        assertThat(window.acks(reno, 300).cwnd).isEqualTo(2_300);
        assertThat(window.acks(reno, 1_000).cwnd).isEqualTo(3_300);
        assertThat(window.acks(reno, 20_000).cwnd).isEqualTo(4_300);
    }

    /// RFC 3465, section 2.2: by L segments at most.
    @Test
    void shouldGrowByTwoSegmentsForAnAckOfThreeWhenTheLimitIsTwo() {
        final CongestionControl counting =
                StandardAlgorithm.RENO.create(CongestionConfig.basic().withByteCountingLimit(2));
        assertThat(window.acks(counting, 3 * SMSS).cwnd).isEqualTo(12 * SMSS);
        assertThat(window.acks(counting, 2 * SMSS).cwnd).isEqualTo(14 * SMSS);
        assertThat(window.acks(counting, 1).cwnd).isEqualTo(14 * SMSS + 1);
    }

    /// RFC 3465, section 2.3: the slow start after a time-out counts one segment for each acknowledgment.
    @Test
    void shouldGrowByOneSegmentAfterATimeoutWhateverTheLimit() {
        final CongestionControl counting =
                StandardAlgorithm.RENO.create(CongestionConfig.basic().withByteCountingLimit(8));
        window.ssthresh = counting.onTimeout(window, window.nowNs);
        window.cwnd = SMSS;
        assertThat(window.acks(counting, 3 * SMSS).cwnd).isEqualTo(2 * SMSS);
        window.acks(counting, SMSS).acks(counting, SMSS).acks(counting, SMSS);
        assertThat(window.isSlowStart()).isFalse();
        window.ssthresh = 100 * SMSS;
        assertThat(window.acks(counting, 3 * SMSS).cwnd).isEqualTo(8 * SMSS);
    }

    /// Section 3.1: by one segment for each window that was acknowledged, however the acknowledgments are cut.
    @Test
    void shouldGrowByASegmentForEachWindowInCongestionAvoidance() {
        window.ssthresh = 10_000;
        for (int i = 1; i < 10; i++) {
            assertThat(window.acks(reno, SMSS).cwnd).as("after %d segments", i).isEqualTo(10_000);
        }
        assertThat(window.acks(reno, SMSS).cwnd).isEqualTo(11_000);
        assertThat(window.acks(reno, 10 * SMSS).cwnd).isEqualTo(11_000);
        assertThat(window.acks(reno, SMSS).cwnd).isEqualTo(12_000);
    }

    /// Equation 4: half of what was under way, and two segments at least.
    @Test
    void shouldHalveWhatWasUnderWayDownToTwoSegments() {
        window.cwnd = 60_000;
        window.flight = 20_000;
        assertThat(reno.onLoss(window, 0)).isEqualTo(10_000);
        window.flight = 4_000;
        assertThat(reno.onLoss(window, 0)).isEqualTo(2_000);
        window.flight = 1_000;
        assertThat(reno.onTimeout(window, 0)).isEqualTo(2_000);
    }
}
