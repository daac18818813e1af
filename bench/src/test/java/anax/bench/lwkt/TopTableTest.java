package anax.bench.lwkt;

import static org.assertj.core.api.Assertions.assertThat;

import anax.runtime.ThreadSnapshot;
import anax.runtime.ThreadSnapshot.State;
import anax.runtime.inspect.CpuSnapshot;
import anax.runtime.inspect.MachineSnapshot;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopTableTest {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final Map<String, Long> AT_FIRST =
            Map.of("idleNs", 5L, "userNs", 7L, "messages", 100L, "switches", 10L, "fifoFull", 3L, "nested", 9L);

    @Test
    void shouldShowWhatHappenedBetweenTwoSnapshots() {
        List<String> lines = TopTable.of(
                machine(cpu(AT_FIRST, thread("busy", State.READY, 100), thread("lazy", State.WAITING, 50))),
                machine(cpu(
                        Map.of(
                                "idleNs",
                                5L + SECOND_NS,
                                "userNs",
                                7L + SECOND_NS / 2,
                                "daemonNs",
                                SECOND_NS / 4,
                                "softNs",
                                SECOND_NS / 4,
                                "messages",
                                2_100L,
                                "switches",
                                4_010L,
                                "fifoFull",
                                7L,
                                "nested",
                                9L),
                        thread("lazy", State.WAITING, 50),
                        thread("busy", State.READY, 100 + SECOND_NS),
                        thread("new", State.READY, SECOND_NS / 2))),
                2 * SECOND_NS,
                10);
        assertThat(lines)
                .containsExactly(
                        "m: process 7, 1 CPU, over 2.0 s",
                        "CPU   IDLE   USER DAEMON   SOFT    IRQ  READY     MSG/S SWITCHES/S  PARKS/S  SLOW/S",
                        "  0  50.0%  25.0%  12.5%  12.5%   0.0%     2       1000       2000        0  fifoFull 2",
                        "",
                        "  SHARE COUNT STATE     PRI CPU  NAME",
                        "  50.0%     1 ready       6   0  busy",
                        "  25.0%     1 ready       6   0  new",
                        "   0.0%     1 waiting     6   0  lazy");
    }

    @Test
    void shouldPutThreadsOfOneNameIntoOneLine() {
        List<String> lines = TopTable.of(
                machine(cpu(Map.of(), thread("twin", State.READY, 0), thread("twin", State.RUNNING, 0))),
                machine(cpu(
                        Map.of(), thread("twin", State.READY, SECOND_NS), thread("twin", State.RUNNING, SECOND_NS))),
                2 * SECOND_NS,
                10);
        assertThat(lines.getLast()).isEqualTo(" 100.0%     2 running     6   0  twin");
    }

    @Test
    void shouldShowAsManyThreadsAsWanted() {
        MachineSnapshot machine = machine(
                cpu(Map.of(), thread("a", State.READY, 0), thread("b", State.READY, 0), thread("c", State.READY, 0)));
        assertThat(TopTable.of(machine, machine, SECOND_NS, 2)).hasSize(7).noneMatch(line -> line.endsWith("  c"));
    }

    @Test
    void shouldNameWhoHoldsACpu() {
        var held = new CpuSnapshot(0, -1, false, false, "hog", Map.of(), List.of(), List.of(), 0);
        assertThat(TopTable.of(machine(cpu(Map.of())), machine(held), SECOND_NS, 2))
                .contains("  0 held by hog");
    }

    @Test
    void shouldShowNothingBelowZeroWhenThreadsHaveEnded() {
        List<String> lines = TopTable.of(
                machine(cpu(Map.of(), thread("t", State.READY, SECOND_NS), thread("t", State.READY, SECOND_NS))),
                machine(cpu(Map.of(), thread("t", State.READY, SECOND_NS))),
                SECOND_NS,
                2);
        assertThat(lines.getLast()).startsWith("   0.0%     1 ");
    }

    @Test
    void shouldNotLetNamesReachTheTerminalAsTheyAre() {
        MachineSnapshot machine = machine(cpu(Map.of(), thread("\033[31mred\u009B", State.READY, 0)));
        assertThat(TopTable.of(machine, machine, SECOND_NS, 2).getLast()).endsWith("?[31mred?");
    }

    private static ThreadSnapshot thread(String name, State state, long ranNs) {
        return new ThreadSnapshot(0, name, state, 6, "", 0, "", 0, ranNs, List.of());
    }

    private static CpuSnapshot cpu(Map<String, Long> counters, ThreadSnapshot... threads) {
        return new CpuSnapshot(0, -1, true, false, "x", counters, List.of(), Arrays.asList(threads), 0);
    }

    private static MachineSnapshot machine(CpuSnapshot cpu) {
        return new MachineSnapshot("m", 7, List.of(cpu));
    }
}
