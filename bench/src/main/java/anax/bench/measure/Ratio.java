package anax.bench.measure;

/// How a design stands to another one: the median of the ratios of the rounds, with their quartiles.
///
/// Owner: nobody; immutable. It is not the ratio of the medians: figures of one round were taken within a fraction
/// of a second, so what the machine did to both cancels out.
///
/// @param reference the design that is divided by
/// @param median    the figure divided by the reference's, in the middle of the rounds
/// @param p25       a quarter of the rounds lie below
/// @param p75       a quarter of the rounds lie above
public record Ratio(String reference, double median, double p25, double p75) {

    /// The ratio of two designs that were measured in turns.
    ///
    /// @param reference name of the design that is divided by
    /// @param values    figures by round
    /// @param divisors  the reference's figures by round
    /// @throws IllegalArgumentException if the rounds do not match
    public static Ratio of(String reference, double[] values, double[] divisors) {
        if (values.length != divisors.length) {
            throw new IllegalArgumentException(values.length + " figures were given beside " + divisors.length + " of "
                    + reference + "; a ratio needs one of each in every round");
        }
        double[] ratios = new double[values.length];
        for (int round = 0; round < ratios.length; round++) {
            ratios[round] = values[round] / divisors[round];
        }
        Spread spread = Spread.of(ratios);
        return new Ratio(reference, spread.median(), spread.p25(), spread.p75());
    }

    /// True if a quarter of the rounds or more lie on either side of 1: no difference that this run can show.
    public boolean isUndecided() {
        return p25 <= 1 && p75 >= 1;
    }
}
