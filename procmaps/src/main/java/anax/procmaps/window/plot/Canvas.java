package anax.procmaps.window.plot;

import java.awt.Color;

/// What pictures are drawn on: a screen, an image, or an SVG document. One unit is a pixel of a screen that is not
/// scaled.
public interface Canvas {
    /// Fills a rectangle.
    void fill(double x, double y, double width, double height, Color colour);

    /// Draws a thin frame inside of a rectangle.
    void frame(double x, double y, double width, double height, Color colour);

    /// Fills what lies within corners.
    void polygon(double[] xs, double[] ys, Color colour);

    /// Draws a thin line.
    void line(double fromX, double fromY, double toX, double toY, Color colour);

    /// Writes a line of text, whose letters stand on `baseline`.
    void text(String text, double x, double baseline, boolean bold, Color colour);

    /// How wide a line of text is.
    double width(String text, boolean bold);

    /// How high a line of text is.
    double lineHeight();

    /// The text, or as much of its beginning as fits, with an ellipsis; empty if not even three letters fit.
    default String fitting(String text, double room, boolean bold) {
        if (width(text, bold) <= room) {
            return text;
        }
        int end = text.length() - 1;
        while (end > 2 && width(text.substring(0, end) + "…", bold) > room) {
            end--;
        }
        return end > 2 ? text.substring(0, end) + "…" : "";
    }
}
