package anax.bench.measure;

import java.util.ArrayList;
import java.util.List;

/// The measurement: the contestants of a group take turns, slice by slice, round by round.
///
/// Owner: the thread that calls [#run], which it blocks until the group is measured. It parks while a slice runs,
/// so that the contestants have the processors to themselves. Allocates between slices only.
///
/// Every second round runs backwards: a contestant does not always come after the same one, whose cold caches or
/// garbage it would otherwise pay for in every round.
public final class Interleaving {
    private final Plan usualPlan;
    private final Progress progress;
    private final Slice slice = new Slice();

    /// Makes a measurement.
    ///
    /// @param plan     how long and how often, where a group's pace does not say otherwise; its forks are not
    ///     looked at
    /// @param progress is told after each round
    public Interleaving(Plan plan, Progress progress) {
        usualPlan = plan;
        this.progress = progress;
    }

    /// Measures a group.
    ///
    /// @return one run for each contestant, in the group's order
    /// @throws InterruptedException  if the calling thread is interrupted
    /// @throws IllegalStateException if a contestant does not do its job
    public List<ContestantRun> run(Group group) throws InterruptedException {
        List<Contestant> contestants = group.contestants();
        int started = 0;
        try {
            for (Contestant contestant : contestants) {
                started++;
                contestant.start();
            }
            return measure(group);
        } finally {
            for (Contestant contestant : contestants.subList(0, started)) {
                contestant.stop();
            }
        }
    }

    private List<ContestantRun> measure(Group group) throws InterruptedException {
        Plan plan = group.pace().of(usualPlan);
        WarmUp[] warmUps = warmUp(group, plan);
        List<Tally> tallies = new ArrayList<>();
        for (int i = 0; i < warmUps.length; i++) {
            tallies.add(new Tally(group, plan.rounds()));
        }
        for (int round = 0; round < plan.rounds(); round++) {
            prepare(group);
            for (int turn = 0; turn < warmUps.length; turn++) {
                int which = whoseTurn(round, turn, warmUps.length);
                runSlice(group, plan, which);
                tallies.get(which).add(round, slice);
            }
            progress.at(group.bench(), share(plan, plan.maxWarmUpRounds() + round + 1));
        }
        List<ContestantRun> runs = new ArrayList<>();
        for (int i = 0; i < warmUps.length; i++) {
            Contestant contestant = group.contestants().get(i);
            runs.add(new ContestantRun(
                    contestant.design(),
                    contestant.role(),
                    tallies.get(i).values(),
                    tallies.get(i).further(),
                    warmUps[i].slices(),
                    !group.pace().settles() || warmUps[i].isSettled(),
                    contestant.notes()));
        }
        return runs;
    }

    /// Runs whole rounds until everybody has settled: compiling one contestant's code may undo another's.
    private WarmUp[] warmUp(Group group, Plan plan) throws InterruptedException {
        int count = group.contestants().size();
        WarmUp[] warmUps = new WarmUp[count];
        for (int i = 0; i < count; i++) {
            warmUps[i] = new WarmUp();
        }
        for (int round = 0; round < plan.maxWarmUpRounds(); round++) {
            if (group.pace().settles() && allSettled(warmUps)) {
                break;
            }
            prepare(group);
            for (int turn = 0; turn < count; turn++) {
                int which = whoseTurn(round, turn, count);
                runSlice(group, plan, which);
                warmUps[which].add(group.unit().of(slice));
            }
            progress.at(group.bench(), share(plan, round + 1));
        }
        return warmUps;
    }

    private static void prepare(Group group) throws InterruptedException {
        for (Contestant contestant : group.contestants()) {
            contestant.prepare();
        }
    }

    private void runSlice(Group group, Plan plan, int which) throws InterruptedException {
        Contestant contestant = group.contestants().get(which);
        slice.clear();
        contestant.run(plan.sliceNs(), slice);
        if (slice.operations() == 0 || slice.nanoseconds() == 0) {
            throw new IllegalStateException(
                    contestant.design() + " completed no operation in a slice of " + plan.sliceNs() + " ns; it hangs");
        }
    }

    private static int whoseTurn(int round, int turn, int count) {
        return round % 2 == 0 ? turn : count - 1 - turn;
    }

    private static boolean allSettled(WarmUp[] warmUps) {
        for (WarmUp warmUp : warmUps) {
            if (!warmUp.isSettled()) {
                return false;
            }
        }
        return true;
    }

    private static double share(Plan plan, int roundsDone) {
        return (double) roundsDone / (plan.maxWarmUpRounds() + plan.rounds());
    }
}
