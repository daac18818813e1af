package anax.procmaps.window.model;

import anax.procmaps.diff.Change;
import anax.procmaps.diff.MapsDiff;
import anax.procmaps.maps.MapsSnapshot;
import anax.procmaps.maps.Region;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What became of each region of a snapshot since an earlier one.
///
/// Owner: nobody; nothing changes it.
public final class Marks {
    /// Nothing to compare with.
    public static final Marks NONE = new Marks(new Change.Kind[0], List.of());

    private final Change.Kind[] kinds;
    private final List<Region> gone;

    private Marks(Change.Kind[] kinds, List<Region> gone) {
        this.kinds = kinds;
        this.gone = List.copyOf(gone);
    }

    /// Compares two snapshots. A torn map that could not be put in order has no marks, for its places are others
    /// in the difference.
    public static Marks between(Snapshot before, Snapshot after) {
        MapsSnapshot map = after.memory().map();
        if (!map.isOrdered()) {
            return NONE;
        }
        Change.Kind[] kinds = new Change.Kind[map.count()];
        Arrays.fill(kinds, Change.Kind.SAME);
        List<Region> gone = new ArrayList<>();
        for (Change change : MapsDiff.between(before.memory().map(), map).differences()) {
            change.after()
                    .ifPresentOrElse(region -> kinds[region.index()] = change.kind(), () -> gone.add(change.region()));
        }
        return new Marks(kinds, gone);
    }

    /// What became of a region.
    public Change.Kind of(int region) {
        return kinds.length == 0 ? Change.Kind.SAME : kinds[region];
    }

    /// What is there no more, by address.
    public List<Region> gone() {
        return gone;
    }

    /// How many regions are not as they were, with those that are gone.
    public int count() {
        int count = gone.size();
        for (Change.Kind kind : kinds) {
            count += kind == Change.Kind.SAME ? 0 : 1;
        }
        return count;
    }
}
