package anax.bench.paths;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import anax.bench.environment.MachineFacts;
import anax.bench.kernel.KernelResult;
import anax.bench.measure.Spread;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What people and programs are told of a run, and where its figures come from.
class PathResultTest {
    private static final KernelResult.Circumstances ABOUT = new KernelResult.Circumstances(
            "2026-01-02T03:04:05Z",
            "./anax bench paths --quick",
            new MachineFacts("a processor", 2, "0-1", "none", "off", "0", true, "Linux 6"),
            "0.10",
            "1.20",
            List.of("somebody else was there"));

    private static PathRow row(double ratio, long ourTwice, long kernelTwice) {
        return new PathRow(
                "cubic",
                BadPath.GRID.getFirst().shown(),
                Spread.of(9, 10, 11),
                Spread.of(10),
                Spread.of(ratio),
                30,
                40,
                ourTwice,
                kernelTwice);
    }

    private static ShareRow share(double ours) {
        return new ShareRow("cubic", SharedPath.USUAL.getFirst().shown(), Spread.of(ours), Spread.of(19));
    }

    @Test
    void shouldSayOfEachPathWhetherItHolds() {
        final List<String> lines = new PathResult(
                        3,
                        List.of(row(0.95, 2, 2), row(0.94, 2, 2), row(0.95, 3, 2), row(0.9, 3, 2)),
                        List.of(share(0.4), share(0.6), share(0.39), share(0.61)))
                .table(ABOUT)
                .lines()
                .toList();
        assertThat(lines.get(1))
                .startsWith("cubic  loss 0 %, reordering 0 %, 1 ms, 20 Mb/s, 60")
                .contains("10.00 [9.50 .. 10.50]", "30/40", "2/2")
                .endsWith(">= 0.95 and no more in vain, holds");
        assertThat(lines.get(2)).endsWith("2/2  SLOWER");
        assertThat(lines.get(3)).endsWith("3/2   MORE IN VAIN");
        assertThat(lines.get(4)).endsWith("3/2  SLOWER MORE IN VAIN");
        assertThat(lines.subList(7, 9)).allMatch(line -> line.endsWith("0.40 to 0.60, holds"));
        assertThat(lines.subList(9, 11)).allMatch(line -> line.endsWith("0.40 to 0.60, FALLS SHORT"));
        assertThat(lines).contains("warning: somebody else was there");
        assertThat(lines.get(12)).contains("3 rounds", "a processor, 2 processors, Linux 6; load 0.10 before");
    }

    @Test
    void shouldTellProgramsTheSame() throws Exception {
        final JsonNode root = new ObjectMapper()
                .readTree(new PathResult(3, List.of(row(0.9, 3, 2)), List.of(share(0.5))).json(ABOUT));
        assertThat(root.at("/rows/0/ours/median").asDouble()).isEqualTo(10);
        assertThat(root.at("/rows/0/ourTwice").asLong()).isEqualTo(3);
        assertThat(root.at("/rows/0/fastEnough").asBoolean(true)).isFalse();
        assertThat(root.at("/rows/0/sparing").asBoolean(true)).isFalse();
        assertThat(root.at("/shares/0/share/median").asDouble()).isEqualTo(0.5);
        assertThat(root.at("/shares/0/fair").asBoolean(false)).isTrue();
        assertThat(root.at("/circumstances/loadBefore").asText()).isEqualTo("0.10");
    }

    @Test
    void shouldFindCountBelowItsName() throws IOException {
        final List<String> lines =
                List.of("Udp: In Out", "Udp: 1 2", "TcpExt: SyncookiesSent TCPDSACKOldSent", "TcpExt: 3 4");
        assertThat(KernelCounters.value(lines, "TcpExt:", "TCPDSACKOldSent")).isEqualTo(4);
        assertThatThrownBy(() -> KernelCounters.value(lines, "TcpExt:", "Nothing"))
                .isInstanceOf(IOException.class)
                .hasMessage("this kernel does not count TcpExt:Nothing; use one of Linux 4.6 or later");
    }

    /// Each has another name, or a table would not tell them apart.
    @Test
    void shouldNameEachPath() {
        assertThat(BadPath.GRID.stream().map(BadPath::shown)).doesNotHaveDuplicates();
        assertThat(SharedPath.USUAL.stream().map(SharedPath::shown)).doesNotHaveDuplicates();
    }
}
