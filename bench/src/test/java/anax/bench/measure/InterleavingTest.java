package anax.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InterleavingTest {
    private final List<String> log = new ArrayList<>();
    private final List<Double> shares = new ArrayList<>();

    @Test
    void shouldTakeTurnsAndRunEverySecondRoundBackwards() throws InterruptedException {
        Contestant a = new FakeContestant("a", Role.FLOOR, log, 10);
        Contestant b = new FakeContestant("b", Role.RIVAL, log, 20);
        Contestant c = new FakeContestant("c", Role.OURS, log, 15);
        run(new Plan(1000, 3, 1, 1), a, b, c);
        assertThat(log)
                .containsExactly(
                        "start a", "start b", "start c", // all stand ready before anybody is measured
                        "a", "b", "c", // warm-up
                        "a", "b", "c", "c", "b", "a", "a", "b", "c", "stop a", "stop b", "stop c");
    }

    @Test
    void shouldEndWarmUpWhenEverybodyHasSettled() throws InterruptedException {
        double[] late = new double[40];
        for (int i = 0; i < late.length; i++) {
            late[i] = i < 15 ? 1000.0 / (i + 1) : 60;
        }
        List<ContestantRun> runs = run(
                new Plan(1000, 5, 100, 1),
                new FakeContestant("early", Role.FLOOR, log, 10),
                new FakeContestant("late", Role.RIVAL, log, late));
        assertThat(runs).allMatch(ContestantRun::settled);
        assertThat(runs.get(0).warmUpRounds())
                .isEqualTo(runs.get(1).warmUpRounds())
                .isBetween(16, 30);
        assertThat(runs.get(1).values()).containsOnly(60);
        assertThat(runs.get(1).further()[0]).hasSize(5).containsOnly(8);
    }

    @Test
    void shouldSayThatFiguresHadNotSettledWhenWarmUpReachesItsBound() throws InterruptedException {
        double[] falling = new double[100];
        for (int i = 0; i < falling.length; i++) {
            falling[i] = 100_000 * Math.pow(0.9, i);
        }
        List<ContestantRun> runs =
                run(new Plan(1000, 5, 20, 1), new FakeContestant("falling", Role.FLOOR, log, falling));
        assertThat(runs.getFirst().settled()).isFalse();
        assertThat(runs.getFirst().warmUpRounds()).isEqualTo(20);
        assertThat(runs.getFirst().values()).hasSize(5);
    }

    @Test
    void shouldTellProgressThatEndsAtOne() throws InterruptedException {
        run(new Plan(1000, 4, 30, 1), new FakeContestant("a", Role.FLOOR, log, 10));
        assertThat(shares).isSorted().last().isEqualTo(1.0);
    }

    @Test
    void shouldStopEverybodyWhenOneFails() {
        Contestant broken = new FakeContestant("b", Role.RIVAL, log, Double.NaN);
        assertThatThrownBy(() -> run(new Plan(1000, 3, 1, 1), new FakeContestant("a", Role.FLOOR, log, 10), broken))
                .hasMessage("b lost a message");
        assertThat(log).endsWith("stop a", "stop b");
    }

    @Test
    void shouldRefuseASliceWithoutOperations() {
        assertThatThrownBy(() -> run(new Plan(1000, 3, 1, 1), new FakeContestant("a", Role.FLOOR, log, 0)))
                .hasMessage("a completed no operation in a slice of 1000 ns; it hangs");
    }

    @Test
    void shouldPrepareEverybodyBeforeEachRound() throws InterruptedException {
        Contestant a = new FakeContestant("a", Role.FLOOR, log, 10).preparing();
        Contestant b = new FakeContestant("b", Role.OURS, log, 10).preparing();
        run(new Plan(1000, 1, 1, 1), a, b);
        assertThat(log)
                .containsExactly(
                        "start a",
                        "start b", //
                        "prepare a",
                        "prepare b",
                        "a",
                        "b", // warm-up
                        "prepare a",
                        "prepare b",
                        "a",
                        "b",
                        "stop a",
                        "stop b");
    }

    @Test
    void shouldTakeTheRoundsOfThePaceAndNotAskWhetherFiguresSettled() throws InterruptedException {
        Group group = group(new FakeContestant("a", Role.FLOOR, log, 1, 2, 3, 10, 20, 90))
                .withPace(new Pace(2000, 3, 3));
        ContestantRun run = run(group, new Plan(1000, 50, 60, 1)).getFirst();
        assertThat(run.values()).containsExactly(10, 20, 90);
        assertThat(run.warmUpRounds()).isEqualTo(3);
        assertThat(run.settled()).isTrue();
    }

    /// Each slice of the fake holds a thousand operations, so the mean of all slices is not that of their medians.
    @Test
    void shouldPoolFiguresOverAllMeasuredSlicesButNotOverWarmUp() throws InterruptedException {
        Group group = group(new FakeContestant("a", Role.FLOOR, log, 1000, 10, 20, 90))
                .withPace(new Pace(2000, 3, 1))
                .withFurther(Unit.WAKE_UPS_PER_OPERATION, Unit.NS_PER_OPERATION);
        ContestantRun run = run(group, new Plan(1000, 50, 60, 1)).getFirst();
        assertThat(run.further()[0]).containsExactly(2);
        assertThat(run.further()[1]).containsExactly(10, 20, 90);
    }

    private List<ContestantRun> run(Plan plan, Contestant... contestants) throws InterruptedException {
        return run(group(contestants), plan);
    }

    private List<ContestantRun> run(Group group, Plan plan) throws InterruptedException {
        return new Interleaving(plan, (_, share) -> shares.add(share)).run(group);
    }

    private static Group group(Contestant... contestants) {
        return Group.of(
                "test.group",
                "Group",
                "job",
                Unit.NS_PER_OPERATION,
                1,
                Map.of(),
                contestants[0].design(),
                List.of(contestants),
                List.of());
    }
}
