package anax.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import anax.bench.measure.Role;
import anax.bench.terminal.Style;
import org.junit.jupiter.api.Test;

class ThroughputPageTest {
    private final String page = HtmlReport.of(Examples.reportOf(ThroughputExamples.usual()));

    @Test
    void shouldDrawThroughputSpeedUpAndStages() {
        assertThat(page)
                .contains("<figcaption>Throughput</figcaption>")
                .contains("<figcaption>Speed-up</figcaption>")
                .contains("<figcaption>Processor time per packet, by stage</figcaption>")
                .doesNotContain("NaN", "Infinity");
    }

    /// 4 CPUs on 2 processors stand in the table, and in no plot that shows more CPUs beside fewer.
    @Test
    void shouldNotDrawCpusThatSharedProcessors() {
        String throughput = figure("Throughput");
        assertThat(throughput).contains("partitioned, 2 CPUs").doesNotContain("4 CPUs");
        assertThat(figure("Speed-up")).contains(">1</text>", ">2</text>").doesNotContain(">4</text>", "50.0");
        assertThat(figure("Processor time per packet, by stage"))
                .contains("partitioned, 2 CPUs")
                .doesNotContain("4 CPUs");
        assertThat(page).contains("<th scope=\"row\">partitioned, 4 CPUs");
    }

    /// 8.33 × of one CPU, by CPUs that took turns on two processors, is no speed-up.
    @Test
    void shouldNotDivideByFewerCpusWhatSharedProcessors() {
        assertThat(row("partitioned, 2 CPUs")).contains("<td>1.90 (1.90–1.90)</td>");
        assertThat(row("partitioned, 4 CPUs")).contains("<td>–</td>").doesNotContain("8.33");
        String table = Table.of(Examples.reportOf(ThroughputExamples.usual()), new Style(false));
        assertThat(table.lines().filter(line -> line.startsWith("  partitioned, 4 CPUs")))
                .singleElement()
                .asString()
                .doesNotContain("8.33");
        assertThat(table).contains("1.90 (1.90–1.90)");
    }

    /// What is against us is not to be overlooked.
    @Test
    void shouldMarkWhatContradictsOurClaim() {
        String against = HtmlReport.of(Examples.reportOf(new ThroughputExamples("throughput.udp-echo.b", 2)
                .traffic(100, 0, 1)
                .row("partitioned", Role.OURS, 2, 3e6)
                .row("giant", Role.RIVAL, 2, 6e6)
                .section()));
        assertThat(against).contains("<dd class=\"against\">partitioned, 2 CPUs: 3.00 M op/s");
        assertThat(page).doesNotContain("<dd class=\"against\">");
    }

    private String row(String design) {
        int start = page.indexOf("<th scope=\"row\">" + design);
        return page.substring(start, page.indexOf("</tr>", start));
    }

    @Test
    void shouldShowTheIntervalBesideTheMedian() {
        assertThat(page).contains("<th>95 % interval</th>", "<td>11.4</td><td>11.3 – 11.5</td>");
    }

    /// A stage is a part of a bar, not a column.
    @Test
    void shouldNotListStagesAsColumns() {
        assertThat(page).doesNotContain("<th>ns ip</th>").contains(">IP</text>", ">80.0 ns</text>");
    }

    @Test
    void shouldDrawLatenciesByPercentile() {
        String latency = HtmlReport.of(Examples.reportOf(ThroughputExamples.latency()));
        assertThat(latency)
                .contains("<figcaption>Latency by percentile</figcaption>", ">99.99 %</text>", ">10 us</text>")
                .doesNotContain("NaN", "Infinity");
    }

    @Test
    void shouldTellDesignsByShapeAsWellAsByColour() {
        String figure = figure("Throughput");
        assertThat(figure).contains("var(--d1)", "var(--d2)", "var(--d3)");
        assertThat(shapes(figure)).isEqualTo(3);
    }

    /// Marks by the number of their corners and how they start, as far as three designs need it.
    private static long shapes(String figure) {
        return figure.lines()
                .filter(line -> line.startsWith("<path"))
                .map(line -> line.replaceAll(".*fill:(var\\(--d\\d\\)).*", "$1")
                        + line.chars().filter(letter -> letter == 'L').count())
                .distinct()
                .count();
    }

    private String figure(String title) {
        int start = page.indexOf("<figcaption>" + title + "</figcaption>");
        return page.substring(start, page.indexOf("</figure>", start));
    }
}
