package anax.procmaps.window.model;

/// A rectangle of a picture.
///
/// Owner: nobody; a value.
///
/// @param x      its left edge
/// @param y      its upper edge
/// @param width  to the right
/// @param height downwards
public record Box(double x, double y, double width, double height) {
    /// Whether a point is inside.
    public boolean contains(double px, double py) {
        return px >= x && py >= y && px < x + width && py < y + height;
    }

    /// The area.
    public double area() {
        return width * height;
    }

    /// What is left inside of a frame; nothing if the frame is as large.
    Box inside(double frame, double head) {
        return new Box(x + frame, y + head, Math.max(0, width - 2 * frame), Math.max(0, height - head - frame));
    }
}
