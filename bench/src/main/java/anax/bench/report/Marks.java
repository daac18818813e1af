package anax.bench.report;

import anax.bench.measure.Role;
import java.awt.Shape;
import java.awt.geom.PathIterator;
import java.util.Locale;

/// The plots' marks, one by one, for the legend.
///
/// Owner: nobody; stateless. Allocates.
final class Marks {
    private Marks() {}

    /// A mark as a small `svg` element that stands in a line of text.
    static String svg(Role role) {
        return "<svg class=\"mark\" viewBox=\"-9 -9 18 18\" aria-hidden=\"true\">" + path(role) + "</svg>";
    }

    /// A mark around the origin, as a `path` element.
    static String path(Role role) {
        String colour = "var(" + Palette.variable(role) + ")";
        String fill = role == Role.REFERENCE ? "var(--paper)" : colour;
        return "<path style=\"fill:" + fill + ";stroke:" + colour + "\" d=\"" + path(Palette.shape(role)) + "\"/>";
    }

    private static String path(Shape shape) {
        StringBuilder path = new StringBuilder();
        double[] points = new double[6];
        for (PathIterator it = shape.getPathIterator(null, 0.1); !it.isDone(); it.next()) {
            switch (it.currentSegment(points)) {
                case PathIterator.SEG_MOVETO -> point(path, 'M', points);
                case PathIterator.SEG_LINETO -> point(path, 'L', points);
                default -> path.append('Z');
            }
        }
        return path.toString();
    }

    private static void point(StringBuilder path, char command, double[] points) {
        path.append(String.format(Locale.ROOT, "%c%.1f %.1f", command, points[0], points[1]));
    }
}
