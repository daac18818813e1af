package anax.bench;

import static org.assertj.core.api.Assertions.assertThat;

import anax.bench.measure.OnExit;
import anax.bench.report.ExampleFiles;
import anax.bench.terminal.Terminal;
import anax.runtime.clock.SystemClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What was measured elsewhere becomes a page here.
class MergeCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Surroundings surroundings = new Surroundings(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            new Terminal(false, false, false, 80),
            SystemClock.INSTANCE,
            InstantSource.fixed(Instant.EPOCH),
            OnExit.detached(),
            Path.of("/"),
            Map.of());

    @TempDir
    private Path folder;

    @Test
    void shouldMakeOnePageOfTheRunsAndSayWhereItIs() throws IOException {
        Path page = folder.resolve("merged.html");
        assertThat(merge(ExampleFiles.throughput(folder), ExampleFiles.messages(folder), page))
                .as(errors())
                .isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(page + "\n");
        String html = Files.readString(page);
        assertThat(html.split("<h1>", -1)).hasSize(3);
        assertThat(html)
                .contains(
                        "<h1>anax bench test, run 1 of 2</h1>",
                        "<h1>anax bench messages, run 2 of 2</h1>",
                        "<figcaption>Speed-up</figcaption>",
                        "partitioned, 2 CPUs",
                        "anax doMessage");
    }

    @Test
    void shouldSayWhichFileIsNoReportAndWriteNothing() throws IOException {
        Path other = Files.writeString(folder.resolve("other.json"), "[]");
        Path page = folder.resolve("merged.html");
        assertThat(merge(ExampleFiles.throughput(folder), other, page)).isEqualTo(1);
        assertThat(errors()).contains(other + " is no report that can be read (it has no sections)");
        assertThat(page).doesNotExist();
    }

    private int merge(Path one, Path another, Path page) {
        return Anax.commandLine(surroundings)
                .execute("bench", "merge", one.toString(), another.toString(), "--report=" + page);
    }

    private String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
