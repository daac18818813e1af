package anax.procmaps.window;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;

/// A display of a test's own, seen by nobody, with a window manager.
///
/// Owner: one test class. Its number is one that was free; both programs end with it. Only who has its secret may use
/// it: whichever user that is.
final class Screen implements AutoCloseable {
    private static final int ANY_ADDRESS = 0xFFFF;
    private static final String SCHEME = "MIT-MAGIC-COOKIE-1";
    private static final int SECRET_OCTETS = 16;

    private final Process server;
    private final Process manager;
    private final String name;
    private final Path secret;

    private Screen(Process server, Process manager, String name, Path secret) {
        this.server = server;
        this.manager = manager;
        this.name = name;
        this.secret = secret;
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
        Path secret = Files.write(Files.createTempFile("screen", ".secret"), secretEntry());
        Process server = new ProcessBuilder(
                        "Xvfb",
                        "-displayfd",
                        "1",
                        "-screen",
                        "0",
                        "1400x900x24",
                        "-nolisten",
                        "tcp",
                        "-noreset",
                        "-auth",
                        secret.toString())
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
        builder.environment().put("XAUTHORITY", secret.toString());
        return new Screen(server, builder.start(), name, secret);
    }

    /// The one entry of a file as X's library reads it, good for any display: octets behind their number each.
    private static byte[] secretEntry() throws IOException {
        byte[] octets = new byte[SECRET_OCTETS];
        new SecureRandom().nextBytes(octets);
        var entry = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(entry)) {
            out.writeShort(ANY_ADDRESS);
            out.writeUTF("");
            out.writeUTF("");
            out.writeUTF(SCHEME);
            out.writeShort(octets.length);
            out.write(octets);
        }
        return entry.toByteArray();
    }

    /// What `DISPLAY` has to be.
    String name() {
        return name;
    }

    /// What `XAUTHORITY` has to be: a file that only this user may read.
    Path secret() {
        return secret;
    }

    @Override
    public void close() throws IOException {
        manager.destroy();
        server.destroy();
        manager.onExit().join();
        server.onExit().join();
        Files.delete(secret);
    }
}
