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
    private final Plan plan;
    private final Progress progress;
    private final Slice slice = new Slice();

    /// Makes a measurement.
    ///
    /// @param plan     how long and how often; its forks are not looked at
    /// @param progress is told after each round
    public Interleaving(Plan plan, Progress progress) {
        this.plan = plan;
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
        int count = group.contestants().size();
        WarmUp[] warmUps = warmUp(group);
        double[][] values = new double[count][plan.rounds()];
        double[][] bytes = new double[count][plan.rounds()];
        for (int round = 0; round < plan.rounds(); round++) {
            for (int turn = 0; turn < count; turn++) {
                int which = whoseTurn(round, turn, count);
                runSlice(group, which);
                values[which][round] = group.unit().of(slice);
                bytes[which][round] = Unit.BYTES_PER_OPERATION.of(slice);
            }
            progress.at(group.bench(), share(plan.maxWarmUpRounds() + round + 1));
        }
        List<ContestantRun> runs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Contestant contestant = group.contestants().get(i);
            runs.add(new ContestantRun(
                    contestant.design(),
                    contestant.role(),
                    values[i],
                    bytes[i],
                    warmUps[i].slices(),
                    warmUps[i].isSettled(),
                    contestant.notes()));
        }
        return runs;
    }

    /// Runs whole rounds until everybody has settled: compiling one contestant's code may undo another's.
    private WarmUp[] warmUp(Group group) throws InterruptedException {
        int count = group.contestants().size();
        WarmUp[] warmUps = new WarmUp[count];
        for (int i = 0; i < count; i++) {
            warmUps[i] = new WarmUp();
        }
        for (int round = 0; round < plan.maxWarmUpRounds() && !allSettled(warmUps); round++) {
            for (int turn = 0; turn < count; turn++) {
                int which = whoseTurn(round, turn, count);
                runSlice(group, which);
                warmUps[which].add(group.unit().of(slice));
            }
            progress.at(group.bench(), share(round + 1));
        }
        return warmUps;
    }

    private void runSlice(Group group, int which) throws InterruptedException {
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

    private double share(int roundsDone) {
        return (double) roundsDone / (plan.maxWarmUpRounds() + plan.rounds());
    }
}
