package anax.procmaps.maps;

import anax.procmaps.text.Digits;
import java.util.Arrays;

/// Writes a map as the kernel does, from its columns.
///
/// Owner: one call. Allocates the text, exactly as long as it is.
final class MapsFormat {
    /// More than all fields before a name can take: four numbers of 16 digits, two of 7, one of 20, and marks.
    private static final int MOST_HEADER = 128;

    private final Columns columns;
    private byte[] text;
    private int length;

    MapsFormat(Columns columns) {
        this.columns = columns;
        this.text = new byte
                [(int) Math.min(Integer.MAX_VALUE - 8L, 64L * columns.count + columns.odd.totalLength() + MOST_HEADER)];
    }

    byte[] text() {
        OddLines odd = columns.odd;
        int region = 0;
        for (int i = 0; i < odd.count(); i++) {
            for (int before = odd.regionsBefore(i); region < before; region++) {
                addRegion(region);
            }
            reserve(odd.length(i));
            length = odd.put(i, text, length);
            endLine();
            region += odd.isBad(i) ? 0 : 1;
        }
        for (; region < columns.count; region++) {
            addRegion(region);
        }
        if (!columns.newlineAtEnd && length > 0) {
            length -= columns.carriageReturns ? 2 : 1;
        }
        return length == text.length ? text : Arrays.copyOf(text, length);
    }

    /// One region's line, without its newline.
    static byte[] line(MapsSnapshot map, int region) {
        byte[] name = map.nameOctets(region);
        byte[] line = new byte[MOST_HEADER + name.length];
        int at = Digits.putHex(line, 0, map.start(region), MapsLine.LEAST_ADDRESS_DIGITS);
        line[at++] = '-';
        at = Digits.putHex(line, at, map.end(region), MapsLine.LEAST_ADDRESS_DIGITS);
        line[at++] = ' ';
        at = Permissions.put(line, at, map.permissions(region));
        line[at++] = ' ';
        at = Digits.putHex(line, at, map.offset(region), MapsLine.LEAST_ADDRESS_DIGITS);
        line[at++] = ' ';
        at = Digits.putHex(line, at, map.major(region), 2);
        line[at++] = ':';
        at = Digits.putHex(line, at, map.minor(region), 2);
        line[at++] = ' ';
        at = Digits.putDecimal(line, at, map.inode(region));
        line[at++] = ' ';
        if (name.length > 0) {
            int column = Math.max(at + 1, MapsLine.NAME_COLUMN_64);
            Arrays.fill(line, at, column, (byte) ' ');
            System.arraycopy(name, 0, line, column, name.length);
            at = column + name.length;
        }
        return Arrays.copyOf(line, at);
    }

    private void addRegion(int region) {
        int name = columns.name[region];
        int nameLength = columns.names.length(name);
        reserve(MOST_HEADER + nameLength);
        final byte[] to = text;
        int from = length;
        int at = Digits.putHex(to, from, columns.start[region], MapsLine.LEAST_ADDRESS_DIGITS);
        to[at++] = '-';
        at = Digits.putHex(to, at, columns.end[region], MapsLine.LEAST_ADDRESS_DIGITS);
        to[at++] = ' ';
        at = Permissions.put(to, at, columns.permissions[region]);
        to[at++] = ' ';
        at = Digits.putHex(to, at, columns.offset[region], MapsLine.LEAST_ADDRESS_DIGITS);
        to[at++] = ' ';
        at = Digits.putHex(to, at, columns.major[region], 2);
        to[at++] = ':';
        at = Digits.putHex(to, at, columns.minor[region], 2);
        to[at++] = ' ';
        at = Digits.putDecimal(to, at, columns.inode[region]);
        to[at++] = ' ';
        if (nameLength > 0) {
            int column = from + Math.max(at - from + 1, columns.nameColumn);
            Arrays.fill(to, at, column, (byte) ' ');
            at = columns.names.put(name, to, column);
        }
        length = at;
        endLine();
    }

    private void endLine() {
        reserve(2);
        if (columns.carriageReturns) {
            text[length++] = '\r';
        }
        text[length++] = '\n';
    }

    private void reserve(int more) {
        if (text.length - length < more) {
            text = Arrays.copyOf(
                    text, (int) Math.min(Integer.MAX_VALUE - 8L, text.length + (text.length >> 1) + (long) more));
        }
    }
}
