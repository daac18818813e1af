package anax.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonReaderTest {
    @TempDir
    private Path folder;

    /// Everything that a page shows is in the JSON.
    @Test
    void shouldMakeTheSamePageOfWhatWasWritten() throws Exception {
        for (Report report : List.of(
                Examples.report(),
                Examples.reportOf(ThroughputExamples.usual()),
                Examples.reportOf(ThroughputExamples.latency()))) {
            Path file = Files.writeString(folder.resolve("report.json"), JsonReport.of(report));
            assertThat(HtmlReport.of(JsonReader.read(file))).isEqualTo(HtmlReport.of(report));
        }
    }

    @Test
    void shouldPutSeveralRunsOnOnePage() {
        Report here = Examples.reportOf(ThroughputExamples.usual());
        String page = HtmlReport.of(List.of(here, Examples.report()));
        assertThat(page.split("<h1>", -1)).hasSize(3);
        assertThat(page.split("Method, and where to attack it", -1)).hasSize(2);
        assertThat(page).contains("partitioned, 2 CPUs", "anax doMessage");
    }

    @Test
    void shouldSayThatAFileIsNoReport() throws Exception {
        Path other = Files.writeString(folder.resolve("other.json"), "{\"results\": []}");
        assertThatThrownBy(() -> JsonReader.read(other))
                .isInstanceOf(IOException.class)
                .hasMessage(other + " is no report that can be read (it has no sections); give a JSON file that anax"
                        + " bench of this version has written");
        Path text = Files.writeString(folder.resolve("text.json"), "hello");
        assertThatThrownBy(() -> JsonReader.read(text)).hasMessageContaining("is no report that can be read");
    }
}
