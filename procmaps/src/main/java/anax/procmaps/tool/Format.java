package anax.procmaps.tool;

/// What is written of each target.
///
/// Owner: none, constants.
enum Format {
    /// The table for people.
    TABLE,
    /// The sums for each use.
    TOTALS,
    /// JSON, an object a line.
    JSON,
    /// Comma-separated values.
    CSV,
    /// What pmap writes.
    PMAP,
    /// What `pmap -x` writes.
    PMAP_EXTENDED,
    /// What the original program showed.
    ORIGINAL
}
