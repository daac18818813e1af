package anax.bench.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import anax.bench.environment.MachineFacts;
import anax.bench.measure.Spread;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What people and programs are told of a run.
class KernelResultTest {
    private static final KernelResult.Circumstances ABOUT = new KernelResult.Circumstances(
            "2026-01-02T03:04:05Z",
            "./anax bench kernel --cpus 1",
            new MachineFacts("a processor", 2, "0-1", "none", "off", "0", true, "Linux 6"),
            "0.10",
            "1.20",
            List.of("somebody else was there"));

    private static KernelRow pings(double ratio) {
        return new KernelRow(
                1, "ping", "us", Spread.of(90, 100, 110), Spread.of(40, 50, 60), Spread.of(ratio), 2.5, true, true);
    }

    private static KernelRow stream(double ratio, boolean judged) {
        return new KernelRow(2, "TCP in", "Gbit/s", Spread.of(5), Spread.of(10), Spread.of(ratio), 0.5, false, judged);
    }

    @Test
    void shouldSayOfEachFigureWhetherItHolds() {
        final String table = new KernelResult(
                        List.of(pings(2.5), pings(2.6), stream(0.5, true), stream(0.4, true), stream(0.4, false)),
                        List.of("1 CPU, dropped: nothing"))
                .table(ABOUT);
        final List<String> lines = table.lines().toList();
        assertThat(lines.get(1)).contains("100 [95 .. 105]", "50 [45 .. 55]").endsWith("<= 2.50, holds");
        assertThat(lines.get(2)).endsWith("<= 2.50, FALLS SHORT");
        assertThat(lines.get(3)).contains("5.00", "10").endsWith(">= 0.50, holds");
        assertThat(lines.get(4)).endsWith(">= 0.50, FALLS SHORT");
        assertThat(lines.get(5)).endsWith("reported");
        assertThat(table)
                .contains(
                        "a processor, 2 processors, Linux 6; load 0.10 before, 1.20 after",
                        "warning: somebody else was there",
                        "1 CPU, dropped: nothing");
    }

    @Test
    void shouldLeaveKernelOutWhereThereIsNothingToCompare() {
        final KernelRow idle =
                new KernelRow(1, "idle", "% of a core", Spread.of(0.2), null, Spread.of(0.2), 1, true, true);
        assertThat(new KernelResult(List.of(idle), List.of())
                        .table(ABOUT)
                        .lines()
                        .toList()
                        .get(1))
                .contains("0.20")
                .endsWith("<= 1.00, holds");
    }

    @Test
    void shouldTellProgramsTheSame() throws Exception {
        final String json = new KernelResult(List.of(pings(2.6), stream(0.4, false)), List.of("a note")).json(ABOUT);
        final JsonNode root = new ObjectMapper().readTree(json);
        assertThat(root.at("/rows/0/ours/median").asDouble()).isEqualTo(100);
        assertThat(root.at("/rows/0/kernel/p25").asDouble()).isEqualTo(45);
        assertThat(root.at("/rows/0/atMost").asDouble()).isEqualTo(2.5);
        assertThat(root.at("/rows/0/holds").asBoolean()).isFalse();
        assertThat(root.at("/rows/1").has("holds")).isFalse();
        assertThat(root.at("/circumstances/loadBefore").asText()).isEqualTo("0.10");
        assertThat(root.at("/notes/0").asText()).isEqualTo("a note");
    }
}
