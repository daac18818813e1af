package anax.procmaps.diff;

import anax.procmaps.maps.Region;
import java.util.Optional;

/// What became of one region.
///
/// Owner: nobody; a value.
///
/// @param kind what happened
/// @param before the region in the first map; empty if it is new
/// @param after the region in the second map; empty if it is gone
public record Change(Kind kind, Optional<Region> before, Optional<Region> after) {
    /// What may happen to a region.
    public enum Kind {
        /// Nothing.
        SAME,
        /// It was not there.
        NEW,
        /// It is there no more.
        GONE,
        /// It has more addresses.
        GROWN,
        /// It has fewer addresses.
        SHRUNK,
        /// It has other rights or another name.
        CHANGED
    }

    /// The region after, or before if it is gone.
    public Region region() {
        return after.orElseGet(() -> before.orElseThrow());
    }

    /// How many bytes more there are after than before.
    public long growth() {
        return after.map(Region::size).orElse(0L) - before.map(Region::size).orElse(0L);
    }
}
