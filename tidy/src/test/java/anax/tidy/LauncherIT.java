package anax.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The launcher with the real JDK and the program that was just packaged: it must not build again.
class LauncherIT {
    @TempDir
    private Path temp;

    @Test
    void shouldPrintTheVersion() {
        Ran ran = anax("--version");
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("0.1.0");
        assertThat(ran.err()).isEmpty();
    }

    @Test
    void shouldPrintHelpInEachFormOfAsking() {
        String help = anax("--help").out();
        assertThat(help).contains("Usage: anax").contains("bench");
        assertThat(anax("-h").out()).isEqualTo(help);
        assertThat(anax("help").out()).isEqualTo(help);
    }

    @Test
    void shouldShowItsOwnMemoryOutOfAnArchiveOfClasses() {
        Ran ran = anax("maps", "self");
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("[stack]", "libjvm.so");
        assertThat(ran.err()).isEmpty();
        assertThat(Repository.root().resolve("bench/target/maps.aot")).exists();
        assertThat(anax("maps", "4194304").exitCode()).isEqualTo(42);
    }

    @Test
    void shouldStartThroughSymbolicLink() throws Exception {
        Path link =
                Files.createSymbolicLink(temp.resolve("link"), Repository.root().resolve("anax"));
        Ran ran = Ran.program(temp, System.getenv(), List.of(link.toString(), "--version"));
        Files.delete(link);
        assertThat(ran.out()).contains("0.1.0");
    }

    private Ran anax(String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(Repository.root().resolve("anax").toString()));
        command.addAll(List.of(arguments));
        return Ran.program(temp, System.getenv(), command);
    }
}
