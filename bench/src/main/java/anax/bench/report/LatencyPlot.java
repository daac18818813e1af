package anax.bench.report;

import anax.bench.measure.Section;
import anax.bench.measure.Unit;
import java.util.List;
import java.util.Locale;

/// The plot of latencies: what the slowest tenth, hundredth, thousandth of operations take at least, on a logarithmic
/// axis.
///
/// Owner: nobody; stateless. Allocates.
final class LatencyPlot {
    private static final List<Unit> POINTS = List.of(
            Unit.LATENCY, Unit.LATENCY_P90, Unit.LATENCY_P99, Unit.LATENCY_P999, Unit.LATENCY_P9999, Unit.LATENCY_MAX);
    private static final List<String> NAMES = List.of("50 %", "90 %", "99 %", "99.9 %", "99.99 %", "max");
    private static final int LEFT = 58;
    private static final int RIGHT = 16;
    private static final int TOP = 14;
    private static final int PLOT = 260;
    private static final int AXIS = 62;
    private static final int LABEL = 20;

    private LatencyPlot() {}

    /// The plot as an `svg` element; nothing if percentiles were not counted.
    static String svg(Section section) {
        double least = Double.POSITIVE_INFINITY;
        double most = 0;
        int rows = section.figures().size();
        for (int row = 0; row < rows; row++) {
            for (int point = 0; point < POINTS.size(); point++) {
                double us = us(section, row, point);
                if (us > 0) {
                    least = Math.min(least, us);
                    most = Math.max(most, us);
                }
            }
        }
        if (Double.isNaN(us(section, 0, POINTS.size() - 1)) || most == 0) {
            return "";
        }
        double from = Math.floor(Math.log10(least));
        double to = Math.max(from + 1, Math.ceil(Math.log10(most)));
        Sketch sketch = new Sketch(TOP + PLOT + AXIS + rows * LABEL, section.title() + ": latency by percentile");
        frame(sketch, from, to);
        for (int row = 0; row < rows; row++) {
            for (int point = 0; point < POINTS.size(); point++) {
                double y = y(us(section, row, point), from, to);
                if (point > 0) {
                    sketch.stroke(row, x(point - 1), y(us(section, row, point - 1), from, to), x(point), y);
                }
                sketch.mark(row, x(point), y);
            }
            double y = TOP + PLOT + AXIS + row * LABEL + 8.0;
            sketch.mark(row, LEFT, y - 4);
            sketch.text(
                    LEFT + 14,
                    y + 1,
                    "start",
                    "label",
                    section.figures().get(row).design());
        }
        return sketch.svg();
    }

    private static void frame(Sketch sketch, double from, double to) {
        for (double power = from; power <= to; power++) {
            double y = y(Math.pow(10, power), from, to);
            sketch.line("grid", LEFT, y, Sketch.WIDTH - RIGHT, y);
            sketch.text(LEFT - 6, y + 4, "end", "tick", label(Math.pow(10, power)));
        }
        sketch.text(
                (LEFT + Sketch.WIDTH - RIGHT) / 2.0,
                TOP + PLOT + 39.0,
                "middle",
                "axis",
                "of all requests took no longer");
        for (int point = 0; point < POINTS.size(); point++) {
            sketch.text(x(point), TOP + PLOT + 20.0, "middle", "tick", NAMES.get(point));
        }
    }

    private static String label(double us) {
        return us >= 1e6
                ? String.format(Locale.ROOT, "%.0f s", us / 1e6)
                : us >= 1e3
                        ? String.format(Locale.ROOT, "%.0f ms", us / 1e3)
                        : us >= 1 ? String.format(Locale.ROOT, "%.0f us", us) : us + " us";
    }

    private static double us(Section section, int row, int point) {
        double ns = point == 0 ? section.figures().get(row).spread().median() : section.further(POINTS.get(point), row);
        return ns / 1e3;
    }

    private static double x(int point) {
        double margin = 26;
        return LEFT + margin + (Sketch.WIDTH - LEFT - RIGHT - 2 * margin) * point / (POINTS.size() - 1);
    }

    private static double y(double us, double from, double to) {
        double place = us > 0 ? (Math.log10(us) - from) / (to - from) : 0;
        return TOP + PLOT * (1 - Math.clamp(place, 0, 1));
    }
}
