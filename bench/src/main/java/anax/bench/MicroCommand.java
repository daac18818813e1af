package anax.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.openjdk.jmh.Main;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `anax bench micro`: what each step of the network stack takes by itself, with JMH.
///
/// Owner: the main thread; JMH forks JVMs that measure.
@Command(
        name = "micro",
        description = {
            "Measures the steps of the network stack one by one, with JMH: a connection found among a",
            "thousand to a million, a segment in, a segment out, an acknowledgment, a timer that is moved,",
            "checksum and copy, a system call; then whole streams over the memory link.",
            "All further words are JMH's own, for instance: anax bench micro -f 3 -prof gc"
        })
final class MicroCommand implements Callable<Integer> {
    /// By name.
    private static final List<String> BENCHMARKS = List.of(
            "dispatch.FlowTableBenchmark.get.*",
            "tcp.TcpEngineBenchmark",
            "tcp.StepBenchmark",
            "wire.WireBenchmarks.sum$",
            "tcp.TcpStreamBenchmark",
            "tcp.TcpBulkBenchmark",
            "tcp.TcpConnectBenchmark");

    @Parameters(paramLabel = "WORD", description = "An option of JMH.")
    private List<String> words = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        final List<String> all = new ArrayList<>(BENCHMARKS);
        all.addAll(words);
        Main.main(all.toArray(String[]::new));
        return ExitCodes.OK;
    }
}
