package anax.bench.throughput.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OfferedRateTest {
    @ParameterizedTest
    @CsvSource({"0.3, 1", "7.9, 7", "99, 99", "123, 120", "3999999, 3900000"})
    void shouldBeRoundedDownToTwoDigits(double rate, long rounded) {
        assertThat(OfferedRate.rounded(rate)).isEqualTo(rounded);
    }
}
