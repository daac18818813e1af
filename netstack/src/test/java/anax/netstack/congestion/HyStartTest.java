package anax.netstack.congestion;

import static anax.netstack.congestion.TestWindow.MS;
import static anax.netstack.congestion.TestWindow.SMSS;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// HyStart++: RFC 9406, section 4.2, with the constants of section 4.3.
class HyStartTest {
    private final CongestionControl reno = StandardAlgorithm.RENO.create(
            CongestionConfig.basic().withHyStart(true).withByteCountingLimit(8));
    private final TestWindow window = TestWindow.of(reno);

    /// RttThresh: an eighth of the last round's least time, 4 ms at least and 16 ms at most.
    @ParameterizedTest
    @CsvSource({
        "10, 13.9, slow start",
        "10, 14, conservative slow start",
        "64, 71.9, slow start",
        "64, 72, conservative slow start",
        "400, 415.9, slow start",
        "400, 416, conservative slow start"
    })
    void shouldBecomeConservativeWhenTheRoundTripGrowsByTheThreshold(double before, double after, String phase) {
        window.roundTrip(reno, ns(before));
        window.roundTrip(reno, ns(after));
        assertThat(reno.phase(window)).isEqualTo(phase);
    }

    @Test
    void shouldDoubleInEachRoundWhileRoundTripsStay() {
        for (int segments = 20; segments <= 1_280; segments *= 2) {
            assertThat(window.roundTrip(reno, 50 * MS).segments()).isEqualTo(segments);
        }
    }

    /// N_RTT_SAMPLE: fewer than eight measurements in a round say nothing.
    @Test
    void shouldNotBelieveFewerThanEightMeasurements() {
        window.cwnd = 7 * SMSS;
        window.flight = 7 * SMSS;
        final CongestionControl other =
                StandardAlgorithm.RENO.create(CongestionConfig.basic().withHyStart(true));
        other.onStart(window, 0);
        for (int i = 0; i < 7; i++) {
            window.flight = (7 + i) * SMSS;
            window.acks(other, SMSS, 50 * MS);
        }
        for (int i = 0; i < 7; i++) {
            window.acks(other, SMSS, 90 * MS);
        }
        assertThat(other.phase(window)).isEqualTo("slow start");
        window.acks(other, SMSS, 90 * MS);
        assertThat(other.phase(window)).isEqualTo("conservative slow start");
    }

    /// CSS_GROWTH_DIVISOR: a quarter of the growth.
    @Test
    void shouldGrowByAQuarterWhenConservative() {
        window.roundTrip(reno, 50 * MS);
        window.roundTrip(reno, 60 * MS);
        final double before = window.segments();
        assertThat(window.roundTrip(reno, 60 * MS).segments()).isCloseTo(before * 1.25, within(1));
    }

    /// CSS_ROUNDS: after five rounds slow start is over, and the window is the threshold.
    @Test
    void shouldEndSlowStartAfterFiveConservativeRounds() {
        window.roundTrip(reno, 50 * MS);
        window.roundTrip(reno, 60 * MS);
        for (int i = 0; i < 3; i++) { // the one in which it began counts
            window.roundTrip(reno, 60 * MS);
            assertThat(window.isSlowStart()).as("after round %d", i + 1).isTrue();
        }
        window.roundTrip(reno, 60 * MS);
        window.roundTrip(reno, 60 * MS);
        assertThat(window.isSlowStart()).isFalse();
        assertThat(window.ssthresh).isLessThanOrEqualTo(window.cwnd);
    }

    /// Section 4.2: a shorter round trip in that phase says that it was jitter: slow start goes on.
    @Test
    void shouldResumeSlowStartWhenTheRoundTripIsShortAgain() {
        window.roundTrip(reno, 50 * MS);
        window.roundTrip(reno, 60 * MS);
        assertThat(reno.phase(window)).isEqualTo("conservative slow start");
        window.roundTrip(reno, 55 * MS);
        assertThat(reno.phase(window)).isEqualTo("slow start");
    }

    /// Section 4.3: only the first slow start, before there is a threshold.
    @Test
    void shouldTakeNoPartInLaterSlowStarts() {
        window.ssthresh = 10_000 * SMSS;
        window.roundTrip(reno, 50 * MS);
        final double before = window.segments();
        assertThat(window.roundTrip(reno, 500 * MS).segments()).isEqualTo(2 * before);
        assertThat(reno.phase(window)).isEqualTo("slow start");
    }

    private static long ns(double milliseconds) {
        return Math.round(milliseconds * MS);
    }

    private static org.assertj.core.data.Offset<Double> within(double value) {
        return org.assertj.core.data.Offset.offset(value);
    }
}
