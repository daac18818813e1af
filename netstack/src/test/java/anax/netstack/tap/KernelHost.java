package anax.netstack.tap;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// This machine's kernel as another host: a network namespace of a test's own, removed with it.
///
/// Owner: one test.
public final class KernelHost implements AutoCloseable {
    /// With `-Plong` a program has ten times as much to do.
    private static final int PATIENCE_S = 60 * Math.max(1, Integer.getInteger("anax.seeds", 1_000) / 1_000);
    private static final AtomicInteger MADE = new AtomicInteger();

    private final String namespace;

    private KernelHost(String namespace) {
        this.namespace = namespace;
    }

    /// Makes a namespace; skips the test where that is not allowed, or where a program is missing that it needs.
    public static KernelHost make(String... programs) throws Exception {
        assumeTrue(Files.isWritable(Path.of("/dev/net/tun")), "needs /dev/net/tun");
        for (String program : programs) {
            assumeTrue(run("sh", "-c", "command -v " + program).code() == 0, "needs " + program);
        }
        final KernelHost host =
                new KernelHost("anax-test-" + ProcessHandle.current().pid() + "-" + MADE.incrementAndGet());
        final Outcome made = run("ip", "netns", "add", host.namespace);
        assumeTrue(made.code() == 0, "needs root for a network namespace: " + made.text());
        host.ip("link", "set", "lo", "up");
        return host;
    }

    /// Takes a device over, so that the namespace's kernel is at its other end.
    public void adopt(TapLink link, String... addresses) throws Exception {
        expect(run("ip", "link", "set", link.name(), "netns", namespace));
        for (String address : addresses) {
            ip("address", "add", address, "dev", link.name());
        }
        ip("link", "set", link.name(), "up");
    }

    /// Leads a cable from here to another host; the ends are called `cable0` here and `cable1` there.
    public void connect(KernelHost other, String ownAddress, String otherAddress) throws Exception {
        ip("link", "add", "cable0", "type", "veth", "peer", "name", "cable1", "netns", other.namespace);
        ip("address", "add", ownAddress, "dev", "cable0");
        ip("link", "set", "cable0", "up");
        other.ip("address", "add", otherAddress, "dev", "cable1");
        other.ip("link", "set", "cable1", "up");
    }

    /// Sets a variable of its kernel, as `net.ipv4.ip_forward`.
    public void set(String variable, String value) throws Exception {
        expect(exec("sh", "-c", "echo '" + value + "' > /proc/sys/" + variable.replace('.', '/')));
    }

    /// Does something in it: what is opened there is its own.
    public <T> T in(Callable<T> body) throws Exception {
        return new NetworkNamespace(namespace).call(body);
    }

    /// A program started in it, as it is written on a command line.
    public Process start(Path output, String command) throws IOException {
        return start(output, "sh", "-c", command);
    }

    /// Runs `ip` in it.
    public void ip(String... arguments) throws Exception {
        final List<String> line = new ArrayList<>(List.of("ip"));
        line.addAll(List.of(arguments));
        expect(exec(line.toArray(String[]::new)));
    }

    /// Runs a program in it.
    public Outcome exec(String... command) throws Exception {
        return run(within(command));
    }

    /// Starts a program in it.
    public Process start(Path output, String... command) throws IOException {
        return new ProcessBuilder(within(command))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    @Override
    public void close() {
        try {
            // With what a failed test has left running in it, which would live on otherwise.
            run("sh", "-c", "ip netns pids " + namespace + " | xargs -r kill -KILL");
            run("ip", "netns", "delete", namespace);
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException("the namespace " + namespace + " was left", failure);
        }
    }

    private String[] within(String... command) {
        final List<String> line = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
        line.addAll(List.of(command));
        return line.toArray(String[]::new);
    }

    private static Outcome run(String... command) throws IOException, InterruptedException {
        final Path text = Files.createTempFile("anax", ".out");
        try {
            final Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(text.toFile())
                    .start();
            if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(String.join(" ", command) + " did not end in " + PATIENCE_S + " s");
            }
            return new Outcome(process.exitValue(), Files.readString(text, StandardCharsets.UTF_8));
        } finally {
            Files.delete(text);
        }
    }

    private static void expect(Outcome outcome) {
        if (outcome.code() != 0) {
            throw new AssertionError(outcome.text());
        }
    }

    /// How a program ended, and what it wrote.
    public record Outcome(int code, String text) {}
}
