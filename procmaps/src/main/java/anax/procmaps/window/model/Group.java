package anax.procmaps.window.model;

import anax.procmaps.classify.Category;
import anax.procmaps.maps.MapsSnapshot;
import java.util.Arrays;
import java.util.Objects;

/// Regions of one map that belong together, in the order of addresses.
///
/// Owner: nobody; nothing changes it, its array is never given away.
public final class Group {
    /// Why regions belong together.
    public enum Kind {
        /// Parts of one file, as a program's or a library's segments, with what touches them of zeroes.
        FILE,
        /// The stacks of threads, with their guards; these lie apart.
        STACKS,
        /// Memory with its guard below.
        GUARDED
    }

    private final Kind kind;
    private final Category category;
    private final String name;
    private final int[] regions;
    private final long start;

    Group(Kind kind, Category category, String name, MapsSnapshot map, int... regions) {
        this.kind = kind;
        this.category = category;
        this.name = name;
        this.regions = regions.clone();
        this.start = map.start(regions[0]);
    }

    /// Why they belong together.
    public Kind kind() {
        return kind;
    }

    /// What most of it is for.
    public Category category() {
        return category;
    }

    /// What they have in common: a file's name; empty for [Kind#STACKS].
    public String name() {
        return name;
    }

    /// How many regions.
    public int count() {
        return regions.length;
    }

    /// One of the regions, from 0.
    public int region(int place) {
        return regions[place];
    }

    /// A name that stays the same from look to look, as long as the first region stays where it is.
    public Key key() {
        return new Key(kind, kind == Kind.STACKS ? 0 : start, name);
    }

    @Override
    public String toString() {
        return kind + " " + name + " " + Arrays.toString(regions);
    }

    /// What tells a group from the others of its process.
    ///
    /// @param kind  why they belong together
    /// @param start the first address; 0 where there is one group of the kind
    /// @param name  what they have in common
    public record Key(Kind kind, long start, String name) {
        /// Refuses a key without a kind.
        public Key {
            Objects.requireNonNull(kind);
        }
    }
}
