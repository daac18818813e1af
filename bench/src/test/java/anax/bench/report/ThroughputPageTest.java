package anax.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

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
        assertThat(page).contains("<th scope=\"row\">partitioned, 4 CPUs");
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
