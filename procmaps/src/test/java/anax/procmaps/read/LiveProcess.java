package anax.procmaps.read;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// A child process that does what it is told by a line, and says so by a line.
///
/// Owner: one test. Blocks until the child answers; the test's timeout bounds that.
final class LiveProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;

    private LiveProcess(Process process) {
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /// Starts a program, with nothing in its environment but a path.
    static LiveProcess start(String... command) throws IOException {
        var builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(Map.of("PATH", "/usr/bin:/bin"));
        return new LiveProcess(builder.start());
    }

    /// A shell that waits for a line, having said "ready".
    static LiveProcess waiting() throws IOException {
        var child = start("sh", "-c", "echo ready; read line");
        child.expect("ready");
        return child;
    }

    long pid() {
        return process.pid();
    }

    String answer() throws IOException {
        return answers.readLine();
    }

    void expect(String answer) throws IOException {
        String given = answer();
        if (!answer.equals(given)) {
            throw new IOException("the child said \"%s\" instead of \"%s\"".formatted(given, answer));
        }
    }

    /// Sends lines and waits for the one that tells that they were obeyed.
    void tell(String lines, String answer) throws IOException {
        process.outputWriter(StandardCharsets.UTF_8).append(lines).flush();
        expect(answer);
    }

    /// Kills the child and collects it.
    void kill() {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Kills a process that is not our child, so that it stays a zombie until its parent collects it.
    static void killUncollected(long pid) {
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        while (!stat(pid).contains(") Z ")) {
            Thread.onSpinWait();
        }
    }

    static String stat(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
