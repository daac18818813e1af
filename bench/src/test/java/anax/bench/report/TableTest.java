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
    void shouldHaveAColumnForEachFurtherUnit() {
        String table = Table.of(Examples.reportOf(Examples.wake()), new Style(false));
        assertThat(table.lines()
                        .filter(line -> line.contains("p25–p75"))
                        .findFirst()
                        .orElseThrow())
                .endsWith("latency ÷ floor (p25–p75)  us p99 wakes/op");
        assertThat(table.lines()
                        .filter(line -> line.startsWith("  anax sendMessage "))
                        .findFirst()
                        .orElseThrow())
                .matches(".* 25\\.0 +22\\.5 – 27\\.5 +1\\.25 \\(1\\.20–1\\.30\\) +91\\.0 +1\\.00");
    }

    @Test
    void shouldShowADashWhereThereIsNoRatio() {
        assertThat(Table.of(Examples.reportOf(Examples.idle()), new Style(false))
                        .lines())
                .anyMatch(line -> line.matches(" +anax, 2 CPUs +anax +0\\.020 +0\\.018 – 0\\.022 +– +0\\.030"));
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
