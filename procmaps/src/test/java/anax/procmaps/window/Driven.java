package anax.procmaps.window;

import anax.procmaps.Target;
import com.formdev.flatlaf.FlatLaf;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.opentest4j.AssertionFailedError;
import picocli.CommandLine;

/// The program in a JVM of its own, used through its window by a [Driver].
///
/// Owner: one test. Each order is answered; an order that fails says what the driver saw.
final class Driven implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;
    private final BufferedWriter orders;
    private long upMillis;

    private Driven(Process process) {
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.orders = process.outputWriter(StandardCharsets.UTF_8);
    }

    /// Starts `anax maps --window` with more arguments, and waits until the window is there.
    static Driven start(Screen screen, List<String> jvm, String... arguments) throws IOException {
        return start(screen, List.of(), classPath(), screen.secret(), jvm, arguments);
    }

    /// Starts it by another program, as another user say, who may read these classes and the screen's secret.
    static Driven start(
            Screen screen, List<String> by, String classPath, Path secret, List<String> jvm, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(by);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-ea",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Dfile.encoding=UTF-8",
                "-cp",
                classPath));
        command.addAll(jvm);
        command.add(Driver.class.getName());
        command.add("--window");
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("DISPLAY", screen.name());
        builder.environment().put("XAUTHORITY", secret.toString());
        builder.environment().remove("GDK_SCALE");
        var driven = new Driven(builder.start());
        driven.upMillis = Long.parseLong(driven.ask("up"));
        return driven;
    }

    /// How long it took from the start of the JVM until the window had the focus.
    long upMillis() {
        return upMillis;
    }

    /// The number of its process.
    long pid() {
        return process.pid();
    }

    /// All that the program needs, and the driver.
    static String classPath() {
        return String.join(":", path(Target.class), path(Driver.class), path(CommandLine.class), path(FlatLaf.class));
    }

    private static String path(Class<?> one) {
        return Path.of(one.getProtectionDomain().getCodeSource().getLocation().getPath())
                .toString();
    }

    /// Gives an order with its words; answers with what came back, lines divided by newlines.
    String ask(String... words) throws IOException {
        orders.write(String.join("\t", words).replace('\n', '\u0001'));
        orders.newLine();
        orders.flush();
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("the window's program ended; its words stand in the log");
        }
        if (answer.startsWith("!")) {
            throw new AssertionFailedError(
                    String.join(" ", words) + ": " + answer.substring(1).replace('\u0001', '\n'));
        }
        return answer.replace('\u0001', '\n');
    }

    /// A number as an answer.
    double number(String... words) throws IOException {
        return Double.parseDouble(ask(words));
    }

    /// Waits until the text of a part matches; answers with it.
    String await(String part, String expression) throws IOException {
        return ask("await", part, expression);
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
