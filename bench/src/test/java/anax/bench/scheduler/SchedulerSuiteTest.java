package anax.bench.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import anax.bench.measure.Contestant;
import anax.bench.measure.ContestantRun;
import anax.bench.measure.Group;
import anax.bench.measure.Interleaving;
import anax.bench.measure.Pace;
import anax.bench.measure.Plan;
import anax.bench.measure.Role;
import anax.bench.measure.Setting;
import anax.bench.measure.Suite;
import anax.bench.measure.Unit;
import anax.bench.scheduler.SchedulerSuite.Sleep;
import anax.runtime.clock.SystemClock;
import anax.runtime.topology.Pinning;
import anax.runtime.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchedulerSuiteTest {
    private static final Plan TINY = new Plan(2_000_000, 3, 3, 1);
    private static final Sleep A_MILLISECOND = new Sleep(1_000_000, Pace.PLANNED);

    private final Suite suite = new SchedulerSuite();
    private final Suite small = new SchedulerSuite(2000, 5000, 20_000_000, 2, List.of(A_MILLISECOND));

    /// Every contestant runs, in turns, and checks that no timer fired early or was lost, and that each message
    /// came.
    @Test
    void shouldRunEveryContestant() throws InterruptedException {
        Setting setting = new Setting(2, Topology.ofThisProcess(), Pinning.openHft(), SystemClock.INSTANCE);
        for (Group group : small.groups(setting)) {
            List<ContestantRun> runs = new Interleaving(TINY, (_, _) -> {}).run(group);
            assertThat(runs).hasSameSizeAs(group.contestants());
            int rounds = group.pace().of(TINY).rounds();
            assertThat(runs).as(group.bench()).allSatisfy(run -> {
                assertThat(run.values()).hasSize(rounds).doesNotContain(0.0);
                assertThat(run.further().length).isEqualTo(group.further().size());
            });
            checkWakeUps(group, runs);
        }
    }

    /// One call wakes a CPU, never more; less if the processor was wanted elsewhere, so that it had not parked.
    private static void checkWakeUps(Group group, List<ContestantRun> runs) {
        int unit = group.further().indexOf(Unit.WAKE_UPS_PER_OPERATION);
        if (unit >= 0) {
            assertThat(runs).extracting(run -> run.further()[unit][0]).allMatch(wakeUps -> wakeUps <= 1);
            assertThat(runs.getFirst().further()[unit]).containsExactly(1);
        }
    }

    @Test
    void shouldHaveAFloorOursAndARivalInEveryGroup() {
        for (Group group : suite.groups(setting(2, 2))) {
            List<Role> roles =
                    group.contestants().stream().map(Contestant::role).toList();
            assertThat(roles).as(group.bench()).contains(Role.FLOOR, Role.OURS, Role.RIVAL);
            assertThat(group.contestants().getFirst().design()).isEqualTo(group.reference());
        }
    }

    @Test
    void shouldMeasureWakeUpsAfterThreeLengthsOfSleep() {
        assertThat(suite.groups(setting(2, 2)).stream().map(Group::bench))
                .containsExactly(
                        "scheduler.timer-cancel",
                        "scheduler.timer-move",
                        "scheduler.timer-burst",
                        "scheduler.idle",
                        "scheduler.interactive",
                        "scheduler.shares",
                        "scheduler.wake-0.2ms",
                        "scheduler.wake-5ms",
                        "scheduler.wake-100ms");
    }

    /// An idle machine is measured for a second or more in each fork.
    @Test
    void shouldMeasureTheIdleMachineForASecond() {
        Plan plan = group(SchedulerSuite.IDLE, setting(2, 2)).pace().of(TINY);
        assertThat(plan.rounds() * plan.sliceNs()).isGreaterThanOrEqualTo(1_000_000_000L);
    }

    @Test
    void shouldIdleOnEveryProcessorAndOnTwoCpusAtLeast() {
        assertThat(group(SchedulerSuite.IDLE, setting(1, 1)).cpus()).isEqualTo(2);
        assertThat(group(SchedulerSuite.IDLE, setting(2, 8)).cpus()).isEqualTo(8);
    }

    @Test
    void shouldSayWhyItSkipsWhatNeedsTwoCpus() {
        List<String> skipped = new ArrayList<>();
        for (Group group : suite.groups(setting(1, 2))) {
            if (!group.skipped().isEmpty()) {
                skipped.add(group.bench() + ": " + group.skipped());
            }
        }
        assertThat(skipped)
                .containsExactly(
                        "scheduler.wake-0.2ms: it needs two CPUs, and this run has 1 (--cpus)",
                        "scheduler.wake-5ms: it needs two CPUs, and this run has 1 (--cpus)",
                        "scheduler.wake-100ms: it needs two CPUs, and this run has 1 (--cpus)");
    }

    @Test
    void shouldSayThatThereIsOneCore() {
        assertThat(group("scheduler.wake-5ms", setting(2, 1)).notes())
                .containsExactly("one core: sender and target share it, says nothing about speed");
        assertThat(group("scheduler.wake-5ms", setting(2, 2)).notes()).isEmpty();
    }

    private Group group(String bench, Setting setting) {
        for (Group group : suite.groups(setting)) {
            if (group.bench().equals(bench)) {
                return group;
            }
        }
        throw new AssertionError("no group " + bench);
    }

    private static Setting setting(int cpus, int processors) {
        List<Integer> allowed = new ArrayList<>();
        for (int i = 0; i < processors; i++) {
            allowed.add(i);
        }
        return new Setting(cpus, new Topology(allowed), Pinning.none("not in this test"), SystemClock.INSTANCE);
    }
}
