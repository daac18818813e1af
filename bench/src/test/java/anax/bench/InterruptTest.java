package anax.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import anax.bench.measure.ForkCommandLine;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Ctrl-C at a terminal, while real forks measure: `script` plays the terminal, a shell in it looks before and
/// after.
@Timeout(120)
class InterruptTest {
    private static final int CTRL_C = 3;

    @TempDir
    private Path folder;

    /// Moments: while the JVM starts, before the first fork, while it starts, while it measures.
    @ParameterizedTest
    @ValueSource(longs = {100, 700, 1800, 4000})
    void shouldLeaveTerminalAffinityAndFilesAsTheyWereWhenInterrupted(long afterMs) throws Exception {
        assumeTrue(isInstalled("script") && isInstalled("stty") && isInstalled("taskset"), "needs util-linux");
        Path results = Files.createDirectory(folder.resolve("results"));
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        Path shell = Files.writeString(
                folder.resolve("shell.sh"), """
                trap : INT
                cd "%1$s/results"
                stty -a > "%1$s/stty-before"; taskset -p $$ > "%1$s/affinity-before"
                touch "%1$s/ready"
                %2$s
                echo $? > "%1$s/code"
                stty -a > "%1$s/stty-after"; taskset -p $$ > "%1$s/affinity-after"
                """.formatted(folder, anax(temporary, "bench", "messages", "--quick")));
        Process terminal = new ProcessBuilder(Foreground.of(List.of("script", "-qec", "bash " + shell, "/dev/null")))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("screen").toFile())
                .start();
        try (OutputStream keyboard = terminal.getOutputStream()) {
            await(folder.resolve("ready"));
            Thread.sleep(afterMs);
            keyboard.write(CTRL_C);
            keyboard.flush();
            assertThat(terminal.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            terminal.destroyForcibly();
        }
        assertThat(folder.resolve("code")).hasContent("130");
        assertThat(folder.resolve("stty-after")).hasSameTextualContentAs(folder.resolve("stty-before"));
        assertThat(folder.resolve("affinity-after")).hasSameTextualContentAs(folder.resolve("affinity-before"));
        assertThat(results).as("reports").isEmptyDirectory();
        assertThat(temporary).as("files of forks").isDirectoryNotContaining("glob:**anax-fork*");
        assertThat(ProcessHandle.allProcesses().filter(this::isOurs))
                .as("forks that outlived it")
                .isEmpty();
    }

    /// A parent that is killed outright cannot clean up: its fork must notice by itself.
    @Test
    void shouldNotLeaveAForkBehindWhenKilled() throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        Process parent = new ProcessBuilder("bash", "-c", "exec " + anax(temporary, "bench", "messages", "--quick"))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("screen").toFile())
                .start();
        ProcessHandle fork = awaitFork(parent);
        assertThat(isOurs(fork)).as("what the other test looks for").isTrue();
        parent.destroyForcibly().waitFor();
        assertThat(fork.onExit().orTimeout(20, TimeUnit.SECONDS).join().isAlive())
                .isFalse();
    }

    private String anax(Path temporary, String... args) {
        ForkCommandLine line = ForkCommandLine.of(
                Path.of(System.getProperty("java.home")),
                Stream.concat(
                                java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                                        .filter(flag -> flag.startsWith("--") || flag.startsWith("-XX")),
                                Stream.of("-Djava.io.tmpdir=" + temporary, "-Danax.test=" + folder.getFileName()))
                        .toList(),
                System.getProperty("java.class.path"),
                Anax.class.getName());
        StringBuilder command = new StringBuilder();
        for (String word : line.with(args)) {
            command.append('\'').append(word).append("' ");
        }
        return command.toString();
    }

    private boolean isOurs(ProcessHandle process) {
        return commandLine(process).contains("-Danax.test=" + folder.getFileName());
    }

    private static void await(Path file) throws InterruptedException {
        while (!Files.exists(file)) {
            Thread.sleep(5);
        }
    }

    private static ProcessHandle awaitFork(Process parent) throws InterruptedException {
        while (true) {
            List<ProcessHandle> forks = parent.children()
                    .filter(child -> commandLine(child).contains("request.json"))
                    .toList();
            if (!forks.isEmpty()) {
                return forks.getFirst();
            }
            assertThat(parent.isAlive()).isTrue();
            Thread.sleep(5);
        }
    }

    /// Read from the kernel, because [ProcessHandle.Info] leaves out a command line as long as a test's class path.
    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"), StandardCharsets.ISO_8859_1);
        } catch (IOException ended) {
            return "";
        }
    }

    private static boolean isInstalled(String program) throws InterruptedException {
        try {
            return new ProcessBuilder("sh", "-c", "command -v " + program)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException noShell) {
            return false;
        }
    }
}
