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

    /// Makes an axis.
    ///
    /// @param label what it shows
    /// @param from  the smallest value that has to fit, above 0
    /// @param to    the largest
    LogScale(String label, double from, double to) {
        super(label);
        LogSteps steps = LogSteps.around(from, to);
        setRange(steps.from(), steps.to());
    }

    @Override
    protected List<?> refreshTicksHorizontal(Graphics2D g2, Rectangle2D dataArea, RectangleEdge edge) {
        Font font = getTickLabelFont();
        g2.setFont(font);
        Range range = getRange();
        List<NumberTick> ticks = new ArrayList<>();
        for (double value : new LogSteps(range.getLowerBound(), range.getUpperBound()).labelled(MANY)) {
            String text = LogSteps.label(value);
            ticks.add(new NumberTick(TickType.MAJOR, value, text, TextAnchor.TOP_CENTER, TextAnchor.CENTER, 0));
        }
        return ticks;
    }
}
