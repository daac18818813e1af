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
/// Of a few forks a percentile interval reaches no further than from the lowest to the highest, which holds the truth
/// three times in four for three forks. So it is widened as Student's t is against the normal distribution, on a
/// logarithmic scale, for all figures here are rates, times and ratios.
///
/// @param median of all figures
/// @param low    the interval's lower end
/// @param high   its upper end
public record Interval(double median, double low, double high) {
    /// How often is resampled.
    public static final int RESAMPLES = 1_000;

    private static final double TAIL = 0.025;

    /// Where the same tail of the normal distribution begins.
    private static final double NORMAL = 1.960;

    /// And that of Student's t, by degrees of freedom from 1 on.
    private static final double[] STUDENT = {
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131
    };

    /// Beyond them it nears the normal one as this divided by the degrees of freedom.
    private static final double STUDENT_BEYOND = 2.5;

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
        return interval(median(joined(byFork)), medians, widening(byFork.length));
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
        return interval(
                median(joined(values)) / median(joined(divisors)), ratios, widening(values.length, divisors.length));
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

    private static Interval interval(double median, double[] resampled, double widening) {
        Arrays.sort(resampled);
        final int tail = (int) (TAIL * resampled.length);
        return new Interval(
                median,
                Math.min(median, widened(median, resampled[tail], widening)),
                Math.max(median, widened(median, resampled[resampled.length - 1 - tail], widening)));
    }

    private static double widened(double median, double end, double widening) {
        return median > 0 && end > 0 ? median * Math.pow(end / median, widening) : end;
    }

    /// How much further than the bootstrap's the interval reaches; 1 where a single fork says nothing about
    /// others.
    private static double widening(int... forks) {
        int degrees = 0;
        for (int count : forks) {
            degrees += count - 1;
        }
        if (degrees == 0) {
            return 1;
        }
        return degrees <= STUDENT.length ? STUDENT[degrees - 1] / NORMAL : 1 + STUDENT_BEYOND / (degrees * NORMAL);
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
