package anax.bench.report;

import anax.bench.measure.Role;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/// Colours and shapes of the plots.
///
/// Owner: nobody; stateless.
///
/// A role has a shape and a colour, so neither is needed to tell it. What is drawn is a stand-in: each stands for a
/// variable of the page's style sheet, where the light and the dark form are.
final class Palette {
    /// Text and axis.
    static final Color INK = new Color(1, 2, 3);

    /// Grid lines.
    static final Color GRID = new Color(4, 5, 6);

    private static final Color FLOOR = new Color(7, 8, 9);
    private static final Color OURS = new Color(10, 11, 12);
    private static final Color RIVAL = new Color(13, 14, 15);
    private static final Color REFERENCE = new Color(16, 17, 18);

    private Palette() {}

    static Color colour(Role role) {
        return switch (role) {
            case FLOOR -> FLOOR;
            case OURS -> OURS;
            case RIVAL -> RIVAL;
            case REFERENCE -> REFERENCE;
        };
    }

    static Shape shape(Role role) {
        return switch (role) {
            case FLOOR -> new Ellipse2D.Double(-5, -5, 10, 10);
            case OURS -> polygon(0, -8, 8, 0, 0, 8, -8, 0);
            case RIVAL -> new Rectangle2D.Double(-4.5, -4.5, 9, 9);
            case REFERENCE -> polygon(0, -6, 6, 5, -6, 5);
        };
    }

    /// Puts the style sheet's variables in place of the stand-ins.
    static String withVariables(String svg) {
        String text = svg.replace(css(INK), "var(--ink)").replace(css(GRID), "var(--grid)");
        for (Role role : Role.values()) {
            text = text.replace(css(colour(role)), "var(" + variable(role) + ")");
        }
        return text;
    }

    /// The style sheet's variable for a role.
    static String variable(Role role) {
        return "--" + role.label();
    }

    private static String css(Color colour) {
        return "rgb(" + colour.getRed() + "," + colour.getGreen() + "," + colour.getBlue() + ")";
    }

    private static Shape polygon(double... points) {
        Path2D path = new Path2D.Double();
        path.moveTo(points[0], points[1]);
        for (int i = 2; i < points.length; i += 2) {
            path.lineTo(points[i], points[i + 1]);
        }
        path.closePath();
        return path;
    }
}
