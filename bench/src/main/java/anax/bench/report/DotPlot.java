package anax.bench.report;

import anax.bench.measure.Result;
import anax.bench.measure.Section;
import anax.bench.measure.Spread;
import anax.bench.measure.Unit;
import java.util.List;

/// The plot of a group: a row for each design, a mark at its median, a line from quartile to quartile, a logarithmic
/// axis.
///
/// Owner: nobody; stateless. Allocates.
final class DotPlot {
    private static final int ROW = 42;
    private static final int AXIS = 46;
    private static final int LEFT = 14;
    private static final int RIGHT = 96;
    private static final int LABELS = 6;
    private static final double HALF_A_ROW = 27;
    private static final double CAP = 5;
    private static final double LEAST = 1e-3; // where the axis starts if all figures are 0

    private DotPlot() {}

    /// The plot as an `svg` element.
    static String svg(Section section) {
        List<Result> rows = section.figures();
        LogSteps axis = axis(section.unit(), rows);
        int height = rows.size() * ROW + AXIS;
        Sketch sketch =
                new Sketch(height, section.title() + ": medians and quartiles; the table below holds the same figures");
        for (double value : axis.labelled(LABELS)) {
            double x = x(axis, value);
            sketch.line("grid", x, 0, x, height - AXIS + 4.0);
            sketch.text(x, height - AXIS + 20.0, "middle", "tick", LogSteps.label(value));
        }
        String better = section.unit().higherIsBetter() ? "more is better →" : "← less is better";
        sketch.text(LEFT, height - 5.0, "start", "axis", Figures.symbol(section.unit()) + ", logarithmic, " + better);
        for (int row = 0; row < rows.size(); row++) {
            row(sketch, axis, rows.get(row), row * ROW);
        }
        return sketch.svg();
    }

    /// What is 0 lies left of every logarithmic axis.
    private static LogSteps axis(Unit unit, List<Result> rows) {
        double smallest = Double.POSITIVE_INFINITY;
        double largest = 0;
        for (Result row : rows) {
            double low = Figures.scaled(unit, row.spread().p25());
            smallest = low > 0 ? Math.min(smallest, low) : smallest;
            largest = Math.max(largest, Figures.scaled(unit, row.spread().p75()));
        }
        double from = Math.min(smallest, Math.max(largest, LEAST));
        return LogSteps.around(from, Math.max(largest, from));
    }

    private static void row(Sketch sketch, LogSteps axis, Result row, double top) {
        Unit unit = row.unit();
        Spread spread = row.spread();
        double y = top + HALF_A_ROW;
        sketch.text(LEFT, top + 13, "start", "label", row.design());
        double end = LEFT;
        if (spread.median() > 0) {
            double low = x(axis, Math.max(axis.from(), Figures.scaled(unit, spread.p25())));
            end = x(axis, Figures.scaled(unit, spread.p75()));
            String colour = "var(" + Palette.variable(row.role()) + ")";
            sketch.stroke(colour, low, y, end, y);
            sketch.stroke(colour, low, y - CAP, low, y + CAP);
            sketch.stroke(colour, end, y - CAP, end, y + CAP);
            sketch.mark(row.role(), x(axis, Figures.scaled(unit, spread.median())), y);
        }
        sketch.text(
                end + 11, y + 5, "start", "label", Figures.number(unit, spread.median()) + " " + Figures.symbol(unit));
    }

    private static double x(LogSteps axis, double value) {
        return LEFT + (Sketch.WIDTH - LEFT - RIGHT) * axis.place(value);
    }
}
