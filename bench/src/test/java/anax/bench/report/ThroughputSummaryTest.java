package anax.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import anax.bench.measure.Role;
import anax.bench.measure.Section;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThroughputSummaryTest {

    @Test
    void shouldSetOursBesideTheBestLockedDesignForEachTrafficAndNumberOfCpus() {
        String page = ThroughputSummary.html(List.of(ThroughputExamples.usual(), behind()));
        assertThat(page)
                .contains("Of 3 comparisons partitioned is ahead in 1 and behind in 1; in 1 this run cannot tell.")
                .contains("<td>▲</td><td>2</td><td>11.4</td><td>3.00 (giant)</td><td>3.80 (3.80–3.80)</td>"
                        + "<td>1.90 (1.90–1.90)</td><td>0.50 (0.50–0.50)</td>")
                .contains("<td>≈</td><td>1</td><td>6.00</td><td>6.00 (giant)</td><td>1.00 (1.00–1.00)</td>"
                        + "<td>–</td><td>–</td>")
                .contains("<tr class=\"behind\">")
                .contains("<td>▼</td><td>2</td>");
    }

    @Test
    void shouldSayWhatBecameOfOurClaim() {
        assertThat(ThroughputSummary.html(List.of(atHome(5e6), atHome(4.8e6), atHome(1e6))))
                .contains("<p class=\"against\">We claim at least 0.95 × the best design with locks where every flow"
                        + " comes in on its owner's queue. Of 3 comparisons of that kind it is borne out by 2,"
                        + " contradicted by 1, and left open by 0.</p>");
        assertThat(ThroughputSummary.html(List.of(atHome(5e6))))
                .contains("<p>We claim")
                .doesNotContain("<p class=\"against\">");
        assertThat(ThroughputSummary.html(List.of(ThroughputExamples.usual())))
                .as("half of the flows come in elsewhere")
                .doesNotContain("We claim");
    }

    private static Section atHome(double ours) {
        return new ThroughputExamples("throughput.tcp-rr.c", 2)
                .traffic(100, 0, 1)
                .row("partitioned", Role.OURS, 2, ours)
                .row("giant", Role.RIVAL, 2, 5e6)
                .section();
    }

    /// Rows with more CPUs than processors say nothing about scaling, and the design beside itself says nothing
    /// of others.
    @Test
    void shouldLeaveOutWhatIsNoComparison() {
        String page = ThroughputSummary.html(List.of(ThroughputExamples.usual()));
        assertThat(page).doesNotContain("<td>4</td>");
        Section questions = new ThroughputExamples("throughput.udp-echo.questions.a", 2)
                .row("partitioned", Role.OURS, 2, 3e6)
                .row("giant", Role.RIVAL, 2, 6e6)
                .section();
        assertThat(ThroughputSummary.html(List.of(questions))).isEmpty();
        assertThat(ThroughputSummary.html(List.of(ThroughputExamples.latency(), Examples.trip())))
                .isEmpty();
    }

    @Test
    void shouldStandBeforeAllElse() {
        String page = HtmlReport.of(Examples.reportOf(ThroughputExamples.usual()));
        assertThat(page.indexOf("On one page")).isPositive().isLessThan(page.indexOf("In short"));
    }

    private static Section behind() {
        return new ThroughputExamples("throughput.tcp-rr.b", 2)
                .row("partitioned", Role.OURS, 2, 3e6)
                .row("giant", Role.RIVAL, 2, 6e6)
                .section();
    }
}
