package anax.runtime;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jcstress.infra.collectors.DiskReadCollector;
import org.openjdk.jcstress.infra.collectors.InProcessCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;

/// One run of jcstress in a process of its own, which forks a JVM for each test.
///
/// Owner: whoever made it. Blocks until jcstress has ended, at most for its time limit; then, or when this JVM ends,
/// its processes are killed. Writes only into its folder: what jcstress said (`log`), its results, its report.
final class JcstressRun {
    /// How many rounds are under way at most: few, for each holds a ring or two, and some a CPU.
    static final int STRIDE_SIZE = 256, STRIDE_COUNT = 4;

    private final Path folder;
    private final Path flags;
    private final List<String> options;

    /// Prepares a run.
    ///
    /// @param folder  for its files
    /// @param flags   the argument file with the flags of our JVMs
    /// @param options what else jcstress is told
    JcstressRun(Path folder, Path flags, List<String> options) {
        this.folder = folder;
        this.flags = flags;
        this.options = List.copyOf(options);
    }

    /// Runs the tests whose names match, and returns a result for each test and way to run it.
    ///
    /// @param tests a regular expression
    Collection<TestResult> run(String tests, long timeoutSeconds) throws IOException, InterruptedException {
        clear();
        Process jcstress = new ProcessBuilder(command(tests))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(folder.resolve("log").toFile()))
                .start();
        Thread killer = new Thread(() -> kill(jcstress));
        Runtime.getRuntime().addShutdownHook(killer);
        try {
            if (!jcstress.waitFor(timeoutSeconds, TimeUnit.SECONDS)) {
                throw new IllegalStateException("jcstress did not end within " + timeoutSeconds + " s; see " + log());
            }
        } finally {
            kill(jcstress);
            Runtime.getRuntime().removeShutdownHook(killer);
        }
        // Its exit code says nothing here: a test that failed and a twin that did are told apart by the caller.
        return results();
    }

    /// What jcstress said.
    Path log() {
        return folder.resolve("log");
    }

    private List<String> command(String tests) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "org.openjdk.jcstress.Main"));
        command.addAll(List.of("-t", tests, "-r", "report"));
        command.addAll(List.of("-strideSize", "" + STRIDE_SIZE, "-strideCount", "" + STRIDE_COUNT));
        for (String option : options) {
            // From the folder the path has no blank, at which jcstress would split it.
            command.add(option.replace("@jvm.flags", "@" + folder.relativize(flags)));
        }
        return command;
    }

    private void clear() throws IOException {
        Files.createDirectories(folder);
        for (Path old : blobs()) {
            Files.delete(old);
        }
    }

    private List<Path> blobs() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".bin.gz")).toList();
        }
    }

    private Collection<TestResult> results() throws IOException {
        InProcessCollector results = new InProcessCollector();
        for (Path blob : blobs()) {
            DiskReadCollector reader = new DiskReadCollector(blob.toString(), results);
            try {
                reader.dump();
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException(e);
            } finally {
                reader.close();
            }
        }
        return results.getTestResults();
    }

    private static void kill(Process jcstress) {
        List<ProcessHandle> forks = jcstress.descendants().toList();
        jcstress.destroyForcibly();
        forks.forEach(ProcessHandle::destroyForcibly);
    }
}
