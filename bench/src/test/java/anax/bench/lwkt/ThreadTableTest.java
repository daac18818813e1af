package anax.bench.lwkt;

import static org.assertj.core.api.Assertions.assertThat;

import anax.runtime.ThreadSnapshot;
import anax.runtime.inspect.CpuSnapshot;
import anax.runtime.inspect.MachineSnapshot;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ThreadTableTest {

    @Test
    void shouldTellSectionsAboveStackOfThreadThatIsInOne() {
        assertThat(ThreadTable.of(machine(thread("1 at a.B.c(B.java:7)")), true, false))
                .containsSubsequence(
                        "  1  running    12    1    0  -            t",
                        "         in critical sections, the last entered first: 1 at a.B.c(B.java:7)",
                        "         at a.B.d(B.java:8)");
    }

    @Test
    void shouldTellNoSectionsWhenThereAreNoneOrStacksAreNotAskedFor() {
        assertThat(ThreadTable.of(machine(thread("")), true, false)).noneMatch(line -> line.contains("critical"));
        assertThat(ThreadTable.of(machine(thread("1 at x")), false, false))
                .noneMatch(line -> line.contains("critical"));
    }

    private static ThreadSnapshot thread(String sections) {
        return new ThreadSnapshot(
                1,
                "t",
                ThreadSnapshot.State.RUNNING,
                12,
                "",
                1,
                sections,
                0,
                0,
                List.of(new StackTraceElement("a.B", "d", "B.java", 8)));
    }

    private static MachineSnapshot machine(ThreadSnapshot thread) {
        return new MachineSnapshot(
                "m", 1, List.of(new CpuSnapshot(1, -1, true, false, "t", Map.of(), List.of(), List.of(thread), 0)));
    }
}
