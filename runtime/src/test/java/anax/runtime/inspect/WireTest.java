package anax.runtime.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import anax.runtime.ThreadSnapshot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What is written is read back, and whatever else is read does no harm.
class WireTest {
    private static final StackTraceElement FRAME = new StackTraceElement("a.B", "method", "B.java", 7);
    private static final StackTraceElement NO_FILE = new StackTraceElement("a.B$$Lambda", "<init>", null, -2);
    private static final MachineSnapshot SNAPSHOT = new MachineSnapshot(
            "tab\there \\t and\nnew line\r, ünïcode",
            4711,
            List.of(
                    new CpuSnapshot(
                            0,
                            3,
                            true,
                            true,
                            "idle",
                            Map.of("polls", 12L, "parks", Long.MAX_VALUE),
                            List.of(),
                            List.of(
                                    thread(
                                            0,
                                            "a\\",
                                            ThreadSnapshot.State.WAITING,
                                            "mess\tage",
                                            List.of(FRAME, NO_FILE)),
                                    thread(0, "", ThreadSnapshot.State.READY, "", List.of())),
                            9),
                    new CpuSnapshot(1, -1, false, false, "b", Map.of(), List.of(NO_FILE, FRAME), List.of(), 0)));

    @Test
    void shouldReadBackWhatWasWritten() throws IOException {
        assertThat(SnapshotReader.read(SnapshotWriter.written(SNAPSHOT))).isEqualTo(SNAPSHOT);
    }

    @Test
    void shouldSkipLinesThatALaterWriterMayAdd() throws IOException {
        String later = SnapshotWriter.written(SNAPSHOT).replace("\ncpu\t", "\nweather\tfine\ncpu\t");
        assertThat(SnapshotReader.read(later)).isEqualTo(SNAPSHOT);
    }

    @Test
    void shouldThrowTheSentenceOfAnError() {
        assertThatThrownBy(() -> SnapshotReader.read(SnapshotWriter.error("no such\tthing")))
                .isInstanceOf(IOException.class)
                .hasMessage("no such\tthing");
    }

    @Test
    void shouldRefuseAnAnswerThatWasCutOff() {
        String whole = SnapshotWriter.written(SNAPSHOT);
        for (int length = 0; length < whole.length() - 1; length++) {
            String part = whole.substring(0, length);
            assertThatThrownBy(() -> SnapshotReader.read(part)).isInstanceOf(IOException.class);
        }
    }

    /// Whatever comes of it is a snapshot or an [IOException].
    @Test
    void shouldSurviveDamagedAnswers() {
        String whole = SnapshotWriter.written(SNAPSHOT);
        int refused = 0;
        for (int seed = 0; seed < 20_000; seed++) {
            var random = new SplittableRandom(seed);
            StringBuilder damaged = new StringBuilder(whole);
            for (int i = random.nextInt(1, 4); i > 0; i--) {
                int at = random.nextInt(damaged.length());
                switch (random.nextInt(3)) {
                    case 0 -> damaged.setCharAt(at, "\t\n\\x0-".charAt(random.nextInt(6)));
                    case 1 -> damaged.deleteCharAt(at);
                    default -> damaged.insert(at, "\t\n\\x0-".charAt(random.nextInt(6)));
                }
            }
            try {
                SnapshotReader.read(damaged.toString());
            } catch (IOException broken) {
                refused++;
            }
        }
        assertThat(refused).isBetween(1, 19_999);
    }

    @Test
    void shouldLeaveOutThreadsRatherThanWriteTooMuch() throws IOException {
        List<ThreadSnapshot> threads = new ArrayList<>();
        String name = "n".repeat(2_000);
        List<StackTraceElement> deep =
                IntStream.range(0, 300).mapToObj(_ -> FRAME).toList();
        IntStream.range(0, 4_000).forEach(_ -> threads.add(thread(0, name, ThreadSnapshot.State.READY, "", deep)));
        var cpu = new CpuSnapshot(0, 0, true, false, "x", Map.of(), List.of(), threads, 0);
        String written = SnapshotWriter.written(new MachineSnapshot("much", 1, List.of(cpu)));
        assertThat(written.length()).isLessThan(WireFormat.MOST_ANSWER / 3);
        CpuSnapshot read = SnapshotReader.read(written).cpus().getFirst();
        assertThat(read.threads())
                .isNotEmpty()
                .allMatch(thread -> thread.stack().size() == 256);
        assertThat(read.threads().size() + read.omitted()).isEqualTo(4_000);
    }

    private static ThreadSnapshot thread(
            int cpu, String name, ThreadSnapshot.State state, String reason, List<StackTraceElement> stack) {
        return new ThreadSnapshot(cpu, name, state, 12, reason, 2, reason.replace('m', '\t'), 5, 7_000_000_000L, stack);
    }
}
