package anax.bench;

import anax.bench.measure.ForkCommandLine;
import anax.bench.measure.Suite;
import anax.bench.messages.MessagesSuite;
import anax.bench.scheduler.SchedulerSuite;
import anax.bench.tasks.TasksSuite;
import anax.bench.throughput.ThroughputSuite;
import java.util.List;
import java.util.stream.Stream;

/// All benches that there are.
///
/// Owner: nobody; constants. A suite of interleaved contestants joins in [#SUITES]; a bench that measures in
/// another way implements [Bench] and joins in [#all].
final class Benches {
    private static final ThroughputSuite THROUGHPUT = ThroughputSuite.quick(ForkCommandLine.likeThisJvm(Anax.class));
    private static final List<Suite> SUITES =
            List.of(new MessagesSuite(), new SchedulerSuite(), new TasksSuite(), THROUGHPUT);

    private static final String TASKS = "tasks";

    private Benches() {}

    /// In the order in which `anax bench` runs them.
    static List<Bench> all() {
        return SUITES.stream().<Bench>map(InterleavedBench::new).toList();
    }

    /// Those that `anax bench` runs by itself, in less than four minutes: all but what is measured of tasks, and some
    /// steps of the network stack.
    static List<Bench> inShort() {
        return Stream.concat(all().stream().filter(each -> !each.name().equals(TASKS)), Stream.of(new MicroBench()))
                .toList();
    }

    /// Throughput in its quick form.
    static ThroughputSuite throughput() {
        return THROUGHPUT;
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
