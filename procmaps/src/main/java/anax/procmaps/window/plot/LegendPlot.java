package anax.procmaps.window.plot;

import anax.procmaps.classify.Category;
import anax.procmaps.show.Words;
import anax.procmaps.text.ByteSize;
import anax.procmaps.window.model.Box;
import anax.procmaps.window.model.Measure;
import anax.procmaps.window.model.Totals;

/// The uses with their colours and totals, for pictures that leave the window; in it a table stands for this.
///
/// Owner: one painting.
///
/// @param totals  the sums
/// @param measure what is summed
/// @param words   the language
/// @param theme   colours
public record LegendPlot(Totals totals, Measure measure, Words words, Theme theme) {
    private static final double CELL = 250;
    private static final double CHIP = 11;
    private static final double ROW = 20;

    /// How high it is on a canvas of this width.
    public double height(double width) {
        int columns = columns(width);
        int rows = (totals.bySize(measure).size() + columns - 1) / columns;
        return ROW * rows;
    }

    /// Draws it in rows.
    public void draw(Canvas canvas, Box box) {
        int columns = columns(box.width());
        int place = 0;
        for (Category use : totals.bySize(measure)) {
            double x = box.x() + CELL * (place % columns);
            int row = place / columns;
            double y = box.y() + ROW * row;
            canvas.fill(x, y + 4, CHIP, CHIP, theme.of(use));
            canvas.frame(x, y + 4, CHIP, CHIP, theme.faint());
            String text = words.use(use) + "  " + ByteSize.text(totals.bytes(measure, use));
            canvas.text(text, x + CHIP + 6, y + 14, false, theme.ink());
            place++;
        }
    }

    private static int columns(double width) {
        return Math.max(1, (int) (width / CELL));
    }
}
