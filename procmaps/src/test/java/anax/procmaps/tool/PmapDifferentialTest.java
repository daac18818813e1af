package anax.procmaps.tool;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import anax.procmaps.live.Processes;
import anax.procmaps.maps.Child;
import anax.procmaps.maps.OddMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `--pmap` against pmap itself, on every process of the machine.
///
/// A process that changes while both look at it proves nothing; it is tried again, and if two runs of pmap itself
/// never agree around ours, left out and counted. Differences that are meant: pmap's rows for the rest of a line that
/// is longer than its buffer.
@Timeout(120)
class PmapDifferentialTest {
    private static final int TRIES = 6;
    private static final int BUFFER = 1023;

    @BeforeEach
    void needsPmap() {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/pmap")), "pmap (procps) is not installed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-x"})
    void shouldWriteWhatPmapWritesOfEveryProcess(String option) throws IOException {
        int same = 0;
        int restless = 0;
        for (long pid : Processes.all()) {
            if (pid == ProcessHandle.current().pid() || hasLongLine(pid)) {
                continue;
            }
            Boolean agrees = agrees(option, pid);
            if (agrees == null) {
                restless++;
            } else {
                assertThat(agrees)
                        .as("pmap %s %d, %s", option, pid, Processes.commandLine(pid))
                        .isTrue();
                same++;
            }
        }
        System.out.printf("PmapDifferentialTest: pmap %s: %d the same, %d restless or gone%n", option, same, restless);
        assertThat(same).isGreaterThan(restless);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-x"})
    void shouldWriteWhatPmapWritesOfOddMemoryButForItsLongLine(String option, @TempDir Path folder) throws IOException {
        try (Child child = Child.start(OddMemory.class, folder.toString(), "0")) {
            String before;
            String between;
            int tries = 0;
            do { // until the child, a JVM that has just begun, is at rest
                before = pmap(option, child.pid());
                between = ours(option, child.pid());
            } while (!before.equals(pmap(option, child.pid())) && ++tries < TRIES);
            List<String> theirs = lines(before);
            List<String> ours = lines(between);
            assertThat(ours.stream().filter(line -> line.contains(" file"))).hasSize(1);
            List<String> onlyTheirs = new ArrayList<>(theirs);
            ours.forEach(onlyTheirs::remove);
            List<String> onlyOurs = new ArrayList<>(ours);
            theirs.forEach(onlyOurs::remove);
            assertThat(onlyTheirs)
                    .allMatch(line -> line.contains("ffffffff") || line.contains("total") || line.contains("ddd"));
            assertThat(onlyOurs).allMatch(line -> line.contains(" file") || line.contains("total"));
            assertThat(ours)
                    .contains(theirs.stream()
                            .filter(line -> line.contains("memfd:na me (deleted)"))
                            .findFirst()
                            .orElseThrow());
        }
    }

    @Test
    void shouldEndAsPmapDoesWhenAProcessIsGone() {
        assertThat(Ran.maps("--pmap", "4194304").code()).isEqualTo(42);
    }

    @ParameterizedTest
    @MethodSource
    void shouldWriteOddCommandsAsPmapDoes(String what, String command) throws IOException {
        // A second shell with the odd word as its name, as the process that both look at.
        var process = new ProcessBuilder("/bin/bash", "-c", "exec -a \"$1\" cat", "bash", command).start();
        try {
            awaitName(process.pid(), "cat");
            String heading = pmap("", process.pid()).lines().findFirst().orElseThrow();
            assertThat(ours("", process.pid()).lines().findFirst())
                    .as(what)
                    .hasValueSatisfying(ours -> assertThat(ours).isEqualTo(heading));
        } finally {
            process.destroyForcibly();
            process.onExit().join();
        }
    }

    static Stream<Arguments> shouldWriteOddCommandsAsPmapDoes() {
        return Stream.of(
                Arguments.of("a command of two lines", "first\nsecond"),
                Arguments.of("a line's end at the end", "command \n"),
                Arguments.of("blanks around", "  command  "),
                Arguments.of("control characters", "a\tb\033[31m\177"),
                Arguments.of("letters of two, three and four octets", "\u00e9 \u20ac \ud83d\ude00"),
                Arguments.of("no word at all", ""),
                Arguments.of("as much as pmap's buffer holds", "x".repeat(131_071)),
                Arguments.of("brackets", "[kworker] <defunct>"));
    }

    @Test
    void shouldCutCommandsWherePmapDoes() throws IOException {
        var command = new ArrayList<>(List.of("/bin/bash", "-c", "read line"));
        command.addAll(Collections.nCopies(1_500, "y".repeat(99)));
        var process = new ProcessBuilder(command).start();
        try {
            assertThat(agrees("", process.pid())).isTrue();
            assertThat(ours("", process.pid())).hasSizeGreaterThan(131_071);
        } finally {
            process.destroyForcibly();
            process.onExit().join();
        }
    }

    private static void awaitName(long pid, String name) throws IOException {
        Path comm = Path.of("/proc/" + pid + "/comm");
        while (!Files.readString(comm).strip().equals(name)) {
            Thread.onSpinWait();
        }
    }

    /// True as soon as ours agrees with a pmap that said the same before and after, false if ours disagreed with
    /// two such pairs and the process is still there, null otherwise. A process that goes back to what it was may
    /// deceive one pair, as may one that ends.
    private static Boolean agrees(String option, long pid) throws IOException {
        int disagreed = 0;
        String before = pmap(option, pid);
        for (int i = 0; i < TRIES; i++) {
            String ours = ours(option, pid);
            String after = pmap(option, pid);
            if (before.equals(after) && !after.isEmpty()) {
                if (ours.equals(after)) {
                    return true;
                }
                disagreed++;
            }
            before = after;
        }
        boolean differs = disagreed > 1 && !before.isEmpty();
        return differs ? Boolean.FALSE : null;
    }

    private static String ours(String option, long pid) {
        return option.isEmpty()
                ? Ran.maps("--pmap", Long.toString(pid)).out()
                : Ran.maps("--pmap", option, Long.toString(pid)).out();
    }

    private static String pmap(String option, long pid) throws IOException {
        List<String> command = new ArrayList<>(List.of("/usr/bin/pmap"));
        if (!option.isEmpty()) {
            command.add(option);
        }
        command.add(Long.toString(pid));
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        return new String(process.getInputStream().readAllBytes(), UTF_8);
    }

    private static boolean hasLongLine(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/maps"), ISO_8859_1)
                    .lines()
                    .anyMatch(line -> line.length() >= BUFFER);
        } catch (IOException e) {
            return false;
        }
    }

    private static List<String> lines(String text) {
        return text.lines().toList();
    }
}
