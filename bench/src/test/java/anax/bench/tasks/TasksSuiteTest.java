package anax.bench.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import anax.bench.measure.ContestantRun;
import anax.bench.measure.Group;
import anax.bench.measure.Interleaving;
import anax.bench.measure.Plan;
import anax.bench.measure.Setting;
import anax.bench.measure.Suite;
import anax.runtime.clock.SystemClock;
import anax.runtime.topology.Pinning;
import anax.runtime.topology.Topology;
import java.util.List;
import org.junit.jupiter.api.Test;

class TasksSuiteTest {
    private static final Plan TINY = new Plan(2_000_000, 3, 3, 1);

    private final Suite suite = new TasksSuite();

    /// Every contestant runs, in turns, and checks that nothing under its lock was lost.
    @Test
    void shouldRunEveryContestant() throws InterruptedException {
        Setting setting = new Setting(2, Topology.ofThisProcess(), Pinning.openHft(), SystemClock.INSTANCE);
        for (Group group : suite.groups(setting)) {
            List<ContestantRun> runs = new Interleaving(TINY, (_, _) -> {}).run(group);
            assertThat(runs).hasSameSizeAs(group.contestants());
            assertThat(runs)
                    .as(group.bench())
                    .allSatisfy(run -> assertThat(run.values()).isNotEmpty().doesNotContain(0.0));
        }
    }

    @Test
    void shouldLeaveOutWhatNeedsTwoCpusWhereThereIsOne() {
        Setting one = new Setting(1, new Topology(List.of(0)), Pinning.none("not in this test"), SystemClock.INSTANCE);
        assertThat(suite.groups(one).stream()
                        .filter(group -> !group.skipped().isEmpty())
                        .map(Group::bench))
                .containsExactly(TasksSuite.CHANNEL, TasksSuite.SHARED_STATE);
    }
}
