package anax.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import anax.bench.measure.Role;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {
    private static final int RUNS = 30;

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

    /// Forks and slices that lie 4 % apart by luck alone, written and read again as JSON, 30 times: nothing has
    /// changed, so hardly anything may be called a change, whether the machine is as fast as it was or a third
    /// slower.
    @ParameterizedTest
    @CsvSource({"3, 1.5", "5, 1"})
    void shouldHardlyEverCallNoiseAChange(int forks, double slower) {
        int called = 0;
        for (int seed = 0; seed < RUNS; seed++) {
            Report older = again(NoisyRuns.report(2L * seed, forks, 0.04, 5e6, 1));
            Report now = again(NoisyRuns.report(2L * seed + 1, forks, 0.04, 5e6, slower));
            called += now.comparedWith(older).comparison().getFirst().verdict() == Change.Verdict.NOISE ? 0 : 1;
        }
        assertThat(called).as("of %d", RUNS).isLessThanOrEqualTo(RUNS / 10);
    }

    /// A fifth more or less is a change, five times as much as luck: it has to be found, and the right way round.
    @ParameterizedTest
    @CsvSource({"3, 1.25, 1, BETTER", "5, 0.8, 1.1, WORSE"})
    void shouldNearlyAlwaysFindAChangeThatIsMuchMoreThanNoise(
            int forks, double factor, double slower, Change.Verdict verdict) {
        int found = 0;
        for (int seed = 0; seed < RUNS; seed++) {
            Report older = again(NoisyRuns.report(2L * seed, forks, 0.03, 5e6, 1));
            Report now = again(NoisyRuns.report(2L * seed + 1, forks, 0.03, 5e6 * factor, slower));
            Change.Verdict said =
                    now.comparedWith(older).comparison().getFirst().verdict();
            assertThat(said).as("seed %d", seed).isIn(verdict, Change.Verdict.NOISE);
            found += said == verdict ? 1 : 0;
        }
        assertThat(found).as("of %d", RUNS).isGreaterThanOrEqualTo(RUNS * 8 / 10);
    }

    /// However far apart the figures lie: another JVM might have been as far away.
    @Test
    void shouldGiveNoVerdictOnASingleFork() {
        Report older = again(NoisyRuns.report(1, 1, 0.01, 5e6, 1));
        Report now = again(NoisyRuns.report(2, 3, 0.01, 10e6, 1));
        Change change = now.comparedWith(older).comparison().getFirst();
        assertThat(change.verdict()).isEqualTo(Change.Verdict.NOISE);
        assertThat(change.inWords())
                .isEqualTo("unknown: a single JVM on a side does not show how another one would have done");
    }

    private static Report again(Report report) {
        try {
            return JsonReader.of(JsonReport.of(report));
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException(broken);
        }
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
