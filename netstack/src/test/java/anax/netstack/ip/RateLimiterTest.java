package anax.netstack.ip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A token bucket: a burst at once, then no more than the rate.
class RateLimiterTest {
    private static final long MS = 1_000_000;

    @Test
    void shouldLetTheBurstThroughAndThenTheRate() {
        var limiter = new RateLimiter(10, 3, 0);

        assertThat(taken(limiter, 0)).isEqualTo(3);
        assertThat(taken(limiter, 100 * MS - 1)).isZero();
        assertThat(taken(limiter, 100 * MS)).isEqualTo(1);
        assertThat(taken(limiter, 250 * MS)).isEqualTo(1);
        assertThat(taken(limiter, 300 * MS)).isEqualTo(1);
        assertThat(taken(limiter, 10_000 * MS)).isEqualTo(3);
    }

    @Test
    void shouldLetOneByOneThroughWhenTheBurstIsOne() {
        var limiter = new RateLimiter(1000, 1, 5);

        assertThat(taken(limiter, 5)).isEqualTo(1);
        assertThat(taken(limiter, 5 + MS - 1)).isZero();
        assertThat(taken(limiter, 5 + MS)).isEqualTo(1);
    }

    /// The clock's zero means nothing: it may be before, and the numbers may overflow.
    @ParameterizedTest
    @CsvSource({"-5000000000000000000", "9223372036854775000"})
    void shouldNotCareWhereTheClockBegins(long startNs) {
        var limiter = new RateLimiter(10, 2, startNs);

        assertThat(taken(limiter, startNs)).isEqualTo(2);
        assertThat(taken(limiter, startNs + 99 * MS)).isZero();
        assertThat(taken(limiter, startNs + 200 * MS)).isEqualTo(2);
    }

    /// In no stretch of time more than the burst and the rate times the stretch; and whoever always asks gets
    /// that.
    @Property
    void shouldKeepTheRateOverAnyStretchOfTime(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 5000) int perSecond,
            @ForAll @IntRange(min = 1, max = 50) int burst) {
        var random = new SplittableRandom(seed);
        var limiter = new RateLimiter(perSecond, burst, 0);
        long nowNs = 0;
        double tokens = burst;
        for (int step = 0; step < 300; step++) {
            long waitNs = random.nextLong(2_000_000_000L / perSecond);
            nowNs += waitNs;
            tokens = Math.min(burst, tokens + waitNs * (perSecond / 1e9));
            boolean took = limiter.tryTake(nowNs);
            if (Math.abs(tokens - 1) > 1e-3) {
                assertThat(took).isEqualTo(tokens > 1);
            }
            tokens -= took ? 1 : 0;
        }
    }

    @Test
    void shouldLetNoneThroughWhenTheRateIsZero() {
        var limiter = new RateLimiter(0, 5, 0);

        assertThat(taken(limiter, 0)).isZero();
        assertThat(taken(limiter, 10_000 * MS)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"-1, 1", "1000000001, 1", "1, 0"})
    void shouldRefuseALimitThatIsNone(int perSecond, int burst) {
        assertThatThrownBy(() -> new RateLimiter(perSecond, burst, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(("a limit of %d a second and %d at once is no limit;"
                                + " use 0 to 1000000000 a second and a burst from 1")
                        .formatted(perSecond, burst));
    }

    private static int taken(RateLimiter limiter, long nowNs) {
        int count = 0;
        while (limiter.tryTake(nowNs)) {
            count++;
        }
        return count;
    }
}
