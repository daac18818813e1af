package anax.procmaps.live;

/// How many pages of some addresses are in which state, as `/proc/PID/pagemap` tells.
///
/// Owner: nobody; a value.
///
/// @param pages how many were looked at
/// @param present in memory
/// @param swapped written out
/// @param fileOrShared in memory and of a file, or shared anonymous
/// @param exclusive in memory and mapped by this process only
/// @param softDirty written since the marks were last cleared, or since the page was made
/// @param unread not looked at: beyond the bound
public record PageTotals(
        long pages, long present, long swapped, long fileOrShared, long exclusive, long softDirty, long unread) {
    /// No pages.
    public static final PageTotals NONE = new PageTotals(0, 0, 0, 0, 0, 0, 0);

    /// The sums of both.
    public PageTotals plus(PageTotals other) {
        return new PageTotals(
                pages + other.pages,
                present + other.present,
                swapped + other.swapped,
                fileOrShared + other.fileOrShared,
                exclusive + other.exclusive,
                softDirty + other.softDirty,
                unread + other.unread);
    }
}
