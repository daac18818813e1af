package anax.tidy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The launcher, in a copy of the repository's outline where Maven and the JDK are small scripts that say what was
/// asked
/// of them.
class LauncherTest {
    private static final String JAR = "bench/target/anax-bench-0.1.0.jar";
    private static final List<String> TOOLS = List.of(
            "bash",
            "env",
            "dirname",
            "readlink",
            "find",
            "flock",
            "date",
            "touch",
            "mktemp",
            "rm",
            "cat",
            "mkdir",
            "mv",
            "sleep");
    private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path temp;

    private Path root;
    private Path tools;
    private Map<String, String> environment;

    @BeforeEach
    void outline() throws IOException {
        root = Files.createDirectory(temp.resolve("a b"));
        tools = Files.createDirectory(temp.resolve("tools"));
        for (String tool : TOOLS) {
            Path real = Stream.of("/usr/bin/" + tool, "/bin/" + tool)
                    .map(Path::of)
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow();
            script(tools.resolve(tool), "#!/bin/bash\nexec " + real + " \"$@\"\n");
        }
        // The places where JDKs are installed are this machine's; in the copy they are inside the outline.
        script(
                root.resolve("anax"),
                Repository.read("anax").replace("/usr/lib/jvm/", temp + "/jvm/").replace("/opt/", temp + "/opt/"));
        Files.writeString(root.resolve("jvm.flags"), Repository.read("jvm.flags"));
        Files.writeString(root.resolve("pom.xml"), "<project/>");
        for (String module : List.of("runtime", "netstack", "procmaps", "bench")) {
            Files.createDirectories(root.resolve(module + "/src/main/java"));
            Files.writeString(root.resolve(module + "/pom.xml"), "<project/>");
            Files.writeString(root.resolve(module + "/src/main/java/A.java"), "class A {}");
        }
        jdk("jdk", "25.0.1");
        environment = new HashMap<>(Map.of(
                "PATH", tools.toString(),
                "HOME", temp.resolve("home").toString(),
                "JAVA_HOME", temp.resolve("jdk").toString()));
    }

