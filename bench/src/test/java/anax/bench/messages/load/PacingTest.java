package anax.bench.messages.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PacingTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 3, 1_000, 700_000, 1_000_000_000})
    void shouldHaveEachMessageDueAtTheFirstMomentThatCountsIt(long perSecond) {
        Pacing pacing = new Pacing(perSecond);
        for (long number = 0; number < 1000; number++) {
            long dueNs = pacing.dueAtNs(number);
            assertThat(pacing.dueBy(dueNs)).isEqualTo(number + 1);
            if (number > 0) {
                assertThat(pacing.dueBy(dueNs - 1)).isEqualTo(number);
            }
        }
    }

    @Test
    void shouldGoOnUntilAllThatWasDueInTheSliceIsSent() {
        Pacing pacing = new Pacing(1_000_000);
        assertThat(pacing.goesOn(9_999, 10_000, 10)).isTrue();
        assertThat(pacing.goesOn(20_000, 10_000, 9)).isTrue();
        assertThat(pacing.goesOn(20_000, 10_000, 10)).isFalse();
    }

    @Test
    void shouldEndWithTheSliceWhenSaturated() {
        Pacing pacing = new Pacing(Pacing.SATURATED);
        assertThat(pacing.dueBy(0)).isEqualTo(Long.MAX_VALUE);
        assertThat(pacing.goesOn(9_999, 10_000, 1_000_000)).isTrue();
        assertThat(pacing.goesOn(10_000, 10_000, 1)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0, full speed", "500, 500 /s", "1000, 1 k/s", "100000, 100 k/s", "1000000, 1 M/s"})
    void shouldBeToldInWords(long perSecond, String words) {
        assertThat(new Pacing(perSecond).inWords()).isEqualTo(words);
    }

    @Test
    void shouldRefuseRatesThatAreNone() {
        assertThatThrownBy(() -> new Pacing(-1))
                .hasMessage("-1 messages per second were asked for; use 1 to 1,000,000,000, or 0 for as many as"
                        + " possible");
    }
}
