package anax.procmaps.window.model;

import anax.procmaps.ProcessMemory;
import anax.procmaps.classify.Category;
import anax.procmaps.smaps.SmapsSnapshot;

/// What the area of a tile or the height of a band stands for.
///
/// Owner: none, constants.
public enum Measure {
    /// Addresses.
    SIZE(""),
    /// What is in memory.
    RSS("Rss"),
    /// What is in memory, each page divided by the number of those who share it.
    PSS("Pss"),
    /// What is written out.
    SWAP("Swap");

    private static final long KIB = 1024;

    private final String key;

    Measure(String key) {
        this.key = key;
    }

    /// Whether it is known of this memory: all but the size come with the pages.
    public boolean isKnown(ProcessMemory memory) {
        return this == SIZE || memory.pages().isPresent();
    }

    /// Whether there can be memory of a use. Addresses without rights are none, and a JVM has so many of them
    /// that they would press all else flat: pictures of sizes leave them out.
    public static boolean isMemory(Category use) {
        return use != Category.GUARD && use != Category.RESERVED;
    }

    /// How many bytes each region has of it, 0 where it is not known.
    public long[] of(ProcessMemory memory) {
        long[] bytes = new long[memory.map().count()];
        SmapsSnapshot pages = memory.pages().orElse(null);
        int column = pages == null ? -1 : pages.column(key);
        for (int i = 0; i < bytes.length; i++) {
            if (this == SIZE) {
                bytes[i] = memory.map().size(i);
            } else if (column >= 0) {
                bytes[i] = Math.max(0, pages.value(i, column)) * KIB;
            }
        }
        return bytes;
    }
}
