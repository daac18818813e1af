package anax.procmaps.original;

/// One row of the original table.
///
/// Owner: nobody; a value.
///
/// @param use what the original program took the region for
/// @param startPage the first address without its last three digits
/// @param endPage the end without its last three digits
/// @param size for people, by the original's arithmetic
/// @param pages how many pages of 4 KiB
/// @param permissions three letters, none for a gap
/// @param mapping the name up to its first blank
public record OriginalRow(
        String use, String startPage, String endPage, String size, String pages, String permissions, String mapping) {
    /// The row as the original program formatted it.
    public String text() {
        return "|| %-12s || %-16s - %-16s || %-12s || %12s || %-4s || %s"
                .formatted(use, startPage, endPage, size, pages, permissions, mapping);
    }
}
