package anax.bench.measure;

import java.util.Arrays;
import java.util.SplittableRandom;

/// Where a median lies with a confidence of 95 %: a bootstrap interval.
///
/// Owner: nobody; immutable. The bootstrap resamples as the figures were drawn: first forks, then slices within
/// each (percentile interval of [#RESAMPLES] medians, from a fixed seed). Slices of a fork are alike, so it is the
/// forks that say how wide the interval has to be; with one fork it tells nothing of how another JVM would have
/// done.
///
/// @param median of all figures
/// @param low    the interval's lower end
/// @param high   its upper end
public record Interval(double median, double low, double high) {
    /// How often is resampled.
    public static final int RESAMPLES = 1_000;

    private static final double TAIL = 0.025;
    private static final long SEED = 20_041_231L;

    /// The interval of the median of figures.
    ///
    /// @param byFork figures, fork by fork; at least one in each
    public static Interval of(double[]... byFork) {
        final SplittableRandom random = new SplittableRandom(SEED);
        final double[] medians = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            medians[i] = median(resample(byFork, random));
        }
        return interval(median(joined(byFork)), medians);
    }

    /// The interval of a ratio of two medians that were measured apart from each other.
    ///
    /// @param values   figures, fork by fork
    /// @param divisors figures of what is divided by, fork by fork; not as many need be there
    public static Interval ofRatio(double[][] values, double[][] divisors) {
        final SplittableRandom random = new SplittableRandom(SEED);
        final double[] ratios = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            ratios[i] = median(resample(values, random)) / median(resample(divisors, random));
        }
        return interval(median(joined(values)) / median(joined(divisors)), ratios);
    }

    /// The interval of the ratio of two designs that were measured in turns, from the ratios of their rounds.
    public static Interval ofPaired(double[][] values, double[][] divisors) {
        final double[][] ratios = new double[values.length][];
        for (int fork = 0; fork < values.length; fork++) {
            ratios[fork] = new double[values[fork].length];
            for (int round = 0; round < ratios[fork].length; round++) {
                ratios[fork][round] = values[fork][round] / divisors[fork][round];
            }
        }
        return of(ratios);
    }

    /// The figures of a row, fork by fork: each fork has as many.
    public static double[][] byFork(Result result) {
        final int forks = Math.max(1, result.forkMedians().length);
        final int each = result.samples().length / forks;
        final double[][] byFork = new double[forks][];
        for (int fork = 0; fork < forks; fork++) {
            byFork[fork] = Arrays.copyOfRange(result.samples(), fork * each, (fork + 1) * each);
        }
        return byFork;
    }

    /// True if the interval holds the value.
    public boolean holds(double value) {
        return low <= value && value <= high;
    }

    private static Interval interval(double median, double[] resampled) {
        Arrays.sort(resampled);
        final int tail = (int) (TAIL * resampled.length);
        return new Interval(
                median, Math.min(median, resampled[tail]), Math.max(median, resampled[resampled.length - 1 - tail]));
    }

    private static double[] resample(double[][] byFork, SplittableRandom random) {
        final double[][] chosen = new double[byFork.length][];
        for (int fork = 0; fork < chosen.length; fork++) {
            final double[] from = byFork[random.nextInt(byFork.length)];
            chosen[fork] = new double[from.length];
            for (int i = 0; i < from.length; i++) {
                chosen[fork][i] = from[random.nextInt(from.length)];
            }
        }
        return joined(chosen);
    }

    private static double[] joined(double[][] byFork) {
        return Arrays.stream(byFork).flatMapToDouble(Arrays::stream).toArray();
    }

    private static double median(double[] values) {
        return Spread.of(values).median();
    }
}
