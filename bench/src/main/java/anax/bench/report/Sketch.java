package anax.bench.report;

import anax.bench.measure.Role;
import java.util.Locale;

/// A drawing of lines, marks, bars and text as an `svg` element whose colours the page's style sheet chooses.
///
/// Owner: whoever made it. Allocates. It is narrow, so that its text can still be read on a phone, and needs no fonts
/// to be made.
final class Sketch {
    /// Units across.
    static final int WIDTH = 440;

    private static final int COLOURS = 8;
    private static final double MARK = 5.5;

    private final StringBuilder body = new StringBuilder();
    private final int height;
    private final String meaning;

    /// Makes an empty one.
    ///
    /// @param meaning what it shows, for those who cannot see it
    Sketch(int height, String meaning) {
        this.height = height;
        this.meaning = meaning;
    }

    /// The element.
    String svg() {
        return "<svg class=\"sketch\" viewBox=\"0 0 " + WIDTH + " " + height + "\" role=\"img\" aria-label=\""
                + Html.escaped(meaning) + "\">" + body + "</svg>";
    }

    /// Text that begins, is centred or ends at a point.
    ///
    /// @param anchor `start`, `middle` or `end`
    void text(double x, double y, String anchor, String kind, String text) {
        add(
                "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
                kind, x, y, anchor, Html.escaped(text));
    }

    /// A line of a kind: `grid`, or `ideal`, which is dashed.
    void line(String kind, double x1, double y1, double x2, double y2) {
        String dashes = kind.equals("ideal") ? " stroke-dasharray=\"5 4\"" : "";
        add("<line class=\"%s\"" + dashes + " x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>", kind, x1, y1, x2, y2);
    }

    /// A line of a design.
    void stroke(int design, double x1, double y1, double x2, double y2) {
        stroke(colour(design), x1, y1, x2, y2);
    }

    /// A line in a colour, as style sheets write it.
    void stroke(String colour, double x1, double y1, double x2, double y2) {
        add(
                "<line class=\"stroke\" style=\"stroke:%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>",
                colour, x1, y1, x2, y2);
    }

    /// A bar in a colour.
    void bar(int design, double x, double y, double width, double barHeight) {
        add(
                "<rect class=\"bar\" style=\"fill:%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>",
                colour(design), x, y, width, barHeight);
    }

    /// A design's mark: its shape tells it as well as its colour.
    void mark(int design, double x, double y) {
        String path = switch (design % 5) {
            case 0 -> path(x, y, 0, -1.3, 1.3, 0, 0, 1.3, -1.3, 0);
            case 1 -> path(x, y, -0.9, -0.9, 0.9, -0.9, 0.9, 0.9, -0.9, 0.9);
            case 2 -> path(x, y, 0, -1.1, 1.1, 0.9, -1.1, 0.9);
            case 3 -> path(x, y, 0, 1.1, 1.1, -0.9, -1.1, -0.9);
            default -> path(x, y, -0.5, -1.1, 0.5, -1.1, 1.1, 0, 0.5, 1.1, -0.5, 1.1, -1.1, 0);
        };
        // From the sixth on marks are hollow, so that none is like another.
        String fill = design % 10 < 5 ? colour(design) : "var(--paper)";
        add("<path class=\"design\" style=\"fill:%s;stroke:%s\" d=\"%s\"/>", fill, colour(design), path);
    }

    /// A role's mark, as in the legend.
    void mark(Role role, double x, double y) {
        add("<g transform=\"translate(%.1f %.1f)\">%s</g>", x, y, Marks.path(role));
    }

    private static String path(double x, double y, double... points) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < points.length; i += 2) {
            path.append(String.format(
                    Locale.ROOT, "%s%.1f %.1f", i == 0 ? "M" : "L", x + points[i] * MARK, y + points[i + 1] * MARK));
        }
        return path.append('Z').toString();
    }

    /// The style sheet's name for a colour.
    static String colour(int index) {
        return "var(--d" + (index % COLOURS + 1) + ")";
    }

    @SuppressWarnings("AnnotateFormatMethod") // that annotation is not among what this module depends on
    private void add(String format, Object... values) {
        body.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
