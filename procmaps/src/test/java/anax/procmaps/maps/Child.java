package anax.procmaps.maps;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A JVM of a test's own that has said `ready` and waits for a line.
///
/// Owner: one test. Blocks until the child is ready; the test's timeout bounds that.
public final class Child implements AutoCloseable {
    private final Process process;

    private Child(Process process) {
        this.process = process;
    }

    /// Starts a class of the tests with native access.
    public static Child start(Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-Xmx64m",
                "-cp",
                classPath(),
                main.getName()));
        command.addAll(List.of(arguments));
        return start(command);
    }

    /// Starts a program that says `ready` and then waits.
    public static Child start(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader answers = process.inputReader(StandardCharsets.UTF_8);
        String answer = answers.readLine();
        if (!"ready".equals(answer)) {
            process.destroyForcibly();
            throw new IOException("the child said \"%s\" instead of \"ready\"".formatted(answer));
        }
        return new Child(process);
    }

    /// Where the library's and the tests' classes are.
    public static String classPath() {
        return path(MapsSnapshot.class) + File.pathSeparator + path(Child.class);
    }

    private static String path(Class<?> one) {
        return Path.of(one.getProtectionDomain().getCodeSource().getLocation().getPath())
                .toString();
    }

    /// Its number.
    public long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
