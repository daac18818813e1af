package anax.bench;

import static org.assertj.core.api.Assertions.assertThat;

import anax.bench.measure.ForkCommandLine;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The demonstration in a process of its own, looked at from another one, and ended as Ctrl-C does.
@Timeout(120)
class LwktDemoProcessTest {
    @TempDir
    private Path home;

    @Test
    void shouldBeSeenByPsAndTopAndLeaveNoSocketWhenInterrupted() throws Exception {
        Process demo = start("demo.out", "lwkt", "demo", "--cpus", "2", "--seconds", "0");
        try {
            while (!read("demo.out").contains("messages/s")) {
                assertThat(demo.isAlive()).as(read("demo.out")).isTrue();
                Thread.sleep(20);
            }
            Process ps = start("ps.out", "lwkt", "ps", "--pid", "" + demo.pid());
            assertThat(ps.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(ps.exitValue()).as(read("ps.out")).isZero();
            assertThat(read("ps.out"))
                    .startsWith("demo: process " + demo.pid() + ", 2 CPUs\n")
                    .contains("service-0", "caller-1", "sleeper", "irq-device");
            Process top =
                    start("top.out", "lwkt", "top", "--pid", "" + demo.pid(), "--count", "2", "--interval", "0.5");
            assertThat(top.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(top.exitValue()).as(read("top.out")).isZero();
            assertThat(read("top.out"))
                    .startsWith("demo: process " + demo.pid() + ", 2 CPUs, over ")
                    .contains("service-0", "caller-1", "MSG/S")
                    .doesNotContain("\033");
            assertThat(home.resolve("anax")).isDirectoryContaining("glob:**/" + demo.pid() + "-0.sock");
            assertThat(new ProcessBuilder("kill", "-INT", "" + demo.pid())
                            .start()
                            .waitFor())
                    .isZero();
            assertThat(demo.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            demo.destroyForcibly();
        }
        assertThat(demo.exitValue()).isEqualTo(130);
        assertThat(read("demo.out")).contains("CPU    messages", "anax lwkt demo: interrupted; the machine is stopped");
        assertThat(home.resolve("anax")).isEmptyDirectory();
    }

    private Process start(String output, String... args) throws Exception {
        List<String> flags = ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> flag.startsWith("--") || flag.startsWith("-XX"))
                .toList();
        ForkCommandLine line = ForkCommandLine.of(
                Path.of(System.getProperty("java.home")),
                flags,
                System.getProperty("java.class.path"),
                Anax.class.getName());
        ProcessBuilder builder = new ProcessBuilder(Foreground.of(line.with(args)))
                .redirectErrorStream(true)
                .redirectOutput(home.resolve(output).toFile());
        builder.environment().put("XDG_RUNTIME_DIR", home.toString());
        return builder.start();
    }

    private String read(String output) throws Exception {
        return Files.readString(home.resolve(output));
    }
}
