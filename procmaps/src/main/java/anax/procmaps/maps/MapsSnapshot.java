package anax.procmaps.maps;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;

/// The regions of one map, in the order of its lines, with all that is needed to write the same text again.
///
/// Owner: nobody when [#parse] made it: nothing changes it, any thread may read. When a [MapsParser] made it, the
/// parser's owner, until the next parse. Holds 45 bytes for each region, and each distinct name once; not the text.
/// The accessors by index allocate nothing; [#region] makes a view. Never blocks; bounded by the length of an array.
///
/// ```java
/// var map = MapsSnapshot.parse(Files.readAllBytes(Path.of("/proc/self/maps")));
/// for (Region region : map) {
///     System.out.println(region.name() + " " + region.size());
/// }
/// ```
public final class MapsSnapshot implements Iterable<Region> {
    private final Columns columns;

    MapsSnapshot(Columns columns) {
        this.columns = columns;
    }

    /// Parses a text into a snapshot of its own. Throws nothing, whatever the octets; see [#flaws].
    public static MapsSnapshot parse(byte[] text) {
        var parser = new MapsParser(lines(text));
        parser.parse(text);
        return parser.snapshot().trimmed();
    }

    /// How many regions there are.
    public int count() {
        return columns.count;
    }

    /// The first address, unsigned.
    public long start(int region) {
        return columns.start[region];
    }

    /// The address behind the last, unsigned.
    public long end(int region) {
        return columns.end[region];
    }

    /// How many bytes the region has, unsigned.
    public long size(int region) {
        return columns.end[region] - columns.start[region];
    }

    /// Rights, as bits of [Permissions].
    public int permissions(int region) {
        return columns.permissions[region];
    }

    /// Where in its file the region begins, in bytes, unsigned.
    public long offset(int region) {
        return columns.offset[region];
    }

    /// The major number of the file's device.
    public int major(int region) {
        return columns.major[region];
    }

    /// The minor number of the file's device.
    public int minor(int region) {
        return columns.minor[region];
    }

    /// The file's inode, unsigned; 0 if the region has no file.
    public long inode(int region) {
        return columns.inode[region];
    }

    /// The name as text; empty if there is none. The same String for the same name.
    public String name(int region) {
        return columns.names.text(columns.name[region]);
    }

    /// The octets of the name, in an array of the caller's own.
    public byte[] nameOctets(int region) {
        return columns.names.octets(columns.name[region]);
    }

    /// A number for the name: equal numbers mean equal names, and 0 that there is none. Below [#nameCount].
    public int nameNumber(int region) {
        return columns.name[region];
    }

    /// How many distinct names there are, with the empty one.
    public int nameCount() {
        return columns.names.count();
    }

    /// A region as an object.
    public Region region(int region) {
        return new Region(this, Objects.checkIndex(region, columns.count));
    }

    /// The region that holds an address, or -1: by halves if [#isOrdered], else through all, the last that holds
    /// it.
    public int indexOf(long address) {
        if (!columns.ordered) {
            return lastThatHolds(address);
        }
        int at = firstEndingAfter(address);
        return at < columns.count && Long.compareUnsigned(columns.start[at], address) <= 0 ? at : -1;
    }

    /// The first region whose end lies behind an address, or [#count]. Right only if [#isOrdered].
    public int firstEndingAfter(long address) {
        final long[] end = columns.end;
        int low = 0;
        for (int left = columns.count; left > 0; ) {
            int half = (left + 1) >>> 1;
            // Half of all guesses are wrong, so they are not made: -1 if that end is not behind the address, else 0.
            low += half & ~below(address, end[low + half - 1]);
            left -= half;
        }
        return low;
    }

    /// -1 if the one is below the other, both unsigned, else 0; without a branch.
    private static int below(long one, long other) {
        return (int) (((~one & other) | ((~one | other) & (one - other))) >> 63);
    }

    private int lastThatHolds(long address) {
        for (int i = columns.count - 1; i >= 0; i--) {
            if (Long.compareUnsigned(columns.start[i], address) <= 0
                    && Long.compareUnsigned(address, columns.end[i]) < 0) {
                return i;
            }
        }
        return -1;
    }

