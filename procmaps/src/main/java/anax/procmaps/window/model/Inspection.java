package anax.procmaps.window.model;

import anax.procmaps.show.Words;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// What the window is about: the last look at a process or a file, the looks before, and what the user chose to see
/// of them.
///
/// Owner: the event thread. What it holds is bounded by [Timeline], [Baseline] and [Shelf]. Computes nothing long
/// itself: [#work] is for another thread, and its result comes back by [#show].
public final class Inspection {
    private final Words words;
    private final Timeline timeline = new Timeline();
    private final Baseline baseline = new Baseline();
    private final Shelf shelf = new Shelf();
    private Arrangement arrangement = Arrangement.FIRST;
    private Optional<Snapshot> snapshot = Optional.empty();
    private Optional<Snapshot> before = Optional.empty();
    private Optional<Page> page = Optional.empty();

    /// @param words the language of all texts
    public Inspection(Words words) {
        this.words = words;
    }

    /// Forgets the process, its looks and what was chosen of its addresses; keeps filter, order and the shelf.
    public void begin() {
        timeline.clear();
        baseline.clear();
        arrangement = arrangement.withBrush(Optional.empty()).withUses(Set.of());
        snapshot = Optional.empty();
        before = Optional.empty();
        page = Optional.empty();
    }

    /// Takes a look in. The first of a process or file goes on the shelf. False if it looks like the one that is
    /// shown, which then stays, so that a process at rest costs no more than its reading.
    public boolean take(Snapshot look) {
        if (snapshot.isPresent() && !snapshot.get().isOfSameProcess(look)) {
            timeline.clear();
        }
        if (snapshot.isEmpty()) {
            shelf.keep(look);
        }
        before = baseline.next(look);
        timeline.add(look);
        if (isShown(look)) {
            return false;
        }
        snapshot = Optional.of(look);
        return true;
    }

    /// Whether the page shows all that there is to see in this look: nothing is marked, and nothing would be.
    private boolean isShown(Snapshot look) {
        return page.isPresent()
                && page.get().marks().count() == 0
                && page.get().snapshot() == snapshot.orElse(null)
                && page.get().snapshot().isOfSameProcess(look)
                && page.get().snapshot().looksLike(look)
                && before.isPresent()
                && before.get().looksLike(look);
    }

    /// Changes what the user wants to see.
    public void arrange(UnaryOperator<Arrangement> change) {
        arrangement = change.apply(arrangement);
    }

    /// What has to be computed to show what is wanted now; empty if there is nothing to show.
    public Optional<Supplier<Page>> work() {
        Arrangement wanted = arrangement;
        Optional<Snapshot> earlier = before;
        return snapshot.map(look -> {
            Page known = page.filter(old -> old.snapshot() == look).orElse(null);
            return () -> known == null ? Page.of(words, look, earlier, wanted) : known.arranged(wanted);
        });
    }

    /// Takes back what was computed.
    public void show(Page computed) {
        page = Optional.of(computed);
    }

    /// Puts the last look on the shelf.
    public Optional<Shelf.Kept> keep() {
        return snapshot.map(shelf::keep);
    }

    /// The last look; empty if there is none.
    public Optional<Snapshot> snapshot() {
        return snapshot;
    }

    /// What is shown; empty if there is nothing.
    public Optional<Page> page() {
        return page;
    }

    /// What the user wants to see.
    public Arrangement arrangement() {
        return arrangement;
    }

    /// The looks that were kept, the oldest first.
    public List<Shelf.Kept> kept() {
        return shelf.all();
    }

    /// The totals of all looks at this process.
    public List<Timeline.Point> points() {
        return timeline.points();
    }
}
