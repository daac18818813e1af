package anax.bench.report;

import anax.bench.measure.Result;
import anax.bench.measure.Role;
import anax.bench.measure.Section;
import anax.bench.measure.Spread;
import anax.bench.measure.Unit;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.labels.ItemLabelAnchor;
import org.jfree.chart.labels.ItemLabelPosition;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XIntervalSeries;
import org.jfree.data.xy.XIntervalSeriesCollection;

/// The plot of a group: a row for each design, a mark at its median, whiskers to its quartiles, a logarithmic axis.
///
/// Owner: whoever calls; stateless. Allocates. Needs fonts, which some small machines have not.
final class DotPlot {
    private static final int ROW = 42;
    private static final int AXIS = 64;
    private static final double LEAST = 1e-3; // where the axis starts if all figures are 0

    private DotPlot() {}

    /// The plot as an `svg` element for an HTML page.
    ///
    /// @param id starts the names of what the element defines, so that several fit into one page
    static String svg(Section section, String id) {
        List<Result> results = section.figures();
        JFreeChart chart = new JFreeChart(null, null, plot(section.unit(), results), false);
        int height = results.size() * ROW + AXIS;
        return Drawing.svg(
                chart, height, section.title() + ": medians and quartiles; the table below holds the same figures", id);
    }

    private static XYPlot plot(Unit unit, List<Result> results) {
        XYErrorRenderer renderer = new XYErrorRenderer();
        renderer.setDrawYError(false);
        renderer.setDefaultLinesVisible(false);
        renderer.setCapLength(7);
        renderer.setErrorStroke(new BasicStroke(2));
        renderer.setDefaultItemLabelsVisible(true);
        renderer.setDefaultItemLabelFont(Drawing.FONT.deriveFont(Font.BOLD, 12.5f));
        renderer.setDefaultItemLabelPaint(Palette.INK);
        renderer.setItemLabelInsets(new RectangleInsets(4, 4, 4, 4));
        renderer.setDefaultPositiveItemLabelPosition(
                new ItemLabelPosition(ItemLabelAnchor.OUTSIDE12, TextAnchor.BOTTOM_CENTER));
        renderer.setDefaultItemLabelGenerator(
                (data, series, item) -> Figures.number(data.getXValue(series, item)) + " " + Figures.symbol(unit));

        XIntervalSeriesCollection data = new XIntervalSeriesCollection();
        Map<Role, XIntervalSeries> byRole = new EnumMap<>(Role.class);
        double smallest = Double.POSITIVE_INFINITY;
        double largest = 0;
        for (int row = 0; row < results.size(); row++) {
            Result result = results.get(row);
            XIntervalSeries series = byRole.computeIfAbsent(result.role(), role -> addSeries(data, role, renderer));
            Spread spread = result.spread();
            double low = Figures.scaled(unit, spread.p25());
            double high = Figures.scaled(unit, spread.p75());
            series.add(Figures.scaled(unit, spread.median()), low, high, row);
            if (low > 0) {
                smallest = Math.min(smallest, low);
            }
            largest = Math.max(largest, high);
        }
        String better = unit.higherIsBetter() ? "more is better →" : "← less is better";
        // What is 0 lies left of every logarithmic axis; the table shows it.
        double from = Math.min(smallest, Math.max(largest, LEAST));
        LogScale values =
                new LogScale(Figures.symbol(unit) + "   (logarithmic, " + better + ")", from, Math.max(largest, from));
        XYPlot plot = new XYPlot(data, Drawing.quiet(values), Drawing.quiet(designs(results)), renderer);
        Drawing.quieten(plot);
        plot.setRangeGridlineStroke(new BasicStroke(0.6f));
        return plot;
    }

    private static XIntervalSeries addSeries(XIntervalSeriesCollection data, Role role, XYErrorRenderer renderer) {
        XIntervalSeries series = new XIntervalSeries(role.label());
        int index = data.getSeriesCount();
        data.addSeries(series);
        Color colour = Palette.colour(role);
        renderer.setSeriesPaint(index, colour);
        renderer.setSeriesShape(index, Palette.shape(role));
        renderer.setSeriesShapesFilled(index, role != Role.REFERENCE);
        return series;
    }

    private static SymbolAxis designs(List<Result> results) {
        String[] names = results.stream().map(Result::design).toArray(String[]::new);
        SymbolAxis axis = new SymbolAxis(null, names);
        axis.setGridBandsVisible(false);
        axis.setInverted(true);
        axis.setRange(-0.75, names.length - 0.45);
        axis.setTickMarksVisible(false);
        // What is drawn may be some units wider than what the library measured.
        axis.setTickLabelInsets(new RectangleInsets(2, 4, 2, 12));
        axis.setAxisLineVisible(false);
        return axis;
    }
}
