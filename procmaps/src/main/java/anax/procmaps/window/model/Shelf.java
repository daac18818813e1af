package anax.procmaps.window.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The snapshots that the user kept, to compare any two of them.
///
/// Owner: the event thread. At the bound the oldest is dropped.
public final class Shelf {
    /// How many are kept.
    public static final int MOST = 50;

    private final List<Kept> kept = new ArrayList<>();
    private int numbers;

    /// A snapshot with the number that it is called by.
    ///
    /// @param number   from 1, never used twice
    /// @param snapshot what was seen
    public record Kept(int number, Snapshot snapshot) {}

    /// Keeps a snapshot.
    public Kept keep(Snapshot snapshot) {
        if (kept.size() == MOST) {
            kept.removeFirst();
        }
        var one = new Kept(++numbers, snapshot);
        kept.add(one);
        return one;
    }

    /// Those that are kept, the oldest first.
    public List<Kept> all() {
        return Collections.unmodifiableList(kept);
    }
}
