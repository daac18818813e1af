package anax.procmaps.window.model;

import anax.procmaps.classify.Category;
import java.util.ArrayList;
import java.util.List;

/// The totals of a process over time.
///
/// Owner: the event thread. Holds at most [#MOST] points: at the bound every other is dropped, so the line gets
/// coarser and reaches further back.
public final class Timeline {
    /// How many points are held.
    public static final int MOST = 1_200;

    private final List<Point> points = new ArrayList<>();

    /// The totals of one look.
    ///
    /// @param millis when, in milliseconds since 1970
    /// @param totals the sums
    /// @param pages  whether the pages were counted
    public record Point(long millis, Totals totals, boolean pages) {}

    /// Adds a look, which is later than all before.
    public void add(Snapshot snapshot) {
        if (points.size() == MOST) {
            for (int i = MOST - 1; i > 0; i -= 2) {
                points.remove(i);
            }
        }
        points.add(new Point(
                snapshot.millis(), snapshot.totals(), snapshot.memory().pages().isPresent()));
    }

    /// Forgets everything.
    public void clear() {
        points.clear();
    }

    /// The points as they are now, the oldest first.
    public List<Point> points() {
        return List.copyOf(points);
    }

    /// The uses that any of the points has, in the order of their constants, so that a band keeps its place.
    public static List<Category> uses(List<Point> points) {
        List<Category> uses = new ArrayList<>();
        for (Category category : Category.values()) {
            if (points.stream().anyMatch(point -> point.totals().regions(category) > 0)) {
                uses.add(category);
            }
        }
        return uses;
    }
}
