package anax.bench.report;

import anax.bench.measure.Interval;
import anax.bench.measure.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The plot of speed-up over CPUs, of those numbers of CPUs alone that there were processors for.
///
/// Owner: nobody; stateless. Allocates.
final class SpeedUpPlot {
    private static final int LEFT = 44;
    private static final int RIGHT = 232;
    private static final int TOP = 14;
    private static final int HEIGHT = 300;
    private static final int BOTTOM = 46;
    private static final int LABEL = 18;

    private SpeedUpPlot() {}

    /// The plot as an `svg` element; nothing if there is only one number of CPUs.
    static String svg(Section section) {
        Scaling scaling = Scaling.of(section);
        List<Integer> counts = scaling.realCpus();
        if (counts.size() < 2) {
            return "";
        }
        double most = counts.getLast() / (double) counts.getFirst();
        int height = Math.max(HEIGHT, TOP + BOTTOM + scaling.designs().size() * LABEL);
        Sketch sketch = new Sketch(height, section.title() + ": speed-up over CPUs");
        frame(sketch, counts, most, height);
        List<double[]> labels = new ArrayList<>();
        for (int design = 0; design < scaling.designs().size(); design++) {
            double lastX = x(counts, counts.getFirst());
            double lastY = y(1, most, height);
            boolean drawn = false;
            for (int cpus : counts.subList(1, counts.size())) {
                Interval speedUp = scaling.speedUp(scaling.designs().get(design), cpus);
                if (speedUp == null) {
                    continue;
                }
                double x = x(counts, cpus);
                double y = y(speedUp.median(), most, height);
                sketch.stroke(design, lastX, lastY, x, y);
                sketch.stroke(design, x, y(speedUp.low(), most, height), x, y(speedUp.high(), most, height));
                sketch.mark(design, x, y);
                lastX = x;
                lastY = y;
                drawn = true;
            }
            if (drawn) {
                labels.add(new double[] {lastY, design});
            }
        }
        labels(sketch, labels, scaling, counts);
        return sketch.svg();
    }

    private static void frame(Sketch sketch, List<Integer> counts, double most, int height) {
        for (int step = 0; step <= Math.ceil(most); step += most > 10 ? 4 : 1) {
            double y = y(step, most, height);
            sketch.line("grid", LEFT, y, Sketch.WIDTH - RIGHT + 8, y);
            sketch.text(LEFT - 6, y + 4, "end", "tick", step + " ×");
        }
        for (int cpus : counts) {
            sketch.text(x(counts, cpus), height - BOTTOM + 20, "middle", "tick", String.valueOf(cpus));
        }
        sketch.text((LEFT + Sketch.WIDTH - RIGHT) / 2.0, height - 8, "middle", "axis", "CPUs that there were");
        sketch.line(
                "ideal",
                x(counts, counts.getFirst()),
                y(1, most, height),
                x(counts, counts.getLast()),
                y(most, most, height));
    }

    /// At the right, in the order of the lines' ends, as far apart as text needs.
    private static void labels(Sketch sketch, List<double[]> ends, Scaling scaling, List<Integer> counts) {
        ends.sort((a, b) -> Double.compare(a[0], b[0]));
        double next = 0;
        for (double[] end : ends) {
            double y = Math.max(end[0] + 4, next);
            int design = (int) end[1];
            String name = scaling.designs().get(design);
            double speedUp = scaling.speedUp(name, counts.getLast()) == null
                    ? Double.NaN
                    : scaling.speedUp(name, counts.getLast()).median();
            sketch.mark(design, Sketch.WIDTH - RIGHT + 22, y - 5);
            sketch.text(
                    Sketch.WIDTH - RIGHT + 34,
                    y,
                    "start",
                    "label",
                    name + (Double.isNaN(speedUp) ? "" : String.format(Locale.ROOT, " %.2f", speedUp)));
            next = y + LABEL;
        }
    }

    private static double x(List<Integer> counts, int cpus) {
        double span = counts.getLast() - counts.getFirst();
        return LEFT + (Sketch.WIDTH - LEFT - RIGHT) * (cpus - counts.getFirst()) / span;
    }

    private static double y(double speedUp, double most, int height) {
        double top = Math.ceil(most);
        return TOP + (height - TOP - BOTTOM) * (1 - Math.min(speedUp, top) / top);
    }
}
