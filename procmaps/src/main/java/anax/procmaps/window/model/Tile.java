package anax.procmaps.window.model;

import anax.procmaps.classify.Category;

/// One rectangle of the treemap.
///
/// Owner: nobody; a value.
///
/// @param level    what it stands for
/// @param box      where it is
/// @param category the use
/// @param name     the name of what is mapped; empty for a use, and for memory without a name
/// @param region   the region; -1 unless the level is [Level#REGION]
/// @param count    how many regions it stands for
/// @param bytes    how many bytes of the measure
public record Tile(Level level, Box box, Category category, String name, int region, int count, long bytes) {
    /// What a tile stands for; each lies in one of the level before.
    public enum Level {
        /// All regions of one use.
        CATEGORY,
        /// All regions of one use that have one name.
        NAME,
        /// One region, or all that are too small for tiles of their own.
        REGION
    }
}
