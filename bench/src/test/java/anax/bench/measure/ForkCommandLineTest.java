package anax.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForkCommandLineTest {
    private static final Path JDK = Path.of("/jdk");

    @Test
    void shouldHandOnTheFlagsOfTheRunningJvm() {
        List<String> flags = List.of("-XX:+UseG1GC", "--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED");
        assertThat(ForkCommandLine.of(JDK, flags, "a:b", "Main").with("fork", "in", "out"))
                .containsExactly(
                        "/jdk/bin/java",
                        "-XX:+UseG1GC",
                        "--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED",
                        "-Djdk.virtualThreadScheduler.parallelism=1",
                        "-Djdk.virtualThreadScheduler.maxPoolSize=1",
                        "-cp",
                        "a:b",
                        "Main",
                        "fork",
                        "in",
                        "out");
    }

    @Test
    void shouldLeaveTheDebuggerToTheParent() {
        List<String> flags = List.of("-agentlib:jdwp=transport=dt_socket", "-Xrunjdwp:server=y", "-Xdebug", "-ea");
        assertThat(ForkCommandLine.of(JDK, flags, "a:b", "Main").words())
                .contains("-ea")
                .noneMatch(word -> word.contains("jdwp") || word.equals("-Xdebug"));
    }

    /// A jar's manifest says what flags say otherwise, but only to a JVM that was started from that jar.
    @Test
    void shouldStartAJarAsAJar() {
        assertThat(ForkCommandLine.of(JDK, List.of(), "/x/anax-bench.jar", "Main")
                        .words())
                .endsWith("-jar", "/x/anax-bench.jar");
    }
}
