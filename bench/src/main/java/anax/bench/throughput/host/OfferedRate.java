package anax.bench.throughput.host;

import anax.bench.measure.Spread;
import anax.bench.measure.WarmUp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// The rate at which clients of all designs of a group send: a part of what the slowest of them manages.
///
/// Owner: the harness's thread. It is found before the first round: designs work in closed slices, in turns, until
/// the figures of all have settled. In turns, for whoever came first would be measured while the others still boot;
/// and for [#LEAST_SLICES] each, for code that is not compiled yet has steady figures, too.
public final class OfferedRate {
    /// The part of the slowest design's rate, in percent.
    public static final int PERCENT = 60;

    /// How many slices each design has before it may have settled.
    static final int LEAST_SLICES = 40;

    private static final long SLICE_NS = 20_000_000;
    private static final int MOST_SLICES = 60;
    private static final int LAST_SLICES = 8;

    /// The most that it takes for each design to find it.
    public static final long MOST_NS = MOST_SLICES * SLICE_NS;

    private final List<Closed> designs = new ArrayList<>();
    private long perSecond;

    /// Makes one that is not found yet.
    public OfferedRate() {}

    /// Works in a closed slice.
    ///
    /// Owner: a contestant.
    @FunctionalInterface
    interface Closed {
        /// How many operations a second that were.
        double rate(long sliceNs) throws InterruptedException;
    }

    void join(Closed design) {
        designs.add(design);
    }

    /// Finds it, if that was not done yet.
    void find() throws InterruptedException {
        if (perSecond != 0) {
            return;
        }
        final WarmUp[] warmUps = new WarmUp[designs.size()];
        Arrays.setAll(warmUps, _ -> new WarmUp());
        final double[][] last = new double[designs.size()][LAST_SLICES];
        for (int slice = 0; slice < MOST_SLICES && !(slice >= LEAST_SLICES && allSettled(warmUps)); slice++) {
            for (int design = 0; design < warmUps.length; design++) {
                final double rate = designs.get(design).rate(SLICE_NS);
                last[design][slice % LAST_SLICES] = rate;
                // What has settled before was not compiled.
                warmUps[design] = slice == LEAST_SLICES / 2 ? new WarmUp() : warmUps[design];
                warmUps[design].add(rate);
            }
        }
        double slowest = Double.POSITIVE_INFINITY;
        for (double[] rates : last) {
            slowest = Math.min(slowest, Spread.of(rates).median());
        }
        perSecond = rounded(slowest * PERCENT / 100);
    }

    private static boolean allSettled(WarmUp[] warmUps) {
        return Arrays.stream(warmUps).allMatch(WarmUp::isSettled);
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
