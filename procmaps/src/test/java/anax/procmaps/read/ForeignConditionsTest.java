package anax.procmaps.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The reader in a JVM of its own, where it is another user or has too few descriptors.
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class ForeignConditionsTest {
    private static final List<String> AS_NOBODY =
            List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
    private static final int CANNOT_MOUNT = 77;

    /// Where another user may read our classes, wherever they were built.
    @TempDir
    private Path classes;

    @BeforeEach
    void copyClasses() throws IOException, URISyntaxException {
        for (Class<?> origin : List.of(ProcReader.class, OutcomePrinter.class)) {
            Path from = Path.of(origin.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .resolve("anax/procmaps/read");
            Path to = Files.createDirectories(classes.resolve("anax/procmaps/read"));
            try (Stream<Path> files = Files.list(from)) {
                for (Path file : files.toList()) {
                    Files.copy(file, to.resolve(file.getFileName()));
                }
            }
        }
        run(List.of("chmod", "-R", "a+rX", classes.toString()));
    }

    @Test
    void shouldSayDeniedForAProcessOfAnotherUser() throws IOException {
        assertThat(run(asNobody(printer("/proc", 1)))).isEqualTo("Denied\n");
    }

    /// Mounted so, `/proc` shows that another user's process is there and nothing in it.
    @Test
    void shouldSayDeniedWhenProcIsClosedToOtherUsers() throws IOException {
        assertThat(runWithProc("hidepid=1")).isEqualTo("Denied\n");
    }

    /// Mounted so, `/proc` looks to other users as if the process were not there.
    @Test
    void shouldSayGoneWhenProcHidesOtherUsersProcesses() throws IOException {
        assertThat(runWithProc("hidepid=2")).isEqualTo("Gone\n");
    }

    /// A machine without free descriptors says nothing about a process: only IOException, until there are enough.
    @Test
    void shouldNotTakeALackOfDescriptorsForAnOutcome() throws IOException {
        try (var child = LiveProcess.waiting()) {
            List<String> command = new ArrayList<>(List.of("sh", "-c", "ulimit -n 100; exec \"$@\"", "sh"));
            command.addAll(printer("exhausted", child.pid()));
            List<String> outcomes = run(command).lines().toList();

            assertThat(outcomes.getFirst()).isEqualTo("0 IOException");
            assertThat(outcomes.getLast()).isEqualTo("12 Ok");
            assertThat(outcomes).allMatch(line -> line.endsWith(" IOException") || line.endsWith(" Ok"));
            assertThat(outcomes.stream().filter(line -> line.endsWith(" IOException")))
                    .as("descriptors that a read needs, one after the other")
                    .hasSizeGreaterThan(3);
        }
    }

    private List<String> printer(String proc, long pid) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-MaxFDLimit",
                "-XX:+UseSerialGC",
                "-cp",
                classes.toString(),
                "anax.procmaps.read.OutcomePrinter",
                proc,
                Long.toString(pid));
    }

    private static List<String> asNobody(List<String> command) throws IOException {
        if (!isRoot()) {
            assumeTrue(
                    !ownerOf("/proc/1").equals(ownerOf("/proc/self")),
                    "process 1 is our own here, and only root can become another user");
            return command;
        }
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "setpriv (util-linux) is not installed");
        List<String> whole = new ArrayList<>(AS_NOBODY);
        whole.addAll(command);
        return whole;
    }

    /// Runs the printer as nobody, in a mount namespace of its own that has such a `/proc` elsewhere.
    private String runWithProc(String option) throws IOException {
        assumeTrue(isRoot(), "only root can mount a /proc");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/unshare")), "unshare (util-linux) is not installed");
        Path proc = Files.createDirectory(classes.resolve("proc"));
        String script = "mount -t proc -o %s proc %s || exit %d; exec \"$@\"".formatted(option, proc, CANNOT_MOUNT);
        List<String> command = new ArrayList<>(List.of("unshare", "--mount", "sh", "-c", script, "sh"));
        command.addAll(asNobody(printer(proc.toString(), 1)));
        return run(command);
    }

    private static String run(List<String> command) throws IOException {
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.onExit().join().exitValue();
        assumeTrue(status != CANNOT_MOUNT, "this kernel or container lets nobody mount a /proc");
        assertThat(status).as("exit status of %s", command).isZero();
        return printed;
    }

    private static boolean isRoot() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    }

    private static Object ownerOf(String process) throws IOException {
        return Files.getOwner(Path.of(process));
    }
}
