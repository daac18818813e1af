package anax.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import anax.bench.measure.OnExit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFilesTest {
    private final ReportFiles files = new ReportFiles(OnExit.detached());

    @TempDir
    private Path folder;

    @Test
    void shouldMakeTheFolderAndLeaveNothingElseInIt() throws IOException {
        Path file = folder.resolve("new/deep/report.html");
        files.write(file, "text");
        assertThat(file).hasContent("text");
        assertThat(file.getParent()).isDirectoryContaining(path -> path.equals(file));
        assertThat(file.getParent()).isDirectoryNotContaining(path -> !path.equals(file));
    }

    @Test
    void shouldReplaceAnOlderReport() throws IOException {
        Path file = folder.resolve("report.html");
        files.write(file, "old and longer");
        files.write(file, "new");
        assertThat(file).hasContent("new");
    }

    @Test
    void shouldLeaveNothingHalfWrittenWhenTheFileCannotBeReplaced() throws IOException {
        Path file = Files.createDirectories(folder.resolve("report.html/with/content"))
                .getParent()
                .getParent();
        assertThatThrownBy(() -> files.write(file, "text")).isInstanceOf(IOException.class);
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void shouldBeNamedAfterTheBenchAndTheTime() {
        assertThat(ReportFiles.usual("messages", Instant.parse("2026-11-21T04:03:25.9Z"), "html"))
                .isEqualTo(Path.of("bench-results/messages-20261121T040325Z.html"));
    }
}
