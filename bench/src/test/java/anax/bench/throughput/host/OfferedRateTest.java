package anax.bench.throughput.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OfferedRateTest {

    /// The slowest does 2 million a second once it is compiled, and 100,000 as long as it is not, as steadily.
    @Test
    void shouldBeAPartOfWhatTheSlowestManagesWhenItIsCompiled() throws InterruptedException {
        OfferedRate rate = new OfferedRate();
        rate.join(new Rising(100_000, 2_000_000, 25));
        rate.join(new Rising(90_000, 5_000_000, 10));
        rate.find();
        assertThat(rate.perSecond()).isEqualTo(1_200_000);
        assertThat(rate.inWords()).isEqualTo("at 1,200,000 op/s, 60 % of what the slowest managed");
    }

    /// The machine has time for no design as long as others boot.
    @Test
    void shouldTakeTurnsAndBeFoundOnce() throws InterruptedException {
        OfferedRate rate = new OfferedRate();
        List<String> log = new ArrayList<>();
        rate.join(_ -> note(log, "a"));
        rate.join(_ -> note(log, "b"));
        rate.find();
        assertThat(log).startsWith("a", "b", "a", "b").hasSize(2 * OfferedRate.LEAST_SLICES);
        rate.find();
        assertThat(log).hasSize(2 * OfferedRate.LEAST_SLICES);
    }

    private static double note(List<String> log, String who) {
        log.add(who);
        return 1_000;
    }

    /// A design that is slow for some slices, and then fast.
    private static final class Rising implements OfferedRate.Closed {
        private final double first;
        private final double later;
        private final int slow;
        private int slices;

        Rising(double first, double later, int slow) {
            this.first = first;
            this.later = later;
            this.slow = slow;
        }

        @Override
        public double rate(long sliceNs) {
            return slices++ < slow ? first : later;
        }
    }

    @ParameterizedTest
    @CsvSource({"0.3, 1", "7.9, 7", "99, 99", "123, 120", "3999999, 3900000"})
    void shouldBeRoundedDownToTwoDigits(double rate, long rounded) {
        assertThat(OfferedRate.rounded(rate)).isEqualTo(rounded);
    }
}
