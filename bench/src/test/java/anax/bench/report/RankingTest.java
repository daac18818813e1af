package anax.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import anax.bench.measure.Role;
import anax.bench.measure.Section;
import anax.bench.terminal.Style;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.List;
import org.junit.jupiter.api.Test;

class RankingTest {
    private static final int RUNS = 30;

    @Test
    void shouldHoldEveryPairOfARunBesideItself() {
        Ranking ranking = only(run(5e6, 4e6), run(5e6, 4e6));
        assertThat(ranking.held()).isEqualTo(3);
        assertThat(ranking.open()).isZero();
        assertThat(ranking.swapped()).isEmpty();
        assertThat(ranking.isOrder()).isTrue();
    }

    @Test
    void shouldNameThePairThatChangedPlaces() {
        Report now = Examples.reportOf(run(3e6, 4e6)).comparedWith(Examples.reportOf(run(5e6, 4e6)));
        Ranking ranking = now.rankings().getFirst();
        assertThat(ranking.swapped()).containsExactly("partitioned, 2 CPUs is behind giant, 2 CPUs, and was not then");
        assertThat(ranking.held()).isEqualTo(2);
        assertThat(ranking.isOrder()).isFalse();
        assertThat(Table.of(now, new Style(false)))
                .contains(
                        "Ranking of designs beside the older run",
                        "! UDP echo, throughput: throughput.udp-echo.a:"
                                + " partitioned, 2 CPUs is behind giant, 2 CPUs, and was not then");
        assertThat(HtmlReport.of(now)).contains("the same in 0 of 1 groups: of 3 pairs of designs");
        assertThat(JsonReport.of(now)).contains("\"sameOrder\" : false");
    }

    /// Which of two that are alike has the higher median is chance.
    @Test
    void shouldLeaveOpenWhatARunDoesNotTellApart() {
        Ranking ranking = only(run(4e6, 4e6), run(5e6, 4e6));
        assertThat(ranking.open()).isEqualTo(1);
        assertThat(ranking.held()).isEqualTo(2);
        assertThat(ranking.swapped()).isEmpty();
    }

    /// Two designs that are alike, in runs that noise pulls to and fro: they hardly ever change places.
    @Test
    void shouldHardlyEverSwapWhatIsAlike() throws JsonProcessingException {
        int swapped = 0;
        for (int seed = 0; seed < RUNS; seed++) {
            Report older = again(NoisyRuns.report(2L * seed, 3, 0.04, 5e6, 1));
            Report now = again(NoisyRuns.report(2L * seed + 1, 3, 0.04, 5e6, 1));
            swapped += now.comparedWith(older).rankings().getFirst().swapped().size();
        }
        assertThat(swapped).as("of %d", RUNS).isLessThanOrEqualTo(1);
    }

    @Test
    void shouldSayNothingOfGroupsThatAreNotOfThroughput() {
        Report now = Examples.reportOf(ThroughputExamples.latency());
        assertThat(now.comparedWith(now).rankings()).isEmpty();
        assertThat(Ranking.lines(List.of())).isEmpty();
        assertThat(Ranking.html(List.of())).isEmpty();
    }

    private static Report again(Report report) throws JsonProcessingException {
        return JsonReader.of(JsonReport.of(report));
    }

    private static Ranking only(Section now, Section then) {
        return Examples.reportOf(now)
                .comparedWith(Examples.reportOf(then))
                .rankings()
                .getFirst();
    }

    private static Section run(double partitioned, double giant) {
        return new ThroughputExamples("throughput.udp-echo.a", 2)
                .row("partitioned", Role.OURS, 2, partitioned)
                .row("giant", Role.RIVAL, 2, giant)
                .row("fine", Role.RIVAL, 2, 2e6)
                .section();
    }
}
