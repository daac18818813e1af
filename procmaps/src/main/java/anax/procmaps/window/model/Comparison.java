package anax.procmaps.window.model;

import anax.procmaps.diff.Change;
import anax.procmaps.diff.MapsDiff;
import java.util.List;

/// Two snapshots side by side, of one process or of two.
///
/// Owner: nobody; a value.
///
/// @param before  the one
/// @param after   the other
/// @param changes what is not the same in both, by address
/// @param growth  how many bytes more the other has
public record Comparison(Snapshot before, Snapshot after, List<Change> changes, long growth) {
    /// Takes a copy.
    public Comparison {
        changes = List.copyOf(changes);
    }

    /// Compares.
    public static Comparison of(Snapshot before, Snapshot after) {
        List<Change> changes =
                MapsDiff.between(before.memory().map(), after.memory().map()).differences();
        long growth = changes.stream().mapToLong(Change::growth).sum();
        return new Comparison(before, after, changes, growth);
    }
}
