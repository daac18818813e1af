package anax.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import anax.bench.measure.Unit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0.0001, 0",
        "0.0456, 0.046",
        "0.5, 0.50",
        "9.994, 9.99",
        "9.996, 10.0",
        "99.94, 99.9",
        "99.96, 100",
        "1234.4, 1\u202F234",
        "45790, 45\u202F790"
    })
    void shouldWriteAboutThreeFigures(double value, String text) {
        assertThat(Figures.number(value)).isEqualTo(text);
    }

    @Test
    void shouldWriteRatesInMillions() {
        assertThat(Figures.number(Unit.MESSAGES_PER_SECOND, 13_579_531)).isEqualTo("13.6");
        assertThat(Figures.symbol(Unit.MESSAGES_PER_SECOND)).isEqualTo("M msg/s");
        assertThat(Figures.number(Unit.LATENCY_P999, 13_579)).isEqualTo("13.6");
        assertThat(Figures.symbol(Unit.LATENCY_P999)).isEqualTo("us p99.9");
        assertThat(Figures.number(Unit.NS_PER_OPERATION, 13_579)).isEqualTo("13\u202F579");
    }

    @Test
    void shouldLabelEnoughOfAnAxisButNotTooMuch() {
        for (double[] range : new double[][] {{77, 135}, {50, 160}, {100, 50_000}, {0.5, 50}, {1, 1e7}}) {
            for (int many : new int[] {5, 9}) {
                assertThat(new LogSteps(range[0], range[1]).labelled(many))
                        .hasSizeBetween(2, many)
                        .allMatch(value -> value >= range[0] && value <= range[1]);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0.5, 0.5", "1, 1", "1.5, 1.5", "20, 20", "100, 100", "50000, 50\u202F000"})
    void shouldLabelWithoutDecimalsThatSayNothing(double value, String label) {
        assertThat(LogSteps.label(value)).isEqualTo(label);
    }
}
