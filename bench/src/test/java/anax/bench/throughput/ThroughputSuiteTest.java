package anax.bench.throughput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import anax.bench.measure.Contestant;
import anax.bench.measure.ForkCommandLine;
import anax.bench.measure.Group;
import anax.bench.measure.Role;
import anax.bench.measure.Setting;
import anax.bench.throughput.load.Job;
import anax.bench.throughput.load.Traffic;
import anax.runtime.clock.SystemClock;
import anax.runtime.topology.Pinning;
import anax.runtime.topology.Topology;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThroughputSuiteTest {
    private static final Setting TWO_PROCESSORS =
            new Setting(4, new Topology(List.of(0, 1)), Pinning.none("not in this test"), SystemClock.INSTANCE);

    private final ThroughputSuite suite = ThroughputSuite.quick(new ForkCommandLine(List.of("java")));
    private final List<Group> groups = suite.with(ThroughputOptionsTest.options(
                    List.of("partitioned", "giant", "giant-unlocked"), List.of(1, 2, 4), List.of(100, 0), List.of(64)))
            .groups(TWO_PROCESSORS);

    @Test
    void shouldHaveAllDesignsAndCpusOfOneTrafficTakeTurnsInOneGroup() {
        assertThat(designs(groups.getFirst()))
                .containsExactly(
                        "partitioned, 1 CPU",
                        "partitioned, 2 CPUs",
                        "partitioned, 4 CPUs",
                        "giant, 1 CPU",
                        "giant, 2 CPUs",
                        "giant, 4 CPUs",
                        "giant-unlocked, 1 CPU");
        assertThat(groups.getFirst().contestants())
                .extracting(Contestant::role)
                .containsExactly(Role.OURS, Role.OURS, Role.OURS, Role.RIVAL, Role.RIVAL, Role.RIVAL, Role.FLOOR);
    }

    @Test
    void shouldHaveAGroupForEachTrafficThenLatencyQuestionsAndCosts() {
        assertThat(groups)
                .extracting(Group::bench)
                .containsExactly(
                        "throughput.udp-echo.affinity-100.payload-64.work-0.flows-16.zipf-0.00",
                        "throughput.udp-echo.affinity-0.payload-64.work-0.flows-16.zipf-0.00",
                        "throughput.udp-echo.latency.affinity-100.payload-64.work-0.flows-16.zipf-0.00",
                        "throughput.udp-echo.questions.affinity-100.payload-64.work-0.flows-16.zipf-0.00",
                        "throughput.costs");
    }

    /// As long as it was with UDP alone: TCP at home is in it in place of UDP that comes in elsewhere.
    @Test
    void shouldHaveRequestsOverTcpInTheShortForm() {
        assertThat(suite.groups(TWO_PROCESSORS))
                .extracting(Group::bench)
                .containsExactly(
                        "throughput.udp-echo.affinity-100.payload-64.work-0.flows-1024.zipf-0.00",
                        "throughput.tcp-rr.affinity-100.payload-64.work-0.flows-1024.zipf-0.00",
                        "throughput.udp-echo.latency.affinity-100.payload-64.work-0.flows-1024.zipf-0.00",
                        "throughput.costs");
    }

    /// Latency of CPUs that wait for each other's processor would be the scheduler's, not the design's.
    @Test
    void shouldMeasureLatencyOnCpusThatHaveAProcessorEach() {
        assertThat(designs(groups.get(2))).containsExactly("partitioned, 2 CPUs", "giant, 2 CPUs");
    }

    @Test
    void shouldAskThePapersQuestions() {
        assertThat(designs(groups.get(3)))
                .containsExactly(
                        "partitioned, 2 CPUs",
                        "partitioned with XOR hash, 2 CPUs",
                        "partitioned with pseudo-connect, 2 CPUs",
                        "run-to-completion-1, 2 CPUs",
                        "run-to-completion-4, 2 CPUs",
                        "run-to-completion-32, 2 CPUs");
    }

    @Test
    void shouldMakeTheSameGroupsInAFork() {
        ThroughputSuite asked =
                suite.with(ThroughputOptionsTest.options(List.of("giant"), List.of(1), List.of(37), List.of(64)));
        assertThat(suite.with(asked.options()).groups(TWO_PROCESSORS))
                .extracting(Group::bench)
                .isEqualTo(
                        asked.groups(TWO_PROCESSORS).stream().map(Group::bench).toList());
        assertThat(suite.with("").options()).isEmpty();
        assertThatThrownBy(() -> suite.with("{}x")).hasMessageContaining("parent and fork are not the same program");
    }

    @Test
    void shouldSayWhyCostsAreNotMeasuredOnOneProcessor() {
        Setting one = new Setting(1, new Topology(List.of(0)), Pinning.none("not in this test"), SystemClock.INSTANCE);
        assertThat(suite.groups(one).getLast().skipped())
                .isEqualTo("it needs two processors, and this machine has one");
    }

    /// They all have their connections at once; a machine that swaps measures nothing.
    @Test
    void shouldSkipWhatHasMoreConnectionsThanFitIntoMemory() {
        ThroughputOptions usual = ThroughputOptions.matrix(2, List.of("tcp-rr"));
        TrafficGroups groups =
                new TrafficGroups(usual, new ForkCommandLine(List.of("java")), TWO_PROCESSORS, 24_000_000_000L);
        assertThat(groups.closed(Traffic.of(Job.TCP_RR, 100, 100_000, 0, 64, 0)).skipped())
                .isEmpty();
        assertThat(groups.closed(Traffic.of(Job.UDP_ECHO, 100, 1_000_000, 0, 64, 0))
                        .skipped())
                .isEmpty();
        assertThat(groups.closed(Traffic.of(Job.TCP_RR, 100, 1_000_000, 0, 64, 0))
                        .skipped())
                .isEqualTo("1,000,000 connections in each of 12 JVMs at once take some 36.0 GB, and this machine has"
                        + " 24.0; ask for fewer --designs, --cpus or --flows");
    }

    private static List<String> designs(Group group) {
        return group.contestants().stream().map(Contestant::design).toList();
    }
}
