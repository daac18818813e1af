package anax.bench.throughput.host;

import anax.bench.measure.Slice;
import anax.bench.measure.Spread;
import anax.bench.measure.WarmUp;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The rate at which clients of all designs of a group send: a part of what the slowest of them manages.
///
/// Owner: the harness's thread. It is found before the first round: each design works in closed slices until its
/// figures have settled.
public final class OfferedRate {
    /// The part of the slowest design's rate, in percent.
    public static final int PERCENT = 60;

    private static final long SLICE_NS = 20_000_000;
    private static final int MOST_SLICES = 60;
    private static final int LAST_SLICES = 8;

    private final List<HostedContestant> contestants = new ArrayList<>();
    private long perSecond;

    /// Makes one that is not found yet.
    public OfferedRate() {}

    void join(HostedContestant contestant) {
        contestants.add(contestant);
    }

    /// Finds it, if that was not done yet.
    void find() throws InterruptedException {
        if (perSecond != 0) {
            return;
        }
        double slowest = Double.POSITIVE_INFINITY;
        for (HostedContestant contestant : contestants) {
            slowest = Math.min(slowest, closedRate(contestant));
        }
        perSecond = rounded(slowest * PERCENT / 100);
    }

    private static double closedRate(HostedContestant contestant) throws InterruptedException {
        final WarmUp warmUp = new WarmUp();
        final double[] last = new double[LAST_SLICES];
        final Slice slice = new Slice();
        for (int i = 0; i < MOST_SLICES && !warmUp.isSettled(); i++) {
            slice.clear();
            contestant.runAt(0, SLICE_NS, slice);
            last[i % LAST_SLICES] = slice.operationsPerSecond();
            warmUp.add(slice.operationsPerSecond());
        }
        return Spread.of(last).median();
    }

    /// Down to two digits, so that forks that differ little have the same.
    static long rounded(double rate) {
        final long step = (long) Math.pow(10, Math.max(0, Math.floor(Math.log10(rate)) - 1));
        return Math.max(1, (long) rate / step * step);
    }

    /// How many requests are due a second.
    long perSecond() {
        return perSecond;
    }

    /// For people.
    String inWords() {
        return String.format(Locale.ROOT, "at %,d op/s, %d %% of what the slowest managed", perSecond, PERCENT);
    }
}
