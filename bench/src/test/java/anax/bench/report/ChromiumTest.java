package anax.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The page in a real browser.
@Timeout(180)
class ChromiumTest {
    private static final int PHONE = 390;
    private static final int PLOTS = 6;

    /// Says to the page around it what it found, in words.
    private static final String PROBE = """
            <script>
            const problems = [];
            const plots = [...document.querySelectorAll('figure svg')];
            const widest = document.documentElement.scrollWidth;
            if (widest > innerWidth) problems.push('the page is ' + widest + ' wide');
            for (const plot of plots) {
                const box = plot.getBoundingClientRect();
                const texts = [...plot.querySelectorAll('text')].map(text => [text, text.getBoundingClientRect()]);
                texts.forEach(([text, at], i) => {
                    const words = text.textContent;
                    if (at.left < box.left - 1 || at.right > box.right + 1
                            || at.top < box.top - 1 || at.bottom > box.bottom + 1) problems.push('cut off: ' + words);
                    if (at.height < 11) problems.push('too small: ' + words);
                    for (const [other, there] of texts.slice(i + 1)) {
                        if (at.left < there.right - 1 && there.left < at.right - 1
                                && at.top < there.bottom - 3 && there.top < at.bottom - 3) {
                            problems.push(words + ' lies on ' + other.textContent);
                        }
                    }
                });
            }
            parent.postMessage(problems.length > 0
                    ? problems.join('; ') : 'looked at ' + plots.length + ' plots at ' + innerWidth, '*');
            </script>
            """;

    private static Path chromium;

    @TempDir
    private Path folder;

    @BeforeAll
    static void findChromium() {
        for (String place : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
            for (String name : List.of("chromium", "chromium-browser", "google-chrome")) {
                if (chromium == null && Files.isExecutable(Path.of(place, name))) {
                    chromium = Path.of(place, name);
                }
            }
        }
        assumeTrue(chromium != null, "no Chromium on the PATH; install it (apt-get install chromium) to test the page");
    }

    /// What is wider than the screen scrolls inside of itself; the page does not. No text of a plot is cut off,
    /// lies on another one, or is too small to read.
    ///
    /// Windows of headless Chromium are 500 wide at least, so the page lies in a frame of another one.
    @ParameterizedTest
    @CsvSource({"390", "768", "1280"})
    void shouldFitTheWidthOfTheScreen(int width) throws Exception {
        Files.writeString(folder.resolve("page.html"), page().replace("</body>", PROBE + "</body>"));
        String frame = "<!DOCTYPE html><title>waiting</title><script>onmessage = m => document.title = m.data;</script>"
                + "<iframe src=\"page.html\" style=\"border: 0; width: " + width + "px; height: 900px\"></iframe>";
        Path outer = Files.writeString(folder.resolve("outer.html"), frame);
        String dom = run(
                "--window-size=1400,1000",
                "--virtual-time-budget=10000",
                "--dump-dom",
                outer.toUri().toString());
        assertThat(dom).contains("<title>looked at " + PLOTS + " plots at " + width + "</title>");
    }

    @Test
    void shouldBeDarkWhereTheReaderWantsItDark() throws Exception {
        assertThat(brightness("--blink-settings=preferredColorScheme=1")).isGreaterThan(0.8);
        assertThat(brightness("--blink-settings=preferredColorScheme=0")).isLessThan(0.3);
    }

    @Test
    void shouldPrint() throws Exception {
        Path pdf = folder.resolve("page.pdf");
        run("--print-to-pdf=" + pdf, url(page()));
        assertThat(Files.readAllBytes(pdf)).startsWith("%PDF".getBytes(StandardCharsets.US_ASCII));
        assertThat(Files.size(pdf)).isGreaterThan(20_000);
    }

    private double brightness(String scheme) throws Exception {
        Path shot = folder.resolve("page.png");
        run("--window-size=" + PHONE + ",1200", scheme, "--screenshot=" + shot, url(page()));
        BufferedImage image = ImageIO.read(shot.toFile());
        double sum = 0;
        for (int x = 0; x < image.getWidth(); x += 3) {
            for (int y = 0; y < image.getHeight(); y += 3) {
                sum += (image.getRGB(x, y) >> 8 & 0xFF) / 255.0;
            }
        }
        return sum / ((image.getWidth() + 2) / 3 * ((image.getHeight() + 2) / 3));
    }

    private static String page() {
        return HtmlReport.of(new Report(
                "anax bench throughput",
                Examples.environment(),
                List.of(ThroughputExamples.all(), ThroughputExamples.latencyOfAll(), Examples.trip())));
    }

    private String url(String page) throws IOException {
        return Files.writeString(folder.resolve("page.html"), page).toUri().toString();
    }

    private String run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                chromium.toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--hide-scrollbars",
                "--user-data-dir=" + folder.resolve("profile")));
        command.addAll(List.of(arguments));
        Path out = folder.resolve("out.txt");
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(out.toFile())
                .start();
        try {
            assertThat(process.waitFor(90, TimeUnit.SECONDS))
                    .as("Chromium ended")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(out);
    }
}
