package anax.netstack.tcp;

import static anax.netstack.tcp.TcpPeer.ms;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Round-trip times and the time-outs that follow from them: RFC 6298, section 2; RFC 7323, appendix G.
class RoundTripTest {
    private final RoundTrip roundTrip = new RoundTrip(RetransmissionConfig.standard());

    @Test
    void shouldWaitASecondBeforeAnythingWasMeasured() {
        assertThat(roundTrip.rtoNs()).isEqualTo(ms(1_000));
    }

    /// Section 2.2: half of the first sample is its variance.
    @Test
    void shouldTakeHalfOfFirstSampleForItsVariance() {
        roundTrip.measure(ms(800), 1);
        assertThat(roundTrip.srttNs()).isEqualTo(ms(800));
        assertThat(roundTrip.rttvarNs()).isEqualTo(ms(400));
        assertThat(roundTrip.rtoNs()).isEqualTo(ms(800 + 4 * 400));
    }

    /// Section 2.3: the variance first, by the mean as it was before.
    @Test
    void shouldTakeVarianceBeforeMean() {
        roundTrip.measure(ms(800), 1);
        roundTrip.measure(ms(1_600), 1);
        assertThat(roundTrip.rttvarNs()).isEqualTo(ms(400 * 3 / 4 + 800 / 4));
        assertThat(roundTrip.srttNs()).isEqualTo(ms(800 * 7 / 8 + 1_600 / 8));
        assertThat(roundTrip.rtoNs()).isEqualTo(ms(900 + 4 * 500));
    }

    @Test
    void shouldWeighSampleOfManyByItsShare() {
        roundTrip.measure(ms(800), 1);
        roundTrip.measure(ms(1_600), 5);
        assertThat(roundTrip.srttNs()).isEqualTo(ms(800 + 800 / 8 / 5));
        assertThat(roundTrip.rttvarNs()).isEqualTo(ms(400 + (800 - 400) / 4 / 5));
    }

    /// Sections 2.4 and 2.5.
    @Test
    void shouldStayBetweenLeastAndMost() {
        roundTrip.measure(ms(10), 1);
        assertThat(roundTrip.rtoNs()).isEqualTo(ms(1_000));
        for (int i = 0; i < 20; i++) {
            roundTrip.measure(ms(50_000), 1);
        }
        assertThat(roundTrip.rtoNs()).isEqualTo(ms(60_000));
    }

    /// Section 5.5, and 5.7: what is measured again ends it.
    @Test
    void shouldDoubleUpToMostUntilMeasuredAgain() {
        roundTrip.measure(ms(500), 1);
        long expectedNs = roundTrip.rtoNs();
        for (int i = 0; i < 10; i++) {
            roundTrip.backOff();
            expectedNs = Math.min(2 * expectedNs, ms(60_000));
            assertThat(roundTrip.rtoNs()).isEqualTo(expectedNs);
        }
        roundTrip.measure(ms(500), 1);
        assertThat(roundTrip.rtoNs()).isLessThan(ms(2_000));
        assertThat(roundTrip.backoff()).isZero();
    }
}
