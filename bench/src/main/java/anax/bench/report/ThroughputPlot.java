package anax.bench.report;

import anax.bench.measure.Interval;
import anax.bench.measure.Result;
import anax.bench.measure.Section;
import java.util.List;

/// The plot of throughput: for each row a mark at its median and a line for the 95 % interval, on an axis that begins
/// at 0. Rows whose CPUs had to share processors are left out.
///
/// Owner: nobody; stateless. Allocates.
final class ThroughputPlot {
    private static final int ROW = 40;
    private static final int AXIS = 40;
    private static final int RIGHT = 112;
    private static final int LEFT = 8;
    private static final double HALF_A_ROW = 26;

    /// An interval of few forks may reach far; the axis ends at this many times the highest median.
    private static final double BEYOND = 1.25;

    private ThroughputPlot() {}

    /// The plot as an `svg` element; nothing if no row had its processors.
    static String svg(Section section) {
        Scaling scaling = Scaling.of(section);
        List<Result> rows = section.figures().stream()
                .filter(row -> row.cpus() <= scaling.processors())
                .toList();
        if (rows.isEmpty()) {
            return "";
        }
        double highest = 0;
        double reached = 0;
        for (Result row : rows) {
            highest = Math.max(highest, row.spread().median());
            reached = Math.max(reached, Interval.of(Interval.byFork(row)).high());
        }
        double most = Math.min(reached, BEYOND * highest);
        int height = rows.size() * ROW + AXIS;
        Sketch sketch = new Sketch(height, section.title() + ": throughput; the table below holds the same figures");
        double step = step(most);
        for (int i = 0; i * step <= most; i++) {
            double x = x(i * step, most);
            sketch.line("grid", x, 0, x, height - AXIS + 4.0);
            sketch.text(x, height - AXIS + 20.0, "middle", "tick", label(section, i * step));
        }
        sketch.text(LEFT, height - 4.0, "start", "axis", Figures.symbol(section.unit()) + ", more is better →");
        for (int i = 0; i < rows.size(); i++) {
            row(sketch, scaling, rows.get(i), i * ROW, most);
        }
        return sketch.svg();
    }

    private static void row(Sketch sketch, Scaling scaling, Result row, double top, double most) {
        Interval interval = Interval.of(Interval.byFork(row));
        int design = scaling.designs().indexOf(Scaling.design(row));
        double y = top + HALF_A_ROW;
        sketch.text(LEFT, top + 13, "start", "label", row.design());
        sketch.stroke(design, x(interval.low(), most), y, x(interval.high(), most), y);
        sketch.mark(design, x(interval.median(), most), y);
        sketch.text(
                x(interval.high(), most) + 10,
                y + 4.5,
                "start",
                "label",
                Figures.number(row.unit(), interval.median()) + " " + Figures.symbol(row.unit()));
    }

    /// Some four steps of a round number each.
    private static double step(double most) {
        double power = Math.pow(10, Math.floor(Math.log10(most)));
        double first = most / power;
        return power * (first < 2 ? 0.5 : first < 5 ? 1 : 2);
    }

    private static String label(Section section, double value) {
        return LogSteps.label(Figures.scaled(section.unit(), value)).replaceAll("^0\\.?0*$", "0");
    }

    private static double x(double value, double most) {
        return LEFT + (Sketch.WIDTH - LEFT - RIGHT) * Math.min(value, most) / most;
    }
}
