package anax.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import anax.bench.terminal.Style;
import org.junit.jupiter.api.Test;

class TableTest {
    private final String plain = Table.of(Examples.report(), new Style(false));

    @Test
    void shouldPutWarningsBeforeTheFigures() {
        assertThat(plain.indexOf("! " + Examples.NOTE)).isPositive().isLessThan(plain.indexOf("raw ring"));
    }

    @Test
    void shouldShowMedianQuartilesRatioAndMemory() {
        assertThat(plain.lines()
                        .filter(line -> line.contains("anax doMessage"))
                        .findFirst()
                        .orElseThrow())
                .matches(" +anax doMessage +anax +150 +135 – 165 +1\\.50 \\(1\\.40–1\\.60\\) +64\\.0");
    }

    @Test
    void shouldNameTheUnitInTheHeading() {
        assertThat(plain).contains("ns/op", "M msg/s", "B/op", "rate ÷ floor");
    }

    @Test
    void shouldExplainMarksUnderTheTable() {
        assertThat(plain).contains("lock 1)", "  1) not pinned to processor 1: taken");
    }

    @Test
    void shouldSayWhatWasNotMeasured() {
        assertThat(plain).contains("! not measured: it needs 64 CPUs");
    }

    @Test
    void shouldFitIntoAHundredColumns() {
        assertThat(plain.lines().filter(line -> line.startsWith("  "))).allMatch(line -> line.length() <= 100);
    }

    @Test
    void shouldHoldEscapesOnlyWhenColoured() {
        assertThat(plain).doesNotContain("\033");
        assertThat(Table.of(Examples.report(), new Style(true))).contains("\033[1;36m  anax doMessage");
    }
}
