package anax.bench.measure;

import java.util.Arrays;

/// Median and quartiles of some figures.
///
/// Owner: nobody; immutable. Quartiles are interpolated between neighbours, as R and NumPy do by default.
///
/// @param median the middle
/// @param p25    a quarter of the figures lie below
/// @param p75    a quarter of the figures lie above
public record Spread(double median, double p25, double p75) {

    /// The spread of `values`, which are not changed.
    ///
    /// @throws IllegalArgumentException if there are none
    public static Spread of(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("the spread of no figures was asked for; give at least one");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return new Spread(quantile(sorted, 0.5), quantile(sorted, 0.25), quantile(sorted, 0.75));
    }

    /// The distance between the quartiles.
    public double interquartileRange() {
        return p75 - p25;
    }

    private static double quantile(double[] sorted, double share) {
        double position = share * (sorted.length - 1);
        int below = (int) Math.floor(position);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
