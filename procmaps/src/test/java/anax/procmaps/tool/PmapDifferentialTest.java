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
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
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
                assertThat(agrees).as("pmap %s %d", option, pid).isTrue();
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
            List<String> theirs = lines(pmap(option, child.pid()));
            List<String> ours = lines(ours(option, child.pid()));
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

    /// True or false if pmap said the same before and after ours; null if it never did.
    private static Boolean agrees(String option, long pid) throws IOException {
        String before = pmap(option, pid);
        for (int i = 0; i < TRIES; i++) {
            String ours = ours(option, pid);
            String after = pmap(option, pid);
            if (before.equals(after) && !after.isEmpty()) {
                return ours.equals(after);
            }
            before = after;
        }
        return null;
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
