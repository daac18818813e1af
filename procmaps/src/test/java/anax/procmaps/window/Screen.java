package anax.procmaps.window;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// A display of a test's own, seen by nobody, with a window manager.
///
/// Owner: one test class. Its number is one that was free; both programs end with it.
final class Screen implements AutoCloseable {
    private final Process server;
    private final Process manager;
    private final String name;

    private Screen(Process server, Process manager, String name) {
        this.server = server;
        this.manager = manager;
        this.name = name;
    }

    /// The programs that it needs and that are not there.
    static List<String> missing() {
        List<String> folders = Arrays.asList(System.getenv("PATH").split(File.pathSeparator));
        return List.of("Xvfb", "openbox").stream()
                .filter(program -> folders.stream().noneMatch(folder -> Files.isExecutable(Path.of(folder, program))))
                .toList();
    }

    /// Starts both, and waits for the display.
    static Screen start() throws IOException {
        Process server = new ProcessBuilder(
                        "Xvfb", "-displayfd", "1", "-screen", "0", "1400x900x24", "-nolisten", "tcp", "-noreset")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader answers = server.inputReader(StandardCharsets.US_ASCII);
        String number = answers.readLine();
        if (number == null) {
            throw new IOException("Xvfb ended before it had a display");
        }
        String name = ":" + number;
        var builder = new ProcessBuilder("openbox", "--sm-disable")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("DISPLAY", name);
        return new Screen(server, builder.start(), name);
    }

    /// What `DISPLAY` has to be.
    String name() {
        return name;
    }

    @Override
    public void close() {
        manager.destroy();
        server.destroy();
        manager.onExit().join();
        server.onExit().join();
    }
}
