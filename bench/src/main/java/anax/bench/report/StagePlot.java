package anax.bench.report;

import anax.bench.measure.Section;
import anax.bench.measure.Unit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The plot of where processor time goes: a bar for each row, in parts, the load's left out. Rows whose CPUs had to
/// share processors are left out as well.
///
/// Owner: nobody; stateless. Allocates.
final class StagePlot {
    private static final int ROW = 46;
    private static final int BAR = 20;
    private static final int LEGEND_ROW = 22;
    private static final int PER_LINE = 2;
    private static final int ROOM_FOR_NUMBER = 36;
    private static final int RIGHT = 60;

    private static final List<Unit> PARTS = Arrays.stream(Unit.values())
            .filter(unit -> unit.isStage() && unit != Unit.NS_IN_LOAD)
            .toList();

    private StagePlot() {}

    /// What a stage is called.
    static String name(Unit stage) {
        return switch (stage) {
            case NS_IN_LOAD -> "load";
            case NS_IN_RECEIVE -> "link and dispatch";
            case NS_IN_IP -> "IP";
            case NS_IN_UDP -> "UDP";
            case NS_IN_TCP -> "TCP";
            case NS_IN_SOCKET -> "socket";
            case NS_IN_RUNTIME -> "messages";
            case NS_IN_LOCKS -> "locks";
            case NS_IN_SERVICE -> "service";
            case NS_ELSEWHERE -> "other";
            default -> throw new IllegalArgumentException(stage + " is no stage; ask only for those that are");
        };
    }

    /// The plot as an `svg` element; nothing if no samples were taken.
    static String svg(Section section) {
        double most = 0;
        List<Integer> rows = new ArrayList<>();
        for (int row = 0; row < section.figures().size(); row++) {
            if (Scaling.isReal(section.figures().get(row))) {
                rows.add(row);
                most = Math.max(most, sum(section, row));
            }
        }
        if (!(most > 0)) {
            return "";
        }
        List<Unit> parts = PARTS.stream()
                .filter(part -> rows.stream().anyMatch(row -> section.further(part, row) > 0))
                .toList();
        int legend = (parts.size() + PER_LINE - 1) / PER_LINE * LEGEND_ROW + 6;
        Sketch sketch =
                new Sketch(legend + rows.size() * ROW, section.title() + ": processor time per packet by stage");
        for (int part = 0; part < parts.size(); part++) {
            double x = 2 + part % PER_LINE * (Sketch.WIDTH / (double) PER_LINE);
            double y = part / PER_LINE * LEGEND_ROW + 4.0;
            sketch.bar(colour(parts.get(part)), x, y, 13, 13);
            sketch.text(x + 18, y + 11, "start", "label", name(parts.get(part)));
        }
        double scale = (Sketch.WIDTH - RIGHT) / most;
        for (int place = 0; place < rows.size(); place++) {
            bar(sketch, section, parts, rows.get(place), legend + place * ROW, scale);
        }
        return sketch.svg();
    }

    /// A stage has the same colour in all plots. There are not enough for UDP and TCP to have one each, and no
    /// run has both.
    private static int colour(Unit stage) {
        int place = PARTS.indexOf(stage);
        return place >= PARTS.indexOf(Unit.NS_IN_TCP) ? place - 1 : place;
    }

    private static void bar(Sketch sketch, Section section, List<Unit> parts, int row, double y, double scale) {
        sketch.text(0, y + 14, "start", "label", section.figures().get(row).design());
        double x = 0;
        for (Unit part : parts) {
            double ns = section.further(part, row);
            double width = ns * scale;
            if (width > 0) {
                sketch.bar(colour(part), x, y + 19, width, BAR);
                if (width > ROOM_FOR_NUMBER) {
                    sketch.text(x + width / 2, y + 33.5, "middle", "inside", Figures.number(ns));
                }
                x += width;
            }
        }
        sketch.text(x + 5, y + 34, "start", "label", Figures.number(sum(section, row)) + " ns");
    }

    private static double sum(Section section, int row) {
        double sum = 0;
        for (Unit part : PARTS) {
            double ns = section.further(part, row);
            sum += Double.isNaN(ns) ? 0 : ns;
        }
        return sum;
    }
}
