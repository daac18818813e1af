package anax.bench.report;

import anax.bench.measure.Interval;
import anax.bench.measure.Section;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/// The plot of speed-up over CPUs, of those numbers of CPUs alone that there were processors for, and below it the
/// designs in the order of what they gain.
///
/// Owner: nobody; stateless. Allocates.
final class SpeedUpPlot {
    private static final int LEFT = 44;
    private static final int RIGHT = 24;
    private static final int TOP = 14;
    private static final int PLOT = 250;
    private static final int AXIS = 50;
    private static final int LABEL = 21;

    private SpeedUpPlot() {}

    /// The plot as an `svg` element; nothing if there is only one number of CPUs.
    static String svg(Section section) {
        Scaling scaling = Scaling.of(section);
        List<Integer> counts = scaling.realCpus();
        if (counts.size() < 2) {
            return "";
        }
        double most = counts.getLast() / (double) counts.getFirst();
        List<Integer> designs = ranked(scaling);
        Sketch sketch =
                new Sketch(TOP + PLOT + AXIS + designs.size() * LABEL, section.title() + ": speed-up over CPUs");
        frame(sketch, counts, most);
        for (int place = 0; place < designs.size(); place++) {
            curve(sketch, scaling, designs.get(place), most);
            label(sketch, scaling, designs.get(place), TOP + PLOT + AXIS + place * LABEL + 9);
        }
        return sketch.svg();
    }

    /// The places of those designs that ran on more than the fewest CPUs, the fastest gain first.
    private static List<Integer> ranked(Scaling scaling) {
        List<Integer> designs = new ArrayList<>();
        for (int design = 0; design < scaling.designs().size(); design++) {
            if (last(scaling, design) != null) {
                designs.add(design);
            }
        }
        designs.sort(Comparator.comparingDouble(
                        (Integer design) -> last(scaling, design).median())
                .reversed());
        return designs;
    }

    /// The speed-up to the most CPUs that a design ran on; null if it ran on one number of them.
    private static Interval last(Scaling scaling, int design) {
        String name = scaling.designs().get(design);
        return scaling.realCpus().reversed().stream()
                .map(cpus -> scaling.speedUp(name, cpus))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static void frame(Sketch sketch, List<Integer> counts, double most) {
        for (int step = 0; step <= Math.ceil(most); step += most > 10 ? 4 : 1) {
            double y = y(step, most);
            sketch.line("grid", LEFT, y, Sketch.WIDTH - RIGHT, y);
            sketch.text(LEFT - 6, y + 4.5, "end", "tick", step + " ×");
        }
        for (int cpus : counts) {
            sketch.text(x(counts, cpus), TOP + PLOT + 19.0, "middle", "tick", String.valueOf(cpus));
        }
        sketch.text(
                (LEFT + Sketch.WIDTH - RIGHT) / 2.0, TOP + PLOT + 37.0, "middle", "axis", "CPUs with a processor each");
        sketch.line("ideal", x(counts, counts.getFirst()), y(1, most), x(counts, counts.getLast()), y(most, most));
    }

    private static void curve(Sketch sketch, Scaling scaling, int design, double most) {
        List<Integer> counts = scaling.realCpus();
        double lastX = x(counts, counts.getFirst());
        double lastY = y(1, most);
        for (int cpus : counts) {
            Interval speedUp = scaling.speedUp(scaling.designs().get(design), cpus);
            if (speedUp != null) {
                double x = x(counts, cpus);
                double y = y(speedUp.median(), most);
                sketch.stroke(design, lastX, lastY, x, y);
                sketch.stroke(design, x, y(speedUp.low(), most), x, y(speedUp.high(), most));
                sketch.mark(design, x, y);
                lastX = x;
                lastY = y;
            }
        }
    }

    private static void label(Sketch sketch, Scaling scaling, int design, double y) {
        sketch.mark(design, LEFT, y - 5);
        sketch.text(
                LEFT + 14.0,
                y,
                "start",
                "label",
                scaling.designs().get(design) + "  " + Figures.ratio(last(scaling, design)) + " ×");
    }

    private static double x(List<Integer> counts, int cpus) {
        double span = counts.getLast() - counts.getFirst();
        return LEFT + (Sketch.WIDTH - LEFT - RIGHT) * (cpus - counts.getFirst()) / span;
    }

    private static double y(double speedUp, double most) {
        double top = Math.ceil(most);
        return TOP + PLOT * (1 - Math.min(speedUp, top) / top);
    }
}
