package anax.bench.report;

import java.util.ArrayList;
import java.util.List;

/// A logarithmic axis as numbers: how far it reaches, and which round numbers on it get a label.
///
/// Owner: nobody; immutable. Allocates.
///
/// @param from where it begins, above 0
/// @param to   where it ends
record LogSteps(double from, double to) {
    private static final double[][] FACTORS = {
        {1, 1.2, 1.4, 1.6, 1.8, 2, 2.5, 3, 3.5, 4, 4.5, 5, 6, 7, 8, 9}, {1, 1.5, 2, 3, 4, 5, 7}, {1, 2, 5}
    };

    /// Room on either side for half a label, as a share of the powers of ten between the values.
    private static final double MARGIN = 0.12;

    /// The least that the axis spans, in powers of ten: small differences shall look small.
    private static final double LEAST_SPAN = 0.5;

    /// The axis on which two values have room.
    ///
    /// @param least the smallest value that has to fit, above 0
    /// @param most  the largest
    static LogSteps around(double least, double most) {
        double span = Math.log10(most / least);
        double margin = Math.max(MARGIN * span, (LEAST_SPAN - span) / 2);
        return new LogSteps(least / Math.pow(10, margin), most * Math.pow(10, margin));
    }

    /// Where a value lies, 0 at the beginning and 1 at the end.
    double place(double value) {
        return Math.log(value / from) / Math.log(to / from);
    }

    /// The values that get a label: the finest of some choices that is not more than so many.
    List<Double> labelled(int many) {
        for (double[] factors : FACTORS) {
            List<Double> steps = steps(1, factors);
            if (steps.size() <= many) {
                return steps;
            }
        }
        int every = 1;
        while (steps(every, 1).size() > many) {
            every++;
        }
        return steps(every, 1);
    }

    /// @param every of how many powers of ten one is looked at
    private List<Double> steps(int every, double... factors) {
        List<Double> steps = new ArrayList<>();
        int first = (int) Math.floor(Math.log10(from));
        int last = (int) Math.ceil(Math.log10(to));
        for (int exponent = first; exponent <= last; exponent++) {
            for (double factor : factors) {
                double value = factor * Math.pow(10, exponent);
                if (value >= from && value <= to && Math.floorMod(exponent, every) == 0) {
                    steps.add(value);
                }
            }
        }
        return steps;
    }

    /// Without decimals that say nothing.
    static String label(double value) {
        String text = value >= 1 ? Figures.number(value) : String.valueOf((float) value);
        return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
    }
}
