package anax.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlReportTest {
    private static final Pattern REFERENCES =
            Pattern.compile("(?i)(?:src|href|srcset|data|action)\\s*=|url\\((?!#)|@import|https?://");
    private static final Pattern ID = Pattern.compile("\\bid=\"([^\"]+)\"");
    private static final Pattern USE_OF_ID = Pattern.compile("url\\(#([^)]+)\\)");

    private final String page = HtmlReport.of(Examples.report());

    @Test
    void shouldReferToNothingOutsideOfItself() {
        Matcher matcher = REFERENCES.matcher(page);
        assertThat(matcher.find())
                .as(() ->
                        "reference at " + page.substring(matcher.start(), Math.min(page.length(), matcher.end() + 60)))
                .isFalse();
    }

    @Test
    void shouldDrawAPlotForEachGroupThatWasMeasured() {
        assertThat(page.split("<figure class=\"sketch\">", -1)).hasSize(3);
        assertThat(page).contains("var(--anax)", "var(--floor)", "var(--rival)").doesNotContain("rgb(10,11,12)");
    }

    @Test
    void shouldShowFurtherUnitsAndPlotAFigureOfNothing() {
        String wake = HtmlReport.of(Examples.reportOf(Examples.wake()));
        assertThat(wake)
                .contains(
                        "<th>us p99</th><th>wakes/op</th>", "<td>91.0</td><td>1.00</td>", "<figure class=\"sketch\">");
        String idle = HtmlReport.of(Examples.reportOf(Examples.idle()));
        assertThat(idle)
                .contains("<td>–</td>", "<th>% mean</th>", "<figure class=\"sketch\">", ">0 % of a core</text>")
                .doesNotContain("NaN", "Infinity");
    }

    /// Lines over the rate: one for each side, and a dashed one for its bells; no ratios between rates.
    @Test
    void shouldDrawWhatIsToldOverTheRateAsLines() {
        String kicks = HtmlReport.of(Examples.reportOf(Examples.kicks()));
        assertThat(kicks)
                .contains("<figure><svg", "stroke-dasharray", "<th>bells/msg</th><th>M msg/s</th>")
                .doesNotContain("÷ this", "NaN", "Infinity");
        assertThat(HtmlReport.of(Examples.reportOf(Examples.wake()))).doesNotContain("stroke-dasharray");
    }

    @Test
    void shouldNotMixUpTheNamesOfTwoPlots() {
        List<String> ids = all(ID);
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(new HashSet<>(ids)).containsAll(all(USE_OF_ID));
    }

    @Test
    void shouldSayAtTheHeadWhatSpoilsTheFigures() {
        assertThat(page.indexOf(Examples.NOTE)).isPositive().isLessThan(page.indexOf("<h2>"));
        assertThat(page).contains("not pinned to processor 1: taken", "Not measured: it needs 64 CPUs.");
    }

    @Test
    void shouldWriteOutWhatHtmlWouldReadAsItsOwn() {
        assertThat(page).contains("AMD &lt;EPYC&gt;").doesNotContain("<EPYC>");
    }

    @Test
    void shouldTellHowToRepeatIt() {
        assertThat(page).contains("<pre>./anax bench messages --cpus 4</pre>", "revision 0123456789ab-dirty");
    }

    /// A machine without fonts, as small containers are: a whole JVM, because one that has found fonts keeps
    /// them.
    @Test
    void shouldLeaveThePlotsOutWhereThereAreNoFonts(@TempDir Path folder) throws Exception {
        Path noFonts = Files.writeString(folder.resolve("fonts.conf"), "<?xml version=\"1.0\"?><fontconfig/>");
        Path output = folder.resolve("page.html");
        ProcessBuilder jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.awt.headless=true",
                        "-Duser.home=" + folder,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Examples.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(output.toFile());
        jvm.environment().put("FONTCONFIG_FILE", noFonts.toString());
        assertThat(jvm.start().waitFor()).isZero();
        String fontless = Files.readString(output);
        assumeTrue(!fontless.contains("<figure>"), "this JDK brings fonts of its own");
        assertThat(fontless)
                .contains("Install fontconfig and a font", "<table>", "anax doMessage", "</html>")
                .contains("<figure class=\"sketch\">")
                .doesNotContain("<figure>");
    }

    private List<String> all(Pattern pattern) {
        List<String> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(page);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }
}
