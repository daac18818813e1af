package anax.bench;

import anax.bench.measure.Suite;
import anax.bench.messages.MessagesSuite;
import anax.bench.scheduler.SchedulerSuite;
import java.util.List;

/// All benches that there are.
///
/// Owner: nobody; constants. A suite of interleaved contestants joins in [#SUITES]; a bench that measures in
/// another way implements [Bench] and joins in [#all].
final class Benches {
    private static final List<Suite> SUITES = List.of(new MessagesSuite(), new SchedulerSuite());

    private Benches() {}

    /// In the order in which `anax bench` runs them.
    static List<Bench> all() {
        return SUITES.stream().<Bench>map(InterleavedBench::new).toList();
    }

    /// The suite of a name, for a fork that has to make the same groups as its parent.
    ///
    /// @throws IllegalArgumentException if there is none
    static Suite suite(String name) {
        for (Suite suite : SUITES) {
            if (suite.name().equals(name)) {
                return suite;
            }
        }
        throw new IllegalArgumentException("there is no suite \"" + name + "\"; use one of "
                + SUITES.stream().map(Suite::name).toList());
    }
}
