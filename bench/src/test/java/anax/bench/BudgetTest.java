package anax.bench;

import static org.assertj.core.api.Assertions.assertThat;

import anax.bench.measure.Group;
import anax.bench.measure.Plan;
import anax.bench.measure.Setting;
import anax.bench.measure.Unit;
import anax.bench.micro.MicroGroup;
import anax.bench.throughput.ThroughputOptions;
import anax.bench.throughput.host.HostedContestant;
import anax.bench.throughput.host.OfferedRate;
import anax.runtime.clock.SystemClock;
import anax.runtime.topology.Pinning;
import anax.runtime.topology.Topology;
import java.util.List;
import org.junit.jupiter.api.Test;

class BudgetTest {
    /// What a fork takes to start, to make what it measures and to warm it up, beside its slices.
    private static final double FORK_S = 1;

    /// What a design's own JVM takes to start and to warm up, and by how much its slices are longer than their
    /// windows: its clients work alone first, and all requests are answered before the next begins.
    private static final double HOST_S = 2.4;

    private static final double HOST_SLICE = 1.4;

    /// What JMH takes to start a JVM for a step.
    private static final double MICRO_S = 1;

    private final Setting setting =
            new Setting(2, new Topology(List.of(0, 1)), Pinning.none("not in this test"), SystemClock.INSTANCE);

    /// `anax bench` promises less than four minutes; that is held here by what the groups ask for, with warm-up
    /// to its end. A third of the time is to spare: a whole run took 71 s more than that sum.
    @Test
    void shouldMeasureTheQuickFormOfEverythingInLessThanFourMinutes() {
        double seconds = 0;
        for (Bench bench : Benches.inShort()) {
            seconds += bench instanceof MicroBench
                    ? MicroGroup.seconds() + MicroGroup.stepCount() * MICRO_S
                    : seconds(Benches.suite(bench.name()).groups(setting), Plan.quick());
        }
        assertThat(seconds).isBetween(60.0, 160.0);
    }

    /// Every design with datagrams on one and two CPUs, at three affinities, with two lengths, with work and
    /// without.
    @Test
    void shouldMeasureTheMatrixOfDatagramsInLessThanTwentyFiveMinutes() {
        ThroughputOptions matrix = ThroughputOptions.matrix(2, null);
        assertThat(matrix.traffics()).hasSize(12);
        assertThat(seconds(Benches.throughput().with(matrix).groups(setting), Plan.matrix()))
                .isBetween(600.0, 1_500.0);
    }

    private static double seconds(List<Group> groups, Plan usual) {
        double seconds = 0;
        for (Group group : groups) {
            Plan plan = group.pace().of(usual);
            long hosts = group.contestants().stream()
                    .filter(HostedContestant.class::isInstance)
                    .count();
            double slices = (double) group.contestants().size() * (plan.rounds() + plan.maxWarmUpRounds());
            boolean atARate = hosts > 0 && group.unit() == Unit.LATENCY;
            seconds += atARate ? plan.forks() * hosts * HOST_SLICE * OfferedRate.MOST_NS / 1e9 : 0;
            seconds += plan.forks()
                    * (FORK_S + HOST_S * hosts + slices * (hosts > 0 ? HOST_SLICE : 1) * plan.sliceNs() / 1e9);
        }
        return seconds;
    }
}
