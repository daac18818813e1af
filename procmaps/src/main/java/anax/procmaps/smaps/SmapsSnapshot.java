package anax.procmaps.smaps;

import anax.procmaps.maps.MapsParser;
import anax.procmaps.maps.MapsSnapshot;
import anax.procmaps.text.NameTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The regions of a process with what is told of each: resident, shared, dirty and swapped sizes, flags, and every
/// other key there is.
///
/// Owner: nobody; nothing changes it, any thread may read. Holds 8 bytes for each key of each region, and 4 for its
/// flags. Accessors by index allocate nothing.
public final class SmapsSnapshot {
    private final MapsSnapshot regions;
    private final List<KeyColumn> keys;
    private final NameTable texts;
    private final int[] flags;
    private final int badLines;

    SmapsSnapshot(MapsSnapshot regions, List<KeyColumn> keys, NameTable texts, int[] flags, int badLines) {
        this.regions = regions;
        this.keys = keys;
        this.texts = texts;
        this.flags = flags;
        this.badLines = badLines;
    }

    /// Parses the text of `/proc/PID/smaps` or `smaps_rollup`. Throws nothing, whatever the octets.
    public static SmapsSnapshot parse(byte[] text) {
        return new SmapsParser(new MapsParser()).parse(text);
    }

    /// The regions, as in `maps`. A rollup has one, with the name `[rollup]`, which is none.
    public MapsSnapshot regions() {
        return regions;
    }

    /// The names of all keys, in the order in which they first came; without `VmFlags`.
    public List<String> keys() {
        List<String> names = new ArrayList<>(keys.size());
        for (KeyColumn key : keys) {
            names.add(key.name());
        }
        return Collections.unmodifiableList(names);
    }

    /// Whether the key's values carried the unit kB; false also for a key that there is not.
    public boolean isSize(String key) {
        int column = column(key);
        return column >= 0 && keys.get(column).isSize();
    }

    /// The place of a key, for [#value(int, int)]; -1 if no region has it.
    public int column(String key) {
        for (int i = 0; i < keys.size(); i++) {
            if (keys.get(i).name().equals(key)) {
                return i;
            }
        }
        return -1;
    }

    /// A region's number under the key at a place; -1 if it has none there. Sizes are KiB.
    public long value(int region, int column) {
        return column < 0 ? -1 : Math.max(-1, keys.get(column).value(region));
    }

    /// A region's number under a key; -1 if it has none. Sizes are KiB.
    public long value(int region, String key) {
        return value(region, column(key));
    }

    /// What stands under a key that holds words, such as Android's `Name`; empty if there are none.
    public String text(int region, String key) {
        int column = column(key);
        int id = column < 0 ? 0 : keys.get(column).textNumber(region);
        return texts.text(id);
    }

    /// The line `VmFlags` as it came, without its name; empty if there was none or nothing in it.
    public String flagLine(int region) {
        return texts.text(flags[region]);
    }

    /// The flags, known or not.
    public List<VmFlag> flags(int region) {
        return VmFlag.parse(flagLine(region));
    }

    /// The sum of a key over all regions, 0 if none has it.
    public long total(String key) {
        int column = column(key);
        long total = 0;
        for (int i = 0; i < regions.count(); i++) {
            total += Math.max(0, value(i, column));
        }
        return total;
    }

    /// The sums of what is asked for most.
    public MemoryTotals totals() {
        return MemoryTotals.of(this);
    }

    /// How many lines are neither a region nor a key.
    public int badLines() {
        return badLines;
    }
}
