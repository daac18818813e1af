package anax.procmaps.window.model;

/// A column of the table, in the order in which they stand.
///
/// Owner: none, constants.
public enum Column {
    /// What became of the region since the look that it is compared with.
    CHANGE("column.change", "", true, false),
    /// What it is for.
    USE("column.use", "", true, false),
    /// The first address.
    START("column.start", "", true, true),
    /// The address behind the last.
    END("column.end", "", true, true),
    /// How many bytes.
    SIZE("column.size", "", true, true),
    /// How many pages.
    PAGES("column.pages", "", true, true),
    /// In memory.
    RSS("column.Rss", "Rss", false, true),
    /// In memory, shared pages divided.
    PSS("column.Pss", "Pss", false, true),
    /// Written, and nobody else's.
    DIRTY("column.Private_Dirty", "Private_Dirty", false, true),
    /// Written out.
    SWAP("column.Swap", "Swap", false, true),
    /// The rights.
    RIGHTS("column.rights", "", true, false),
    /// The name.
    MAPPING("column.mapping", "", true, false),
    /// Where in its file it begins.
    OFFSET("column.offset", "", true, true),
    /// The file's device.
    DEVICE("column.device", "", true, false),
    /// The file's inode.
    INODE("column.inode", "", true, true),
    /// The kernel's flags.
    FLAGS("column.flags", "", false, false),
    /// Why it is what it is said to be.
    WHY("column.why", "", false, false);

    private final String heading;
    private final String pagesKey;
    private final boolean usual;
    private final boolean number;

    Column(String heading, String pagesKey, boolean usual, boolean number) {
        this.heading = heading;
        this.pagesKey = pagesKey;
        this.usual = usual;
        this.number = number;
    }

    /// The key of the heading.
    public String heading() {
        return heading;
    }

    /// The key in `smaps`; empty if it does not come from there.
    String pagesKey() {
        return pagesKey;
    }

    /// Whether it needs the pages.
    public boolean needsPages() {
        return !pagesKey.isEmpty() || this == FLAGS;
    }

    /// Whether it is shown unless the user hides it.
    public boolean isUsual() {
        return usual;
    }

    /// Whether it is a number, and so stands to the right.
    public boolean isNumber() {
        return number;
    }
}
