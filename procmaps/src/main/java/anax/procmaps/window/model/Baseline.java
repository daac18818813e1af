package anax.procmaps.window.model;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// Which earlier look the present one is compared with, so that a mark stays long enough to be read also when looks
/// follow each other fast.
///
/// Owner: the event thread. Keeps the looks of a few seconds; at the bound the oldest is dropped, and marks stay for
/// a shorter time.
public final class Baseline {
    /// How long a mark stays, unless looks are further apart.
    public static final long MARK_MILLIS = 5_000;

    private static final int MOST_LOOKS = 32;

    private final Deque<Snapshot> looks = new ArrayDeque<>();

    /// Takes the present look in, and answers with the one to compare it with: the newest that is older than a
    /// mark stays, or else the first. Empty if there is none of the same process.
    public Optional<Snapshot> next(Snapshot now) {
        if (!looks.isEmpty() && !looks.getLast().isOfSameProcess(now)) {
            looks.clear();
        }
        while (looks.size() > 1 && second().millis() <= now.millis() - MARK_MILLIS) {
            looks.removeFirst();
        }
        Optional<Snapshot> before = Optional.ofNullable(looks.peekFirst());
        if (looks.size() == MOST_LOOKS) {
            looks.removeFirst();
        }
        looks.addLast(now);
        return before;
    }

    private Snapshot second() {
        var all = looks.iterator();
        all.next();
        return all.next();
    }

    /// Forgets all looks.
    public void clear() {
        looks.clear();
    }
}
