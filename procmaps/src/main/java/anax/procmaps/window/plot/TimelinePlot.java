package anax.procmaps.window.plot;

import anax.procmaps.classify.Category;
import anax.procmaps.show.Words;
import anax.procmaps.text.ByteSize;
import anax.procmaps.window.model.Box;
import anax.procmaps.window.model.Measure;
import anax.procmaps.window.model.Timeline;
import java.util.List;

/// The totals over time, as bands one upon the other, of what is memory.
///
/// Owner: one painting.
///
/// @param points  the oldest first
/// @param measure what is as high as
/// @param words   the language
/// @param theme   colours
public record TimelinePlot(List<Timeline.Point> points, Measure measure, Words words, Theme theme) {
    private static final int STEPS = 4;
    private static final double LEFT = 84;
    private static final double BOTTOM = 24;
    private static final double TOP = 10;
    private static final double RIGHT = 12;

    /// Draws axes and bands.
    public void draw(Canvas canvas, Box whole) {
        var box = new Box(
                whole.x() + LEFT,
                whole.y() + TOP,
                Math.max(1, whole.width() - LEFT - RIGHT),
                Math.max(1, whole.height() - TOP - BOTTOM));
        List<Timeline.Point> known = points.stream()
                .filter(point -> measure == Measure.SIZE || point.pages())
                .toList();
        if (known.size() < 2) {
            canvas.text(words.get("timeline.few"), box.x(), box.y() + canvas.lineHeight(), false, theme.faint());
            return;
        }
        List<Category> uses =
                Timeline.uses(known).stream().filter(Measure::isMemory).toList();
        double greatest = 1;
        for (Timeline.Point point : known) {
            greatest = Math.max(greatest, sum(point, uses));
        }
        drawGrid(canvas, box, greatest, known);
        drawBands(canvas, box, greatest, known, uses);
    }

    private double sum(Timeline.Point point, List<Category> uses) {
        double sum = 0;
        for (Category use : uses) {
            sum += point.totals().bytes(measure, use);
        }
        return sum;
    }

    private void drawGrid(Canvas canvas, Box box, double greatest, List<Timeline.Point> known) {
        for (int step = 0; step <= STEPS; step++) {
            double y = box.y() + box.height() * (STEPS - step) / STEPS;
            String label = ByteSize.text((long) (greatest * step / STEPS));
            canvas.line(box.x(), y, box.x() + box.width(), y, theme.grid());
            canvas.text(label, box.x() - canvas.width(label, false) - 6, y + 4, false, theme.faint());
        }
        double baseline = box.y() + box.height() + canvas.lineHeight();
        long seconds = (known.getLast().millis() - known.getFirst().millis() + 500) / 1000;
        String first = words.get("timeline.ago", seconds);
        String last = words.get("timeline.now");
        canvas.text(first, box.x(), baseline, false, theme.faint());
        canvas.text(last, box.x() + box.width() - canvas.width(last, false), baseline, false, theme.faint());
    }

    private void drawBands(Canvas canvas, Box box, double greatest, List<Timeline.Point> known, List<Category> uses) {
        int count = known.size();
        long first = known.getFirst().millis();
        double span = Math.max(1, known.getLast().millis() - first);
        double[] below = new double[count];
        for (Category use : uses) {
            double[] xs = new double[2 * count];
            double[] ys = new double[2 * count];
            for (int i = 0; i < count; i++) {
                double x = box.x() + box.width() * (known.get(i).millis() - first) / span;
                double above = below[i] + known.get(i).totals().bytes(measure, use);
                xs[i] = x;
                ys[i] = box.y() + box.height() * (1 - above / greatest);
                xs[2 * count - 1 - i] = x;
                ys[2 * count - 1 - i] = box.y() + box.height() * (1 - below[i] / greatest);
                below[i] = above;
            }
            canvas.polygon(xs, ys, theme.of(use));
        }
    }
}
