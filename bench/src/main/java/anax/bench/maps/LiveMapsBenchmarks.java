package anax.bench.maps;

import anax.procmaps.maps.MapsParser;
import anax.procmaps.read.ProcFile;
import anax.procmaps.read.ProcReader;
import anax.procmaps.read.ReadOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// The map of a live process of 60,000 regions, whole: with all looks of the safe reader, without any (the floor,
/// which is the kernel's own work), and by pmap.
///
/// Owner: JMH's thread; has a child process while it runs.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LiveMapsBenchmarks {
    private static final int REGIONS = 60_000;
    private static final String PMAP = "/usr/bin/pmap";

    private final ProcReader reader = new ProcReader();
    private final MapsParser parser = new MapsParser();
    private Process child;

    /// Made by JMH.
    public LiveMapsBenchmarks() {}

    /// Starts the process of many regions.
    @Setup(Level.Trial)
    public void start() throws IOException {
        child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ManyRegions.class.getName(),
                        Integer.toString(REGIONS))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = child.inputReader().readLine();
        if (!"ready".equals(said)) {
            throw new IOException("the process of many regions said \"%s\" instead of \"ready\"".formatted(said));
        }
    }

    /// Ends it.
    @TearDown(Level.Trial)
    public void end() {
        child.destroyForcibly();
    }

    /// Ours.
    @Benchmark
    public int readAndParse() throws IOException {
        var ok = (ReadOutcome.Ok) reader.read(child.pid(), ProcFile.MAPS);
        return parser.parse(ok.text()).count();
    }

    /// The floor.
    @Benchmark
    public int readOnly() throws IOException {
        return Files.readAllBytes(Path.of("/proc/" + child.pid() + "/maps")).length;
    }

    /// A rival, which is a process of its own and so has its start in the figure.
    @Benchmark
    public int pmap() throws IOException, InterruptedException {
        return new ProcessBuilder(PMAP, Long.toString(child.pid()))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
