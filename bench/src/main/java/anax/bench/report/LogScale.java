package anax.bench.report;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.TickType;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.Range;

/// A logarithmic axis that labels as many round numbers as fit: the powers of ten, and some of what lies between.
///
/// Owner: one plot. Allocates when drawn.
///
/// The library's own axis labels powers of ten, of which a plot that spans a factor of six shows one or none.
final class LogScale extends LogAxis {
    private static final long serialVersionUID = 1L;
    private static final int MANY = 9;
    private static final double[][] FACTORS = {
        {1, 1.2, 1.4, 1.6, 1.8, 2, 2.5, 3, 3.5, 4, 4.5, 5, 6, 7, 8, 9}, {1, 1.5, 2, 3, 4, 5, 7}, {1, 2, 5}
    };

    /// Room on either side for half a label, as a share of the powers of ten between the values.
    private static final double MARGIN = 0.12;

    /// The least that the axis spans, in powers of ten: small differences shall look small.
    private static final double LEAST_SPAN = 0.5;

    /// Makes an axis.
    ///
    /// @param label what it shows
    /// @param from  the smallest value that has to fit, above 0
    /// @param to    the largest
    LogScale(String label, double from, double to) {
        super(label);
        double span = Math.log10(to / from);
        double margin = Math.max(MARGIN * span, (LEAST_SPAN - span) / 2);
        setRange(from / Math.pow(10, margin), to * Math.pow(10, margin));
    }

    @Override
    protected List<?> refreshTicksHorizontal(Graphics2D g2, Rectangle2D dataArea, RectangleEdge edge) {
        Font font = getTickLabelFont();
        g2.setFont(font);
        List<NumberTick> ticks = new ArrayList<>();
        for (double value : labelled(getRange())) {
            ticks.add(new NumberTick(TickType.MAJOR, value, label(value), TextAnchor.TOP_CENTER, TextAnchor.CENTER, 0));
        }
        return ticks;
    }

    /// The values that get a label: the finest of some choices that is not too many.
    static List<Double> labelled(Range range) {
        for (double[] factors : FACTORS) {
            List<Double> steps = steps(range, factors);
            if (steps.size() <= MANY) {
                return steps;
            }
        }
        return steps(range, 1);
    }

    private static List<Double> steps(Range range, double... factors) {
        List<Double> steps = new ArrayList<>();
        int first = (int) Math.floor(Math.log10(range.getLowerBound()));
        int last = (int) Math.ceil(Math.log10(range.getUpperBound()));
        for (int exponent = first; exponent <= last; exponent++) {
            for (double factor : factors) {
                double value = factor * Math.pow(10, exponent);
                if (range.contains(value)) {
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
