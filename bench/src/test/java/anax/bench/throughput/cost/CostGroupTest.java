package anax.bench.throughput.cost;

import static org.assertj.core.api.Assertions.assertThat;

import anax.bench.measure.ContestantRun;
import anax.bench.measure.Interleaving;
import anax.bench.measure.Pace;
import anax.bench.measure.Plan;
import anax.bench.measure.Setting;
import anax.runtime.clock.SystemClock;
import anax.runtime.topology.Pinning;
import anax.runtime.topology.Topology;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class CostGroupTest {

    /// Threads stay unpinned here, so that it also ends where there is one processor.
    @Test
    void shouldMeasureEachOfTheThree() throws Exception {
        Setting setting =
                new Setting(2, new Topology(List.of(0, 1)), Pinning.none("not in this test"), SystemClock.INSTANCE);
        List<ContestantRun> runs = new Interleaving(new Plan(2_000_000, 2, 1, 1), (_, _) -> {})
                .run(CostGroup.of(setting).withPace(new Pace(2_000_000, 2, 1)));
        assertThat(runs)
                .extracting(ContestantRun::design)
                .containsExactly("cache line", "lock hand-over", "Anax message");
        assertThat(runs).allSatisfy(run -> assertThat(run.values()).hasSize(2).doesNotContain(0.0));
    }
}
