package anax.bench.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import anax.bench.measure.OnExit;
import anax.runtime.clock.SystemClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The shortest run that there is, on real devices: every figure comes, and nothing is left behind. How good the
/// figures are is not for a test to say, whose machine does other things as well.
@Timeout(120)
class KernelRunTest {
    private static final KernelRun.Effort LEAST = new KernelRun.Effort(0, 1, 2, 2, 1, 100_000_000);

    @Test
    void shouldMeasureEachFigureAndLeaveNothing() throws Exception {
        assumeTrue(
                Files.isWritable(Path.of("/dev/net/tun")) && output("id", "-u").equals("0"), "needs root");
        assumeTrue(!output("sh", "-c", "command -v ip && command -v ping").isEmpty(), "needs ip and ping");

        final KernelResult result = new KernelRun(
                        List.of(1, 2), LEAST, SystemClock.INSTANCE, OnExit.detached(), (what, share) -> {})
                .measure();

        assertThat(result.rows().stream().map(row -> row.cpus() + " " + row.what()))
                .containsExactly(
                        "1 idle",
                        "1 ping",
                        "1 TCP in",
                        "1 TCP out",
                        "1 64 TCP in",
                        "1 64 TCP out",
                        "1 UDP 1400 in",
                        "2 idle",
                        "2 ping",
                        "2 TCP in",
                        "2 TCP out",
                        "2 64 TCP in",
                        "2 64 TCP out",
                        "2 UDP 1400 in",
                        "2 misdelivered");
        assertThat(result.rows())
                .filteredOn(row -> row.kernel() != null)
                .filteredOn(
                        row -> row.what().equals("ping") || row.what().startsWith("TCP")) // others need longer turns
                .allSatisfy(row -> assertThat(row.ours().median()).isPositive())
                .allSatisfy(row -> assertThat(row.kernel().median()).isPositive());
        assertThat(result.rows().getLast().ours().median())
                .as("frames that came by another queue than their owner's")
                .isZero();
        assertThat(output("ip", "netns", "list"))
                .doesNotContain("-" + ProcessHandle.current().pid());
    }

    private static String output(String... command) throws IOException, InterruptedException {
        final Process process =
                new ProcessBuilder(command).redirectErrorStream(true).start();
        final String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return text.strip();
    }
}
