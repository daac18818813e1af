package anax.bench;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A network namespace of a test's own, in which this machine's kernel and its programs are another host.
///
/// Owner: one test.
final class KernelNamespace implements AutoCloseable {
    private static final int PATIENCE_S = 60;

    private final String name;

    private KernelNamespace(String name) {
        this.name = name;
    }

    /// How a program ended, and what it wrote.
    record Outcome(int code, String text) {}

    /// Makes one; skips the test where that is not allowed, or where a program is missing that it needs.
    static KernelNamespace make(String... programs) throws Exception {
        assumeTrue(Files.isWritable(Path.of("/dev/net/tun")), "needs /dev/net/tun");
        for (String program : programs) {
            assumeTrue(run("sh", "-c", "command -v " + program).code() == 0, "needs " + program);
        }
        KernelNamespace made =
                new KernelNamespace("anax-up-" + ProcessHandle.current().pid());
        Outcome outcome = run("ip", "netns", "add", made.name);
        assumeTrue(outcome.code() == 0, "needs root for a network namespace: " + outcome.text());
        made.expect("ip", "link", "set", "lo", "up");
        return made;
    }

    /// Takes a device over, so that the namespace's kernel is at its other end.
    void adopt(String device, String address) throws Exception {
        check(run("ip", "link", "set", device, "netns", name));
        expect("ip", "address", "add", address, "dev", device);
        expect("ip", "link", "set", device, "up");
    }

    /// Runs a line of shell in it.
    Outcome shell(String line) throws Exception {
        return run(within("sh", "-c", line));
    }

    /// Starts a program in it, whose standard input stays open.
    Process start(Path output, String... command) throws IOException {
        return new ProcessBuilder(within(command))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    /// Runs a program in it, which must succeed.
    void expect(String... command) throws Exception {
        check(run(within(command)));
    }

    /// Runs a program on this machine.
    static Outcome run(String... command) throws IOException, InterruptedException {
        Path text = Files.createTempFile("anax", ".out");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(text.toFile())
                    .start();
            if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(String.join(" ", command) + " did not end in " + PATIENCE_S + " s");
            }
            return new Outcome(process.exitValue(), Files.readString(text, StandardCharsets.ISO_8859_1));
        } finally {
            Files.delete(text);
        }
    }

    @Override
    public void close() {
        try {
            run("ip", "netns", "delete", name);
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException("the namespace " + name + " was left", failure);
        }
    }

    private String[] within(String... command) {
        List<String> line = new ArrayList<>(List.of("ip", "netns", "exec", name));
        line.addAll(List.of(command));
        return line.toArray(String[]::new);
    }

    private static void check(Outcome outcome) {
        if (outcome.code() != 0) {
            throw new AssertionError(outcome.text());
        }
    }
}
