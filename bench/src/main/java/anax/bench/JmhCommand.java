package anax.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.openjdk.jmh.Main;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `anax jmh`: JMH's own command line, with our benchmarks.
///
/// Owner: the main thread; JMH forks JVMs that measure.
@Command(
        name = "jmh",
        description = {"Runs microbenchmarks with JMH, for instance: anax jmh maps -prof gc", "All words are JMH's own."
        })
final class JmhCommand implements Callable<Integer> {
    @Parameters(paramLabel = "WORD", description = "A part of a benchmark's name, or an option of JMH.")
    private List<String> words = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        Main.main(words.toArray(String[]::new));
        return ExitCodes.OK;
    }
}
