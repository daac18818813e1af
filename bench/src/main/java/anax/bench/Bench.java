package anax.bench;

import anax.bench.measure.ForkFailure;
import java.io.IOException;

/// One bench that `anax bench` knows.
///
/// Owner: nobody; stateless.
interface Bench {

    /// As it is called on the command line: "messages".
    String name();

    /// What it measures, in one line.
    String summary();

    /// Runs it to its end.
    ///
    /// @throws ForkFailure          if a JVM that measured ended without a result
    /// @throws IOException          if one could not be started
    /// @throws InterruptedException if the calling thread is interrupted
    Outcome run(BenchRun run) throws ForkFailure, IOException, InterruptedException;
}
