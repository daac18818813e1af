package anax.netstack.congestion;

import static anax.netstack.congestion.TestWindow.SMSS;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Limited Slow-Start (RFC 3742), and where slow start ends.
class SlowStartTest {
    private final CongestionControl limited =
            StandardAlgorithm.RENO.create(CongestionConfig.basic().withSlowStartBound(100));
    private final TestWindow window = TestWindow.of(limited);

    /// Section 2: K = int(cwnd / (0.5 max_ssthresh)), and each acknowledgment adds int(MSS / K).
    @ParameterizedTest
    @CsvSource({"10, 1000", "100, 1000", "101, 500", "149, 500", "150, 333", "200, 250", "1000, 50"})
    void shouldGrowByAShareOfASegmentWhenTheWindowIsBeyondTheBound(int segments, int growth) {
        window.cwnd = segments * SMSS;
        assertThat(window.acks(limited, SMSS).cwnd - segments * SMSS).isEqualTo(growth);
    }

    /// Section 2: at most half of max_ssthresh is added in a round trip.
    @Test
    void shouldAddNoMoreThanHalfTheBoundInARoundTrip() {
        window.cwnd = 100 * SMSS;
        for (int i = 0; i < 20; i++) {
            final int before = window.cwnd;
            window.roundTrip(limited);
            assertThat(window.cwnd - before).isBetween(40 * SMSS, 51 * SMSS);
        }
    }

    /// RFC 5681, section 3.1: slow start is what happens below the threshold.
    @Test
    void shouldNotLeadFarBeyondTheThreshold() {
        final CongestionControl counting =
                StandardAlgorithm.RENO.create(CongestionConfig.basic().withByteCountingLimit(8));
        window.ssthresh = 11 * SMSS;
        assertThat(window.acks(counting, 8 * SMSS).cwnd).isBetween(11 * SMSS, 12 * SMSS - 1);
        assertThat(window.isSlowStart()).isFalse();
    }

    @Test
    void shouldStayBelowTheGreatestWindowThereIs() {
        window.cwnd = CongestionWindow.MOST - 10;
        assertThat(window.acks(StandardAlgorithm.RENO.create(CongestionConfig.basic()), SMSS).cwnd)
                .isEqualTo(CongestionWindow.MOST);
    }
}
