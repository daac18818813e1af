package anax.procmaps.window.model;

import java.util.ArrayList;
import java.util.List;

/// Cuts a rectangle into rectangles of given areas that are as near to squares as they get: the squarified treemap of
/// Bruls, Huizing and van Wijk (2000).
///
/// Owner: nobody; stateless. In line with the number of areas.
final class Squares {
    private Squares() {}

    /// One box for each weight, in their order.
    ///
    /// @param weights over 0, the greatest first
    static List<Box> cut(double[] weights, Box whole) {
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        List<Box> boxes = new ArrayList<>(weights.length);
        double scale = sum == 0 ? 0 : whole.area() / sum;
        Box rest = whole;
        int from = 0;
        while (from < weights.length) {
            double side = Math.min(rest.width(), rest.height());
            int to = from + 1;
            double row = weights[from] * scale;
            while (to < weights.length
                    && worst(weights[from] * scale, weights[to] * scale, row + weights[to] * scale, side)
                            <= worst(weights[from] * scale, weights[to - 1] * scale, row, side)) {
                row += weights[to] * scale;
                to++;
            }
            rest = lay(weights, from, to, scale, row, rest, boxes);
            from = to;
        }
        return boxes;
    }

    /// How far from a square the worst of a row is, whose greatest and smallest area are told.
    private static double worst(double greatest, double smallest, double row, double side) {
        double square = side * side;
        return Math.max(square * greatest / (row * row), row * row / (square * smallest));
    }

    /// Lays a row along the shorter side; answers with what is left.
    private static Box lay(double[] weights, int from, int to, double scale, double row, Box rest, List<Box> boxes) {
        boolean upright = rest.width() >= rest.height();
        double side = upright ? rest.height() : rest.width();
        double thickness = side == 0 ? 0 : row / side;
        double at = upright ? rest.y() : rest.x();
        for (int i = from; i < to; i++) {
            double length = thickness == 0 ? 0 : weights[i] * scale / thickness;
            boxes.add(upright ? new Box(rest.x(), at, thickness, length) : new Box(at, rest.y(), length, thickness));
            at += length;
        }
        return upright
                ? new Box(rest.x() + thickness, rest.y(), Math.max(0, rest.width() - thickness), rest.height())
                : new Box(rest.x(), rest.y() + thickness, rest.width(), Math.max(0, rest.height() - thickness));
    }
}
