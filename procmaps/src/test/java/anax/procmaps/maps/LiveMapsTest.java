package anax.procmaps.maps;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import anax.procmaps.classify.Classification;
import anax.procmaps.classify.Rule;
import anax.procmaps.query.PointAnswer;
import anax.procmaps.query.PointLookup;
import anax.procmaps.read.ProcFile;
import anax.procmaps.read.ProcReader;
import anax.procmaps.read.ReadOutcome;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Odd mappings that really are there, as the kernel writes them.
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class LiveMapsTest {
    @TempDir
    private Path folder;

    @Test
    void shouldWriteTheMapOfEveryProcessAsTheKernelDid() throws IOException {
        int maps = 0;
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[1-9]*")) {
            for (Path process : processes) {
                byte[] text = octets(process.resolve("maps"));
                var map = MapsSnapshot.parse(text);
                assertThat(map.format()).as(process.toString()).isEqualTo(text);
                assertThat(map.badLines()).as(process.toString()).isZero();
                maps += text.length > 0 ? 1 : 0;
            }
        }
        assertThat(maps).isPositive();
    }

    @Test
    void shouldReadOddMappingsAsTheKernelWritesThem() throws IOException {
        try (Child child = Child.start(OddMemory.class, folder.toString(), "0")) {
            var ok = (ReadOutcome.Ok) new ProcReader().read(child.pid(), ProcFile.MAPS);
            var map = MapsSnapshot.parse(ok.text());

            assertThat(map.format()).isEqualTo(ok.text());
            assertThat(map.flaws(1)).isEmpty();
            assertThat(one(map, "two  blanks in.name").path()).isEqualTo(folder + "/two  blanks in.name");
            assertThat(one(map, "/ends ").path()).isEqualTo(folder + "/ends ");
            assertThat(one(map, "/new\\012line").path()).isEqualTo(folder + "/new\nline");
            assertThat(one(map, "/back\\012slash").path()).as("looks the same").isEqualTo(folder + "/back\nslash");
            assertThat(one(map, "/t\ta\rb").name()).isEqualTo(folder + "/t\ta\rb");
            assertThat(one(map, "/lib old.so (deleted)").path()).isEqualTo(folder + "/lib old.so");
            assertThat(one(map, "/x (deleted)").isDeleted())
                    .as("looks the same")
                    .isTrue();
            assertThat(one(map, "/y (deleted) (deleted)").path()).isEqualTo(folder + "/y (deleted)");
            assertThat(one(map, "d/file").name().length()).isGreaterThan(3700);
            assertThat(rule(map, "/dev/zero (deleted)")).isEqualTo(Rule.SHARED_ZERO);
            assertThat(rule(map, "/memfd:na me (deleted)")).isEqualTo(Rule.MEMFD);
            assertThat(map.format()).isEqualTo(ok.text());
            int writableCode = 0;
            for (Region region : map) {
                writableCode += region.isWritableAndExecutable() ? 1 : 0;
            }
            assertThat(writableCode).isPositive();
        }
    }

    /// The two that a person cannot tell apart in the text.
    @Test
    void shouldTellARawNewlineFromItsEscapeByTheKernelsQueryWhereThereIsOne() throws IOException {
        try (Child child = Child.start(OddMemory.class, folder.toString(), "0")) {
            String said = run(QueryPrinter.class, Long.toString(child.pid()), folder.toString());
            if (said.startsWith("no query")) {
                assertThat(said).isEqualTo("no query\n");
            } else {
                assertThat(said).isEqualTo("new\nline,back\\012slash,\n");
            }
        }
    }

    @Test
    void shouldAnswerFromTheTextWhereNativeAccessIsNotGiven() throws IOException {
        try (Child child = Child.start(OddMemory.class, folder.toString(), "0");
                PointLookup lookup = PointLookup.in(new ProcReader(), child.pid())) {
            var ok = (ReadOutcome.Ok) new ProcReader().read(child.pid(), ProcFile.MAPS);
            Region region = one(MapsSnapshot.parse(ok.text()), "/new\\012line");

            PointAnswer answer = lookup.at(region.start() + 100).orElseThrow();
            assertThat(answer.source()).isEqualTo(PointAnswer.Source.TEXT);
            assertThat(answer.name()).isEqualTo(region.name());
            assertThat(answer.end()).isEqualTo(region.end());
            assertThat(answer.inode()).isEqualTo(region.inode());
            assertThat(lookup.at(0)).isEmpty();
        }
    }

    @Test
    void shouldReadSixtyThousandLiveRegions() throws IOException {
        int regions = Math.min(60_000, mostRegions() - 2000);
        try (Child child = Child.start(OddMemory.class, folder.toString(), Integer.toString(regions))) {
            var ok = (ReadOutcome.Ok) new ProcReader().read(child.pid(), ProcFile.MAPS);
            var map = MapsSnapshot.parse(ok.text());

            assertThat(map.count()).isGreaterThan(regions);
            assertThat(map.isOrdered()).isTrue();
            assertThat(map.format()).isEqualTo(ok.text());
        }
    }

    private static int mostRegions() throws IOException {
        return Integer.parseInt(
                Files.readString(Path.of("/proc/sys/vm/max_map_count")).strip());
    }

    private static Rule rule(MapsSnapshot map, String name) {
        return Classification.of(map).rule(one(map, name).index());
    }

    private static Region one(MapsSnapshot map, String end) {
        Region found = null;
        for (Region region : map) {
            if (region.name().endsWith(end)) {
                assertThat(found).as("two of " + end).isNull();
                found = region;
            }
        }
        assertThat(found).as(end).isNotNull();
        return found;
    }

    private static String run(Class<?> main, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                Child.classPath(),
                main.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.onExit().join().exitValue()).as(said).isZero();
        return said;
    }

    private static byte[] octets(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            // It ended, or is another user's.
            return new byte[0];
        }
    }
}
