package anax.procmaps.window.model;

import anax.procmaps.diff.Change;
import anax.procmaps.maps.Region;
import anax.procmaps.space.Gap;

/// One row of the table.
///
/// Owner: nobody; values.
public sealed interface Row {
    /// A region of the snapshot.
    ///
    /// @param region  its place in the map
    /// @param change  what became of it
    /// @param context whether it only stands beside a row that was asked for
    /// @param inside  whether it stands under its group's row
    record Mapped(int region, Change.Kind change, boolean context, boolean inside) implements Row {}

    /// Addresses that no region uses.
    ///
    /// @param gap which
    record Unused(Gap gap) implements Row {}

    /// Several regions that belong together.
    ///
    /// @param group which
    /// @param open  whether their rows follow
    record Grouped(Group group, boolean open) implements Row {}

    /// A region that is there no more.
    ///
    /// @param region as it was
    record Gone(Region region) implements Row {}
}
