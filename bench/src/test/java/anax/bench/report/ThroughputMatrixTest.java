package anax.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import anax.bench.measure.Role;
import anax.bench.measure.Section;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThroughputMatrixTest {
    @Test
    void shouldHaveAColumnForEachDesignAndARowForEachNumberOfCpusThatWasReal() {
        String markdown = ThroughputMatrix.markdown(Examples.reportOf(ThroughputExamples.usual()));
        assertThat(markdown)
                .contains("| traffic | CPUs | partitioned | giant | giant-unlocked | partitioned ÷ best with locks |\n"
                        + "|---|--:|--:|--:|--:|--:|\n"
                        + "| UDP echo: throughput.udp-echo.a | 1 | 6.00 | 6.00 | 6.25 | ≈ 1.00 (1.00–1.00) |\n"
                        + "| UDP echo: throughput.udp-echo.a | 2 | 11.4 (×1.90) | 3.00 (×0.50) | – |"
                        + " ▲ 3.80 (3.80–3.80) |\n")
                .doesNotContain("50.0");
    }

    @Test
    void shouldSayWhatRepeatsItAndWhereItWasRun() {
        Report report = Examples.reportOf(ThroughputExamples.usual());
        assertThat(ThroughputMatrix.markdown(report))
                .startsWith("`" + report.environment().command() + "`\n\n")
                .contains(report.environment().machine().cpuModel());
    }

    @Test
    void shouldMarkWhatForksDoNotAgreeOn() {
        Section calm = ThroughputExamples.usual();
        Section noisy = new Section(
                calm.bench(),
                calm.title(),
                calm.job(),
                calm.unit(),
                calm.reference(),
                calm.figures().stream()
                        .map(row -> row.withNotes(List.of("noisy: medians of the forks lie 9 % apart")))
                        .toList(),
                calm.further(),
                calm.notes(),
                "");
        assertThat(ThroughputMatrix.of(List.of(noisy)).html()).contains("<td>~6.00</td>", "<td>~11.4 (×1.90)</td>");
    }

    @Test
    void shouldHaveADashWhereADesignDidNotRun() {
        Section other = new ThroughputExamples("throughput.tcp-rr.b", 2)
                .row("fine", Role.RIVAL, 2, 2e6)
                .section();
        assertThat(ThroughputMatrix.of(List.of(ThroughputExamples.usual(), other))
                        .html())
                .contains("<td>2</td><td>–</td><td>–</td><td>–</td><td>2.00</td><td>–</td>");
    }

    @Test
    void shouldBeEmptyWithoutThroughput() {
        assertThat(ThroughputMatrix.of(List.of(ThroughputExamples.latency(), Examples.trip()))
                        .html())
                .isEmpty();
    }
}
