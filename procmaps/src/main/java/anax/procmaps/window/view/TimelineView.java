package anax.procmaps.window.view;

import anax.procmaps.show.Words;
import anax.procmaps.window.model.Box;
import anax.procmaps.window.model.Measure;
import anax.procmaps.window.model.Timeline;
import anax.procmaps.window.plot.Canvas;
import anax.procmaps.window.plot.TimelinePlot;
import java.util.List;

/// The totals of each use over time.
///
/// Owner: the event thread. Never serialized.
@SuppressWarnings("serial")
public final class TimelineView extends Plot {
    private final Words words;
    private List<Timeline.Point> points = List.of();
    private Measure measure = Measure.SIZE;

    /// @param words the language
    public TimelineView(Words words) {
        super("timeline", words.get("window.timeline"));
        this.words = words;
    }

    /// Shows other points.
    public void show(List<Timeline.Point> all, Measure height) {
        points = List.copyOf(all);
        measure = height;
        tell(words.get("window.looks", points.size()));
    }

    @Override
    void draw(Canvas canvas, Box box) {
        new TimelinePlot(points, measure, words, Style.theme()).draw(canvas, box);
    }
}
