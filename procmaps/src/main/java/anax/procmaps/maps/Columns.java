package anax.procmaps.maps;

import anax.procmaps.text.NameTable;
import java.util.Arrays;

/// The fields of all regions, one array for each, and the names that they share: 45 bytes a region beside the names.
///
/// Owner: the parser that fills it; afterwards nobody, nothing changes it. Allocates when it grows, by half.
final class Columns {
    private static final int FIRST = 64;

    long[] start;
    long[] end;
    long[] offset;
    long[] inode;
    int[] major;
    int[] minor;
    int[] name;
    byte[] permissions;
    int count;

    final NameTable names = new NameTable();
    final OddLines odd = new OddLines();

    int nameColumn;
    boolean ordered;
    int firstOutOfOrder;
    int zeroLengths;
    boolean carriageReturns;
    boolean newlineAtEnd;

    Columns(int capacity) {
        start = new long[capacity];
        end = new long[capacity];
        offset = new long[capacity];
        inode = new long[capacity];
        major = new int[capacity];
        minor = new int[capacity];
        name = new int[capacity];
        permissions = new byte[capacity];
        clear();
    }

    final void clear() {
        count = 0;
        names.clear();
        odd.clear();
        nameColumn = 0;
        ordered = true;
        firstOutOfOrder = -1;
        zeroLengths = 0;
        carriageReturns = false;
        newlineAtEnd = true;
    }

    /// Adds the region that the line stands at.
    void add(MapsLine line, byte[] text, int from) {
        int at = count;
        if (at == start.length) {
            setCapacity((int) Math.min(Integer.MAX_VALUE - 8L, at + (at >> 1) + (long) FIRST));
        }
        long first = line.start();
        if (at > 0 && ordered && Long.compareUnsigned(first, end[at - 1]) < 0) {
            ordered = false;
            firstOutOfOrder = at;
        }
        start[at] = first;
        end[at] = line.end();
        offset[at] = line.offset();
        inode[at] = line.inode();
        major[at] = line.major();
        minor[at] = line.minor();
        permissions[at] = (byte) line.permissions();
        name[at] = names.intern(text, line.nameFrom(), line.nameTo());
        if (first == line.end()) {
            zeroLengths++;
        }
        if (nameColumn == 0 && line.nameColumn() != 0) {
            nameColumn =
                    line.nameColumn() == MapsLine.NAME_COLUMN_32 ? MapsLine.NAME_COLUMN_32 : MapsLine.NAME_COLUMN_64;
        }
        if (!line.isPlain(nameColumn)) {
            odd.addRegion(at, text, from, line.contentEnd());
        }
        count = at + 1;
    }

    /// Adds a region of another snapshot.
    void add(Columns other, int region) {
        if (count == start.length) {
            setCapacity((int) Math.min(Integer.MAX_VALUE - 8L, count + (count >> 1) + (long) FIRST));
        }
        start[count] = other.start[region];
        end[count] = other.end[region];
        offset[count] = other.offset[region];
        inode[count] = other.inode[region];
        major[count] = other.major[region];
        minor[count] = other.minor[region];
        permissions[count] = other.permissions[region];
        byte[] octets = other.names.octets(other.name[region]);
        name[count] = names.intern(octets, 0, octets.length);
        count++;
    }

    /// Gives back the room that is not used.
    void trim() {
        if (count < start.length) {
            setCapacity(count);
        }
        names.trim();
    }

    private void setCapacity(int capacity) {
        start = Arrays.copyOf(start, capacity);
        end = Arrays.copyOf(end, capacity);
        offset = Arrays.copyOf(offset, capacity);
        inode = Arrays.copyOf(inode, capacity);
        major = Arrays.copyOf(major, capacity);
        minor = Arrays.copyOf(minor, capacity);
        name = Arrays.copyOf(name, capacity);
        permissions = Arrays.copyOf(permissions, capacity);
    }
}
