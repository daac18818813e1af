package anax.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import anax.bench.measure.Role;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {

    /// The figure's factor, the factor by which the machine takes longer, and what that is.
    @ParameterizedTest
    @CsvSource({
        "1.3, 1, BETTER",
        "0.7, 1, WORSE",
        "1, 1, NOISE",
        "1.002, 1, NOISE",
        "0.5, 2, NOISE",
        "0.8, 2, NOISE",
        "2, 0.5, NOISE",
        "0.3, 2, WORSE"
    })
    void shouldCallAChangeOnlyWhatTheMachineDidNotDo(double factor, double slower, Change.Verdict verdict) {
        Change change = compare(factor, slower);
        assertThat(change.raw().median()).isEqualTo(factor, org.assertj.core.api.Assertions.within(1e-9));
        assertThat(change.verdict()).isEqualTo(verdict);
    }

    @Test
    void shouldSayWhyItIsNone() {
        assertThat(compare(1, 1).inWords()).isEqualTo("no change that can be told from noise");
        assertThat(compare(0.5, 2).inWords()).isEqualTo("no more than the machine's own change");
        assertThat(compare(2, 1).inWords()).isEqualTo("better");
    }

    @Test
    void shouldCompareRowsThatBothHave() {
        Report now = Examples.reportOf(ThroughputExamples.usual());
        assertThat(now.comparedWith(Examples.report()).comparison()).isEmpty();
        assertThat(now.comparedWith(now).comparison()).hasSize(6);
    }

    /// Nothing beside a message's time says how fast the machine was.
    @Test
    void shouldGiveNoVerdictWhereTheMachineWasNotMeasured() {
        Report now = Examples.reportOf(ThroughputExamples.latency());
        List<Change> changes = now.comparedWith(now).comparison();
        assertThat(changes).hasSize(2);
        assertThat(changes.getFirst().inWords())
                .isEqualTo("unknown: the machine's own speed was not measured beside it");
    }

    @Test
    void shouldStandInTableAndPage() {
        Report older = report(1, 1);
        Report now = report(1.3, 1).comparedWith(older);
        assertThat(Table.of(now, new anax.bench.terminal.Style(false)))
                .contains("Compared with the older run", "partitioned, 2 CPUs", "new ÷ old 1.30 (", "better");
        assertThat(HtmlReport.of(now)).contains("<td>better</td><td>1.30 (");
        assertThat(JsonReport.of(now)).contains("\"verdict\" : \"better\"");
    }

    private static Change compare(double factor, double slower) {
        return report(factor, slower).comparedWith(report(1, 1)).comparison().getFirst();
    }

    private static Report report(double factor, double slower) {
        return Examples.reportOf(new ThroughputExamples("throughput.udp-echo.a", 2)
                .row("partitioned", Role.OURS, 2, 5e6 * factor, 30 * slower)
                .section());
    }
}
