package anax.procmaps.diff;

import anax.procmaps.maps.MapsSnapshot;
import anax.procmaps.maps.Region;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The difference of two maps, in the order of addresses.
///
/// Owner: nobody; a value. Sorting takes n log n for n regions.
///
/// @param changes one for each region of either map
public record MapsDiff(List<Change> changes) {
    /// Takes a copy.
    public MapsDiff {
        changes = List.copyOf(changes);
    }

    /// Compares two maps; one that is torn is put in order first.
    public static MapsDiff between(MapsSnapshot before, MapsSnapshot after) {
        return new Pairing(before.normalised(), after.normalised()).diff();
    }

    /// Those that are not [Change.Kind#SAME].
    public List<Change> differences() {
        return changes.stream()
                .filter(change -> change.kind() != Change.Kind.SAME)
                .toList();
    }

    /// Finds for each region the one that it became. Owner: one call.
    private static final class Pairing {
        private static final int NONE = -1;

        private final MapsSnapshot before;
        private final MapsSnapshot after;
        private final int[] successor;
        private final boolean[] hasPredecessor;

        Pairing(MapsSnapshot before, MapsSnapshot after) {
            this.before = before;
            this.after = after;
            this.successor = new int[before.count()];
            this.hasPredecessor = new boolean[after.count()];
            Arrays.fill(successor, NONE);
        }

        MapsDiff diff() {
            pairByStart();
            pairByEnd();
            List<Change> changes = new ArrayList<>();
            for (int old = 0; old < before.count(); old++) {
                changes.add(change(old, successor[old]));
            }
            for (int next = 0; next < after.count(); next++) {
                if (!hasPredecessor[next]) {
                    changes.add(new Change(Change.Kind.NEW, Optional.empty(), Optional.of(after.region(next))));
                }
            }
            changes.sort((a, b) ->
                    Long.compareUnsigned(a.region().start(), b.region().start()));
            return new MapsDiff(changes);
        }

        private void pairByStart() {
            int next = 0;
            for (int old = 0; old < before.count(); old++) {
                while (next < after.count() && Long.compareUnsigned(after.start(next), before.start(old)) < 0) {
                    next++;
                }
                if (next < after.count()
                        && after.start(next) == before.start(old)
                        && isSameFile(old, next)
                        && before.offset(old) == after.offset(next)) {
                    pair(old, next);
                }
            }
        }

        /// Stacks grow down, and so do the areas that the kernel hands out, which merge below.
        private void pairByEnd() {
            int next = 0;
            for (int old = 0; old < before.count(); old++) {
                while (next < after.count() && Long.compareUnsigned(after.end(next), before.end(old)) < 0) {
                    next++;
                }
                if (next < after.count()
                        && successor[old] == NONE
                        && !hasPredecessor[next]
                        && after.end(next) == before.end(old)
                        && isSameFile(old, next)) {
                    pair(old, next);
                }
            }
        }

        private void pair(int old, int next) {
            if (!hasPredecessor[next]) {
                successor[old] = next;
                hasPredecessor[next] = true;
            }
        }

        private boolean isSameFile(int old, int next) {
            return before.inode(old) == after.inode(next)
                    && before.major(old) == after.major(next)
                    && before.minor(old) == after.minor(next);
        }

        private Change change(int old, int place) {
            Region was = before.region(old);
            if (place == NONE) {
                return new Change(Change.Kind.GONE, Optional.of(was), Optional.empty());
            }
            Region is = after.region(place);
            return new Change(kind(was, is), Optional.of(was), Optional.of(is));
        }

        private static Change.Kind kind(Region was, Region is) {
            int compared = Long.compareUnsigned(was.size(), is.size());
            if (compared != 0) {
                return compared < 0 ? Change.Kind.GROWN : Change.Kind.SHRUNK;
            }
            boolean same = was.permissions() == is.permissions() && was.name().equals(is.name());
            return same ? Change.Kind.SAME : Change.Kind.CHANGED;
        }
    }
}
