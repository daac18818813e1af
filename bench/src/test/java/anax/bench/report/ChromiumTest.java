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

    /// What is wider than the screen scrolls inside of itself; the page does not.
    @ParameterizedTest
    @CsvSource({"390", "1280"})
    void shouldFitTheWidthOfTheScreen(int width) throws Exception {
        String probe = "<script>document.title = 'widest ' + document.documentElement.scrollWidth;</script></body>";
        String dom = run("--window-size=" + width + ",900", "--dump-dom", url(page().replace("</body>", probe)));
        assertThat(dom).contains("<title>widest ");
        String widest = dom.replaceAll("(?s).*<title>widest (\\d+)</title>.*", "$1");
        // Headless Chromium has windows of 500 at least.
        assertThat(Integer.parseInt(widest)).isLessThanOrEqualTo(Math.max(width, 500));
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
                List.of(ThroughputExamples.usual(), ThroughputExamples.latency(), Examples.trip())));
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