    @Test
    void shouldStartTheProgramWithTheFlagsAndTheArguments() throws IOException {
        built();
        Ran ran = anax("bench", "--cpus", "2", "a  b", "*");
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out().lines())
                .containsExactly(
                        "jdk",
                        "@" + root.resolve("jvm.flags"),
                        "-XX:+UseParallelGC",
                        "-cp",
                        root.resolve(JAR) + ":" + root.resolve("bench/target/lib/*"),
                        "anax.bench.Anax",
                        "bench",
                        "--cpus",
                        "2",
                        "a  b",
                        "*");
    }

    @Test
    void shouldAnswerWithTheProgramsExitCode() throws IOException {
        built();
        environment.put("FAKE_EXIT", "7");
        assertThat(anax().exitCode()).isEqualTo(7);
    }

    @Test
    void shouldTakeHelpAsFirstWordForTheOption() throws IOException {
        built();
        assertThat(anax("help").out()).endsWith("anax.bench.Anax\n--help\n");
        assertThat(anax("help", "bench").out()).endsWith("anax.bench.Anax\nbench\n--help\n");
        assertThat(anax("bench", "help").out()).endsWith("anax.bench.Anax\nbench\nhelp\n");
    }

    /// The reader of maps starts without the rest of the program, out of its archive of classes.
    @Test
    void shouldStartTheReaderOfMapsAlone() throws IOException {
        built();
        Ran ran = anax("maps", "--pmap", "a  b");
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out())
                .contains("-XX:AOTCache=" + root.resolve("bench/target/maps.aot") + "\n")
                .contains("anax-procmaps-0.1.0.jar:")
                .doesNotContain("jvm.flags", "AOTCacheOutput")
                .endsWith("\nanax.procmaps.tool.MapsMain\n--pmap\na  b\n");
        assertThat(anax("help", "maps").out()).endsWith("\nanax.procmaps.tool.MapsMain\n--help\n");
    }

    @Test
    void shouldAddOptionsOfTheCaller() throws IOException {
        built();
        environment.put("ANAX_JAVA_OPTS", "-Xmx1g -Dx=y");
        assertThat(anax().out()).contains("-XX:+UseParallelGC\n-Xmx1g\n-Dx=y\n-cp\n");
    }

    /// The JVM refuses two collectors.
    @Test
    void shouldLeaveTheCollectorToTheCallerWhenHeNamesOne() throws IOException {
        built();
        environment.put("ANAX_JAVA_OPTS", "-XX:+UseZGC");
        assertThat(anax().out()).contains("-XX:+UseZGC").doesNotContain("Parallel");
    }

    @Test
    void shouldWorkThroughSymbolicLinksFromAnyFolder() throws IOException {
        built();
        Path elsewhere = Files.createDirectories(temp.resolve("elsewhere/deep"));
        Files.createSymbolicLink(temp.resolve("elsewhere/first"), Path.of("../a b/anax"));
        Files.createSymbolicLink(elsewhere.resolve("second"), Path.of("../first"));
        Ran ran = Ran.program(elsewhere, environment, List.of("./second"));
        assertThat(ran.out()).contains("@" + root.toRealPath().resolve("jvm.flags"));
    }

    @Test
    void shouldBuildWhenNothingIsBuilt() throws IOException {
        maven("mkdir -p bench/target && touch " + JAR + " && echo built by $JAVA_HOME with $* >>../log");
        Ran ran = anax();
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.err()).isEqualTo("anax: building, because nothing is built yet\n");
        assertThat(Files.readString(temp.resolve("log")))
                .contains("built by " + temp.resolve("jdk"))
                .contains("package")
                .contains("-Dmaven.test.skip");
        assertThat(anax().err()).as("the second start").isEmpty();
    }

    @Test
    void shouldBuildWhenSourceIsNewer() throws IOException {
        built();
        maven("touch " + JAR);
        Path source = root.resolve("netstack/src/main/java/A.java");
        Files.setLastModifiedTime(source, FileTime.from(Instant.parse("2100-01-01T00:00:00Z")));
        assertThat(anax().err())
                .isEqualTo("anax: building, because netstack/src/main/java/A.java is newer than the last build\n");
    }

    @Test
    void shouldBuildWhenSourceWasRemoved() throws IOException {
        built();
        maven("touch " + JAR);
        Files.delete(root.resolve("runtime/src/main/java/A.java"));
        assertThat(anax().err()).contains("runtime/src/main/java is newer");
    }

    @Test
    void shouldNotBuildWhenTestIsNewer() throws IOException {
        built();
        Files.createDirectories(root.resolve("runtime/src/test/java"));
        Files.writeString(root.resolve("runtime/src/test/java/ATest.java"), "class ATest {}");
        assertThat(anax().err()).isEmpty();
    }

    @Test
    void shouldShowWhatMavenSaidWhenTheBuildFails() throws IOException {
        maven("echo the compiler did not like it; exit 1");
        Ran ran = anax();
        assertThat(ran.exitCode()).isEqualTo(70);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains("the compiler did not like it").endsWith("what Maven said stands above.\n");
    }

    @Test
    void shouldBuildOnceWhenStartedTwiceAtATime() throws IOException {
        // The first build ends when the second start has said that it waits.
        maven("echo built >>../log; for i in {1..500}; do [[ -s ../second ]] && break; sleep 0.02; done;"
                + " mkdir -p bench/target; touch " + JAR);
        var first = CompletableFuture.supplyAsync(this::anax);
        assertThat(bash("for i in {1..500}; do [[ -e log ]] && exit; sleep 0.02; done; exit 1")
                        .exitCode())
                .as("the first build has begun")
                .isZero();
        Ran second = bash("exec '" + root.resolve("anax") + "' 2>second");
        assertThat(first.join().exitCode()).isZero();
        assertThat(second.exitCode()).isZero();
        assertThat(Files.readString(temp.resolve("second")))
                .isEqualTo("anax: another start is building; waiting for it\n");
        assertThat(Files.readString(temp.resolve("log"))).isEqualTo("built\n");
    }

    @Test
    void shouldSayInOneSentenceThatMavenIsMissing() {
        Ran ran = anax();
        assertThat(ran.exitCode()).isEqualTo(69);
        assertThat(ran.err().lines())
                .singleElement()
                .asString()
                .contains("nothing is built yet")
                .contains("needs Maven");
    }

    @Test
    void shouldSayInOneSentenceThatTheJdkIsMissing() throws IOException {
        jdk("jdk", "24.0.2");
        Ran ran = anax();
        assertThat(ran.exitCode()).isEqualTo(69);
        assertThat(ran.err().lines()).singleElement().asString().contains("needs a JDK 25 or newer");
    }

    @Test
    void shouldTakeTheJdkOnThePathWhenJavaHomeIsOlder() throws IOException {
        built();
        jdk("jdk", "17.0.15");
        jdk("path", "26");
        Files.createSymbolicLink(tools.resolve("java"), temp.resolve("path/bin/java"));
        assertThat(anax().out()).startsWith("path\n");
    }

    @Test
    void shouldTakeTheOldestInstalledJdkThatWillDo() throws IOException {
        built();
        environment.remove("JAVA_HOME");
        jdk("jvm/17", "17.0.15");
        jdk("jvm/26", "26-ea");
        jdk("home/.sdkman/candidates/java/25", "25.0.3");
        assertThat(anax().out()).startsWith("25\n");
    }

    private Ran anax(String... arguments) {
        List<String> command = Stream.concat(Stream.of(root.resolve("anax").toString()), Stream.of(arguments))
                .toList();
        return Ran.program(temp, environment, command);
    }

    /// A JDK whose java prints the name of its folder and its arguments, one a line.
    private void jdk(String name, String version) throws IOException {
        Path home = temp.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"us\"\nJAVA_VERSION=\"" + version + "\"\n");
        script(home.resolve("bin/javac"), "#!/usr/bin/env bash\n");
        String print =
                "#!/usr/bin/env bash\nprintf '%s\\n' \"" + home.getFileName() + "\" \"$@\"\nexit ${FAKE_EXIT:-0}\n";
        script(home.resolve("bin/java"), print);
    }

    private void maven(String body) throws IOException {
        script(tools.resolve("mvn"), "#!/usr/bin/env bash\n" + body + "\n");
    }

    /// Makes everything look older than the built jar.
    private void built() throws IOException {
        Files.createDirectories(root.resolve("bench/target"));
        Files.writeString(root.resolve(JAR), "");
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(file -> !file.endsWith(JAR)).toList()) {
                Files.setLastModifiedTime(file, FileTime.from(LONG_AGO));
            }
        }
    }

    private Ran bash(String commands) {
        return Ran.program(temp, environment, List.of("/bin/bash", "-c", commands));
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, text, UTF_8);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
