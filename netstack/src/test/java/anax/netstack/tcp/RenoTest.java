package anax.netstack.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Slow start and congestion avoidance: RFC 5681, section 3.1.
class RenoTest {
    private static final int SMSS = 1_000;

    private final Reno reno = new Reno();

    /// Equation 2: by what was acknowledged, and by one segment at most.
    @Test
    void shouldGrowByNoMoreThanASegmentForEachAckInSlowStart() {
        assertThat(reno.onAcknowledged(2_000, 50_000, 300, SMSS)).isEqualTo(2_300);
        assertThat(reno.onAcknowledged(2_000, 50_000, 1_000, SMSS)).isEqualTo(3_000);
        assertThat(reno.onAcknowledged(2_000, 50_000, 20_000, SMSS)).isEqualTo(3_000);
    }

    /// Section 3.1: by one segment for each window that was acknowledged.
    @Test
    void shouldGrowByASegmentForEachWindowInCongestionAvoidance() {
        int cwnd = 10_000;
        for (int i = 1; i < 10; i++) {
            cwnd = reno.onAcknowledged(cwnd, 10_000, SMSS, SMSS);
            assertThat(cwnd).as("after %d segments", i).isEqualTo(10_000);
        }
        cwnd = reno.onAcknowledged(cwnd, 10_000, SMSS, SMSS);
        assertThat(cwnd).isEqualTo(11_000);
        for (int i = 0; i < 10; i++) {
            cwnd = reno.onAcknowledged(cwnd, 10_000, SMSS, SMSS);
        }
        assertThat(cwnd).isEqualTo(11_000);
    }

    /// Equation 4: half of what was under way, and two segments at least.
    @Test
    void shouldHalveWhatWasUnderWayDownToTwoSegments() {
        assertThat(reno.thresholdAfterLoss(20_000, 60_000, SMSS)).isEqualTo(10_000);
        assertThat(reno.thresholdAfterLoss(4_000, 60_000, SMSS)).isEqualTo(2_000);
        assertThat(reno.thresholdAfterLoss(1_000, 60_000, SMSS)).isEqualTo(2_000);
    }
}
