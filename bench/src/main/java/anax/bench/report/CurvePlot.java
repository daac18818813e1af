package anax.bench.report;

import anax.bench.measure.Further;
import anax.bench.measure.Result;
import anax.bench.measure.Role;
import anax.bench.measure.Section;
import anax.bench.measure.Unit;
import java.awt.BasicStroke;
import java.awt.Stroke;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/// The plot of a group whose designs are one design each at several rates: its figure over the rate that it reached,
/// with a line for each side, and a dashed one for what stands beside it in the same unit.
///
/// Owner: whoever calls; stateless. Allocates. Needs fonts, which some small machines have not.
final class CurvePlot {
    private static final int HEIGHT = 360;
    private static final Stroke SOLID = new BasicStroke(2);
    private static final Stroke DASHED =
            new BasicStroke(1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {6, 5}, 0);

    private final Section section;
    private final XYSeriesCollection data = new XYSeriesCollection();
    private final XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer();
    private double least = Double.POSITIVE_INFINITY;
    private double most;

    private CurvePlot(Section section) {
        this.section = section;
    }

    /// The plot as an `svg` element for an HTML page.
    ///
    /// @param id starts the names of what the element defines, so that several fit into one page
    static String svg(Section section, String id) {
        JFreeChart chart = new JFreeChart(null, null, new CurvePlot(section).plot(), true);
        LegendTitle legend = chart.getLegend();
        legend.setBackgroundPaint(null);
        legend.setItemFont(Drawing.FONT);
        legend.setItemPaint(Palette.INK);
        legend.setItemLabelPadding(new RectangleInsets(2, 4, 2, 18));
        legend.setFrame(BlockBorder.NONE);
        return Drawing.svg(
                chart, HEIGHT, section.title() + ": medians over the rate; the table below holds the same figures", id);
    }

    private XYPlot plot() {
        for (Role role : new Role[] {Role.OURS, Role.RIVAL}) {
            add(role, section.unit(), section.figures(), SOLID);
            for (Further further : section.further()) {
                if (further.unit() == Unit.BELLS_PER_MESSAGE) {
                    add(role, further.unit(), further.results(), DASHED);
                }
            }
        }
        NumberAxis values = new NumberAxis("per message   (← less is better)");
        values.setLowerMargin(0.04);
        values.setUpperMargin(0.08);
        LogScale rates = new LogScale("k msg/s that were sent   (logarithmic)", least, most);
        XYPlot plot = new XYPlot(data, Drawing.quiet(rates), Drawing.quiet(values), renderer);
        Drawing.quieten(plot);
        plot.setRangeGridlineStroke(new BasicStroke(0.6f));
        return plot;
    }

    private void add(Role role, Unit unit, List<Result> results, Stroke stroke) {
        XYSeries series = new XYSeries(role.label() + ", " + unit.quantity());
        for (int row = 0; row < results.size(); row++) {
            if (results.get(row).role() == role) {
                double rate = rate(row);
                series.add(rate, results.get(row).spread().median());
                least = Math.min(least, rate);
                most = Math.max(most, rate);
            }
        }
        int index = data.getSeriesCount();
        data.addSeries(series);
        renderer.setSeriesPaint(index, Palette.colour(role));
        renderer.setSeriesShape(index, Palette.shape(role));
        renderer.setSeriesShapesFilled(index, stroke == SOLID);
        renderer.setSeriesStroke(index, stroke);
    }

    /// In thousands.
    private double rate(int row) {
        for (Further further : section.further()) {
            if (further.unit() == Unit.MESSAGES_PER_SECOND) {
                return further.results().get(row).spread().median() / 1000;
            }
        }
        throw new IllegalStateException(section.bench() + " is told over the rate of messages and has none beside it;"
                + " name it as a further unit");
    }
}
