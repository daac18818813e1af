package anax.procmaps.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import anax.procmaps.maps.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the window says, and that it can be read: in both languages, at each size, and to a user who may not see a
/// process. Pictures of the screen are kept in `target/window`.
@Timeout(120)
class WindowTextTest {
    private static final Path PICTURES = Path.of("target", "window");
    private static final List<String> AS_NOBODY =
            List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");

    private static Screen screen;

    @TempDir
    private Path temp;

    @BeforeAll
    static void startScreen() throws IOException {
        assumeTrue(Screen.missing().isEmpty(), "the window is not tested: there is no " + Screen.missing());
        screen = Screen.start();
        Files.createDirectories(PICTURES);
    }

    @AfterAll
    static void stopScreen() throws IOException {
        if (screen != null) {
            screen.close();
        }
    }

    /// Root may see every process, so that the window is somebody else's program; and shows him his own.
    @Test
    void shouldSayThatMemoryIsNotOpenWhenProcessIsAnothersAndShowHisOwn() throws Exception {
        boolean isRoot = Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        assumeTrue(isRoot, "only root can start the window as another user");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "setpriv (util-linux) is not installed");
        Path secret = Files.copy(screen.secret(), temp.resolve("screen.secret"));
        String classPath = copyOf(Driven.classPath());
        assertThat(new ProcessBuilder("chmod", "-R", "a+rX", temp.toString())
                        .start()
                        .waitFor())
                .isZero();
        Path picture = Files.setPosixFilePermissions(
                        Files.createDirectory(temp.resolve("pictures")), PosixFilePermissions.fromString("rwxrwxrwx"))
                .resolve("denied.png");
        try (Child ours = sleeper();
                Driven window = Driven.start(screen, AS_NOBODY, classPath, secret, List.of())) {
            submit(window, Long.toString(ours.pid()));
            assertThat(window.await("message", "\u2716"))
                    .isEqualTo("\u2716 the memory of process " + ours.pid()
                            + " is not open to this user; ask as its owner or as root");
            assertThat(window.ask("text", "table")).isEmpty();
            window.ask("shot", picture.toString());
            Files.copy(picture, PICTURES.resolve("denied.png"), StandardCopyOption.REPLACE_EXISTING);
            submit(window, Long.toString(window.pid()));
            window.await("message", "^PID: " + window.pid());
            window.await("table", "libjvm");
        }
    }

    /// The same classes where another user may read them, wherever they were built.
    private String copyOf(String classPath) throws IOException {
        List<String> copies = new ArrayList<>();
        for (String entry : classPath.split(":")) {
            Path from = Path.of(entry);
            Path to = temp.resolve(copies.size() + "-" + from.getFileName());
            try (Stream<Path> files = Files.walk(from)) {
                for (Path file : files.toList()) {
                    Files.copy(file, to.resolve(from.relativize(file).toString()), StandardCopyOption.REPLACE_EXISTING);
                }
            }
            copies.add(to.toString());
        }
        return String.join(":", copies);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "es"})
    void shouldCutNoTextWhateverTheLanguageAndTheSize(String language) throws Exception {
        try (Child live = sleeper();
                Driven window = Driven.start(screen, List.of(), "--lang=" + language, Long.toString(live.pid()))) {
            window.await("table", "\\[stack\\]");
            window.ask("click", "detail.PAGES");
            window.ask("key", "ctrl K");
            window.ask("key", "ctrl K");
            assertNothingIsCut(window, live, language + "-large");
            window.ask("shrink");
            window.ask("sleep", "300");
            assertNothingIsCut(window, live, language + "-small");
        }
    }

    private static void assertNothingIsCut(Driven window, Child live, String picture) throws IOException {
        for (String view : List.of("ctrl 4", "ctrl 3", "ctrl 2", "ctrl 1")) {
            window.ask("key", view);
            assertNothingIsCut(window, view + ", " + picture);
            shoot(window, "text-" + picture + "-" + view.charAt(view.length() - 1));
        }
        window.ask("key", "ctrl F");
        window.ask("type", "perm:thesearenorightsatallandthereismuchofthem");
        window.await("found", "thesearenorightsatall");
        assertNothingIsCut(window, "a wrong filter, " + picture);
        shoot(window, "wrong-filter-" + picture);
        window.ask("key", "ESCAPE");
        submit(
                window,
                "no process has such a name, and no file has it, and it is so long that it needs lines of its"
                        + " own where the window is as narrow as it may be");
        window.await("message", "\u2716 .*no process has such a name");
        assertNothingIsCut(window, "a wrong name, " + picture);
        shoot(window, "wrong-name-" + picture);
        submit(window, Long.toString(live.pid()));
        window.await("table", "\\[stack\\]");
    }

    private static void assertNothingIsCut(Driven window, String where) throws IOException {
        assertThat(window.ask("cut")).as("cut off at %s", where).isEmpty();
    }

    private static void submit(Driven window, String text) throws IOException {
        window.ask("key", "ctrl L");
        window.ask("type", text);
        window.ask("click", "submit");
    }

    private static void shoot(Driven window, String name) throws IOException {
        window.ask("shot", PICTURES.resolve(name + ".png").toAbsolutePath().toString());
    }

    private static Child sleeper() throws IOException {
        return Child.start(List.of("sh", "-c", "echo ready; read line"));
    }
}
