package anax.procmaps.read;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import anax.procmaps.read.FakeProc.FakeProcess;
import anax.procmaps.read.ReadOutcome.Empty;
import anax.procmaps.read.ReadOutcome.Ok;
import anax.procmaps.read.ReadOutcome.Torn;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A stable read ends with two equal texts in a row, with a lasting reason why not, or at its bound. Each text here
/// is shorter than the window, so one call of the hook is one read of the whole text.
class StableReadTest {
    private static final int PID = 42;

    private final AtomicInteger reads = new AtomicInteger();

    @TempDir
    private Path root;

    private FakeProcess process;

    @BeforeEach
    void setUp() {
        process = new FakeProc(root).process(PID).maps("text 0\n");
    }

    @Test
    void shouldReadTwiceWhenNothingChanges() throws IOException {
        var ok = (Ok) readerThat(read -> {}).readStable(PID, ProcFile.MAPS, 10);

        assertThat(ok.text()).asString(ISO_8859_1).isEqualTo("text 0\n");
        assertThat(reads).hasValue(2);
    }

    @Test
    void shouldReadUntilTwoInARowAreEqual() throws IOException {
        var ok = (Ok) readerThat(read -> process.maps("text " + Math.min(read, 3) + "\n"))
                .readStable(PID, ProcFile.MAPS, 10);

        assertThat(ok.text()).asString(ISO_8859_1).isEqualTo("text 3\n");
        assertThat(reads).hasValue(5);
    }

    /// A text that comes back after another is no proof: equal, but not in a row.
    @Test
    void shouldGiveUpAtTheBoundWhenTwoTextsAlternate() throws IOException {
        var outcome =
                readerThat(read -> process.maps("text " + read % 2 + "\n")).readStable(PID, ProcFile.MAPS, 7);

        assertThat(outcome).isEqualTo(new Torn(PID, Torn.Change.UNSTABLE));
        assertThat(reads).hasValue(7);
    }

    @Test
    void shouldStartOverWhenTheProcessExecutedAProgram() throws IOException {
        var ok = (Ok) readerThat(read -> process.executable(read == 1 ? "other" : "last"))
                .readStable(PID, ProcFile.MAPS, 10);

        assertThat(ok.process().executable()).contains(Path.of("last"));
        assertThat(reads).hasValue(4);
    }

    @Test
    void shouldEndAtOnceWhenTheProcessHasEnded() throws IOException {
        var outcome = readerThat(read -> process.stat(3, "Z").maps("")).readStable(PID, ProcFile.MAPS, 10);

        assertThat(outcome).isEqualTo(new Empty(PID, Empty.Reason.ZOMBIE));
        assertThat(reads).hasValue(1);
    }

    @Test
    void shouldRefuseABoundUnderTwoReads() {
        assertThatThrownBy(() -> readerThat(read -> {}).readStable(PID, ProcFile.MAPS, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("1 reads cannot show two equal ones; allow 2 or more");
    }

    /// A reader during whose reads, counted from 1, this happens.
    private ProcReader readerThat(Change change) {
        return new ProcReader(
                root, ProcReader.DEFAULT_MAX_BYTES, 64, bytesSoFar -> change.duringRead(reads.incrementAndGet()));
    }

    private interface Change {
        void duringRead(int read) throws IOException;
    }
}
