package anax.netstack.congestion;

import static anax.netstack.congestion.TestWindow.SMSS;
import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// HighSpeed TCP: RFC 3649, section 5, and the table of its appendix B.
class HighSpeedTest {
    private final CongestionControl control = StandardAlgorithm.HIGHSPEED.create(CongestionConfig.basic());
    private final TestWindow window = TestWindow.of(control);

    /// Appendix B: from which window on the increase is so many segments, and what is given up there.
    @ParameterizedTest
    @CsvSource({
        "118, 2, 0.44",
        "221, 3, 0.41",
        "347, 4, 0.38",
        "495, 5, 0.37",
        "663, 6, 0.35",
        "851, 7, 0.34",
        "1058, 8, 0.33",
        "1284, 9, 0.32",
        "1793, 11, 0.30",
        "5036, 20, 0.25",
        "10661, 30, 0.21"
    })
    void shouldGrowAndShrinkAsTheTableSays(int segments, int increase, double decrease) {
        assertThat(HighSpeed.increase(segments)).isEqualTo(increase);
        assertThat(HighSpeed.increase(segments * 98 / 100)).isEqualTo(increase - 1);
        assertThat(HighSpeed.decrease(segments)).isCloseTo(decrease, Offset.offset(0.006));
    }

    @ParameterizedTest
    @CsvSource({"1, 0.5", "38, 0.5", "83000, 0.1", "1000000, 0.1"})
    void shouldGiveUpFromAHalfToATenth(int segments, double decrease) {
        assertThat(HighSpeed.decrease(segments)).isCloseTo(decrease, Offset.offset(1e-9));
    }

    /// Section 5: up to 38 segments as RFC 5681 has it.
    @Test
    void shouldBeAsRenoWhenTheWindowIsSmall() {
        final CongestionControl reno = StandardAlgorithm.RENO.create(CongestionConfig.basic());
        final TestWindow beside = TestWindow.of(reno);
        window.ssthresh = 20 * SMSS;
        beside.ssthresh = 20 * SMSS;
        for (int i = 0; i < 15; i++) {
            assertThat(window.roundTrip(control).cwnd).isEqualTo(beside.roundTrip(reno).cwnd);
        }
        assertThat(window.loses(control).cwnd).isEqualTo(beside.loses(reno).cwnd);
    }

    @Test
    void shouldGrowByEightSegmentsInARoundTripWhenTheWindowIsLarge() {
        window.cwnd = 1_100 * SMSS;
        window.ssthresh = 100 * SMSS;
        assertThat(window.roundTrip(control).segments()).isBetween(1_107.0, 1_109.0);
        assertThat(window.loses(control).segments()).isBetween(1_108 * 0.66, 1_108 * 0.68);
    }
}
