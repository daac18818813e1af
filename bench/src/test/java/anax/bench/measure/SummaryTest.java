package anax.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SummaryTest {
    private static final Plan PLAN = new Plan(20_000_000, 2, 10, 2);

    private final Group group = Group.of(
            "test.group",
            "Group",
            "job",
            Unit.NS_PER_OPERATION,
            2,
            Map.of("underWay", 128),
            "floor",
            List.of(
                    new FakeContestant("floor", Role.FLOOR, new ArrayList<>(), 1),
                    new FakeContestant("anax", Role.OURS, new ArrayList<>(), 1),
                    new FakeContestant("rival", Role.RIVAL, new ArrayList<>(), 1)),
            List.of("of the group"));

    /// The second fork's JVM compiled worse: all its figures doubled, and the ratios stay.
    private final Section section = Summary.of(
            group,
            PLAN,
            List.of(
                    fork(true, new double[] {10, 20}, new double[] {15, 30}, new double[] {30, 60}),
                    fork(false, new double[] {20, 40}, new double[] {30, 60}, new double[] {60, 120})));

    @Test
    void shouldJoinTheSlicesOfAllForks() {
        Result floor = section.figures().getFirst();
        assertThat(floor.samples()).containsExactly(10, 20, 20, 40);
        assertThat(floor.forkMedians()).containsExactly(15, 30);
        assertThat(floor.spread()).isEqualTo(Spread.of(10, 20, 20, 40));
        assertThat(floor.params())
                .containsEntry("underWay", 128)
                .containsEntry("sliceMs", 20.0)
                .containsEntry("forks", 2);
    }

    @Test
    void shouldCompareEverybodyWithTheReference() {
        assertThat(section.figures().getFirst().ratios()).isEmpty();
        assertThat(section.figures().get(2).ratios()).containsExactly(new Ratio("floor", 3, 3, 3));
    }

    @Test
    void shouldCompareOursWithEverybody() {
        assertThat(section.figures().get(1).ratios())
                .containsExactly(new Ratio("floor", 1.5, 1.5, 1.5), new Ratio("rival", 0.5, 0.5, 0.5));
    }

    @Test
    void shouldReportAllocationInRowsOfItsOwn() {
        assertThat(section.further()).hasSize(1);
        assertThat(section.further().getFirst().unit()).isEqualTo(Unit.BYTES_PER_OPERATION);
        Result allocation = section.further().getFirst().results().get(1);
        assertThat(allocation.unit()).isEqualTo(Unit.BYTES_PER_OPERATION);
        assertThat(allocation.design()).isEqualTo("anax");
        assertThat(allocation.samples()).containsExactly(1, 2, 1, 2);
    }

    @Test
    void shouldCarryEveryNoteIntoTheResults() {
        assertThat(section.figures().get(1).notes())
                .containsExactly(
                        "of the group",
                        "of the contestant",
                        "fork 2: figures had not settled after 10 rounds of warm-up");
    }

    /// A pooled unit brings one figure from each fork.
    @Test
    void shouldReportPooledFiguresOnceForEachFork() {
        Section pooled = Summary.of(
                group.withFurther(Unit.LATENCY_P99),
                PLAN,
                List.of(new ForkResult(withFurther(7), Map.of()), new ForkResult(withFurther(9), Map.of())));
        Result p99 = pooled.further().getFirst().results().getFirst();
        assertThat(p99.unit()).isEqualTo(Unit.LATENCY_P99);
        assertThat(p99.samples()).containsExactly(7, 9);
        assertThat(p99.spread().median()).isEqualTo(8);
    }

    @Test
    void shouldFormNoRatioToADesignThatShowedNothing() {
        Section idle = Summary.of(
                group, PLAN, List.of(fork(true, new double[] {0, 1}, new double[] {1, 2}, new double[] {3, 4})));
        assertThat(idle.figures().get(1).ratios()).extracting(Ratio::reference).containsExactly("rival");
        assertThat(idle.figures().get(2).ratios()).isEmpty();
    }

    @Test
    void shouldSayInTheJobWhereRoundsAreNotAsPlanned() {
        Section slow = Summary.of(
                group.withPace(new Pace(100_000_000, 2, 3)),
                PLAN,
                List.of(fork(true, new double[] {1, 1}, new double[] {1, 2}, new double[] {3, 4})));
        assertThat(slow.job()).isEqualTo("job; 2 rounds of 100 ms slices");
        assertThat(slow.figures().getFirst().params()).containsEntry("sliceMs", 100.0);
        assertThat(section.job()).isEqualTo("job");
    }

    private List<ContestantRun> withFurther(double figure) {
        return group.contestants().stream()
                .map(contestant -> new ContestantRun(
                        contestant.design(),
                        contestant.role(),
                        new double[] {1, 2},
                        new double[][] {{figure}},
                        10,
                        true,
                        List.of()))
                .toList();
    }

    private static ForkResult fork(boolean settled, double[] floor, double[] ours, double[] rival) {
        return new ForkResult(
                List.of(
                        run("floor", Role.FLOOR, settled, floor),
                        run("anax", Role.OURS, settled, ours),
                        run("rival", Role.RIVAL, settled, rival)),
                Map.of());
    }

    private static ContestantRun run(String design, Role role, boolean settled, double[] values) {
        return new ContestantRun(
                design, role, values, new double[][] {{1, 2}}, 10, settled, List.of("of the contestant"));
    }
}
