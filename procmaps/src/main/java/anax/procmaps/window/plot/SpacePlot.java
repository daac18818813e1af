package anax.procmaps.window.plot;

import anax.procmaps.filter.Filter;
import anax.procmaps.window.model.Box;
import anax.procmaps.window.model.Snapshot;
import anax.procmaps.window.model.SpaceScale;
import java.awt.Color;
import java.util.Optional;

/// The address space as a bar, the lowest address left.
///
/// Owner: one painting. At most one rectangle for each column of pixels, however many regions there are.
///
/// @param snapshot what is shown
/// @param scale    where the addresses stand
/// @param brush    the range that the user chose
/// @param pointed  the segment that the user points at; -1 for none
/// @param theme    colours
public record SpacePlot(Snapshot snapshot, SpaceScale scale, Optional<Filter.Range> brush, int pointed, Theme theme) {
    /// How high the bar is without the addresses under it.
    public static final int BAR = 34;

    private static final double MARGIN = 3;

    /// Draws the bar and the addresses of its ends.
    public void draw(Canvas canvas, Box box) {
        canvas.fill(box.x(), box.y(), box.width(), BAR, theme.grid());
        drawRegions(canvas, box);
        brush.ifPresent(range -> drawBrush(canvas, box, range));
        if (pointed >= 0 && pointed < scale.count()) {
            double from = box.x() + scale.from(pointed) * box.width();
            double width = Math.max(3, (scale.to(pointed) - scale.from(pointed)) * box.width());
            canvas.frame(from - 1, box.y(), width + 2, BAR, theme.ink());
        }
        drawEnds(canvas, box);
    }

    /// Each column shows the region in its middle; columns of one colour are one rectangle.
    private void drawRegions(Canvas canvas, Box box) {
        int columns = (int) Math.ceil(box.width());
        Color colour = null;
        int from = 0;
        for (int column = 0; column <= columns && scale.count() > 0; column++) {
            Color next = column == columns ? null : colourAt((column + 0.5) / columns);
            if (column > 0 && (next == null ? colour != null : !next.equals(colour))) {
                if (colour != null) {
                    canvas.fill(box.x() + from, box.y(), (double) column - from, BAR, colour);
                }
                from = column;
            }
            colour = next;
        }
    }

    private Color colourAt(double place) {
        int region = scale.region(scale.segmentAt(place));
        return region == SpaceScale.NO_REGION
                ? null
                : theme.of(snapshot.memory().classes().category(region));
    }

    private void drawBrush(Canvas canvas, Box box, Filter.Range range) {
        double from = 1;
        double to = 0;
        for (int i = 0; i < scale.count(); i++) {
            if (range.meets(scale.start(i), scale.end(i))) {
                from = Math.min(from, scale.from(i));
                to = Math.max(to, scale.to(i));
            }
        }
        if (from < to) {
            double left = box.x() + from * box.width();
            double width = Math.max(2, (to - from) * box.width());
            canvas.frame(left, box.y(), width, BAR, theme.accent());
            canvas.frame(left + 1, box.y() + 1, width - 2, (double) BAR - 2, theme.accent());
        }
    }

    private void drawEnds(Canvas canvas, Box box) {
        if (scale.count() == 0) {
            return;
        }
        double baseline = box.y() + BAR + canvas.lineHeight();
        String first = Long.toHexString(scale.start(0));
        long end = scale.end(scale.count() - 1);
        String last = end == 0 ? "10000000000000000" : Long.toHexString(end);
        canvas.text(first, box.x() + MARGIN, baseline, false, theme.faint());
        canvas.text(last, box.x() + box.width() - canvas.width(last, false) - MARGIN, baseline, false, theme.faint());
    }
}