    /// Whether no region begins before the end of the one before it. A text of the kernel that is not so is torn:
    /// its parts are of different moments, and a region that changed in between came twice.
    public boolean isOrdered() {
        return columns.ordered;
    }

    /// Whether the text ended within a line.
    public boolean isCut() {
        return !columns.newlineAtEnd;
    }

    /// How many lines are no regions.
    public int badLines() {
        return columns.odd.badCount();
    }

    /// What is wrong with the text, in the order of its lines; at most so many.
    public List<Flaw> flaws(int most) {
        List<Flaw> flaws = new ArrayList<>();
        addBadLines(flaws, most);
        for (int i = 0; i < columns.count && columns.zeroLengths > 0 && flaws.size() < most; i++) {
            if (columns.start[i] == columns.end[i]) {
                flaws.add(new Flaw(lineOf(i), Flaw.Kind.NO_LENGTH, region(i).toString()));
            }
        }
        if (!columns.ordered && flaws.size() < most) {
            int first = columns.firstOutOfOrder;
            flaws.add(new Flaw(
                    lineOf(first), Flaw.Kind.OUT_OF_ORDER, region(first).toString()));
        }
        if (isCut() && flaws.size() < most) {
            flaws.add(new Flaw(columns.count + badLines(), Flaw.Kind.CUT, ""));
        }
        flaws.sort(Comparator.comparingInt(Flaw::line));
        return flaws;
    }

    /// The number of a region's line in its text, from 1.
    public int lineOf(int region) {
        OddLines odd = columns.odd;
        int before = 0;
        while (before < odd.count() && odd.regionsBefore(before) <= region) {
            before++;
        }
        return region + odd.badBefore(before) + 1;
    }

    private void addBadLines(List<Flaw> flaws, int most) {
        OddLines odd = columns.odd;
        for (int i = 0; i < odd.count() && flaws.size() < most; i++) {
            int number = odd.regionsBefore(i) + odd.badBefore(i) + 1;
            for (int at = odd.begin(i); odd.isBad(i) && at <= odd.end(i) && flaws.size() < most; number++) {
                int end = odd.lineEnd(i, at);
                boolean hasReturn = columns.carriageReturns && end < odd.end(i);
                flaws.add(new Flaw(number, Flaw.Kind.NO_REGION, odd.text(at, hasReturn ? end - 1 : end)));
                at = end + 1;
            }
        }
    }

    /// The text that was parsed, octet for octet.
    ///
    /// @throws IllegalStateException if it does not fit into one array, which the text of an array always does
    public byte[] format() {
        return new MapsFormat(columns).text();
    }

    /// The same without what a torn read leaves: in the order of addresses, and where two regions overlap the one
    /// that was read later. This snapshot if it [#isOrdered]. Bad lines are left out.
    public MapsSnapshot normalised() {
        return columns.ordered ? this : new MapsSnapshot(new Mending(columns).mended());
    }

    @Override
    public Iterator<Region> iterator() {
        return new Iterator<>() {
            private int at;

            @Override
            public boolean hasNext() {
                return at < columns.count;
            }

            @Override
            public Region next() {
                if (!hasNext()) {
                    throw new NoSuchElementException("there are %d regions".formatted(columns.count));
                }
                return new Region(MapsSnapshot.this, at++);
            }
        };
    }

    @Override
    public String toString() {
        return "%d regions with %d names".formatted(count(), nameCount() - 1);
    }

    private MapsSnapshot trimmed() {
        columns.trim();
        return this;
    }

    /// How many lines are long enough to be regions, so that no text asks for more room than it may fill.
    private static int lines(byte[] text) {
        int lines = 0;
        int begin = 0;
        for (int i = 0; i < text.length; i++) {
            if (text[i] == '\n') {
                lines += i - begin >= MapsLine.LEAST_LENGTH ? 1 : 0;
                begin = i + 1;
            }
        }
        return lines + (text.length - begin >= MapsLine.LEAST_LENGTH ? 1 : 0);
    }
}
