package anax.procmaps.maps;

import anax.procmaps.text.Digits;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Lines that their columns do not tell of octet for octet: those that are no regions, and regions that the kernel
/// would write otherwise. They are kept as they came. Lines in a row that are no regions are one entry, so that a
/// text of nothing else takes no more room than itself.
///
/// Owner: the snapshot; changed by its parser only. Allocates when it grows; empty for every text of a kernel.
final class OddLines {
    private static final int FIRST = 8;

    private byte[] octets = new byte[0];
    private int[] ends = new int[0];

    /// How many regions come before the entry; its complement for an entry that is itself a region.
    private int[] places = new int[0];

    /// How many lines that are no regions there are up to the end of the entry.
    private int[] badLines = new int[0];

    private int count;

    void clear() {
        count = 0;
    }

    void addBad(int regionsBefore, byte[] text, int from, int to, boolean carriageReturns) {
        int last = count - 1;
        if (last >= 0 && places[last] == regionsBefore) {
            if (carriageReturns) {
                append('\r');
            }
            append('\n');
            append(text, from, to);
            badLines[last]++;
        } else {
            add(regionsBefore, text, from, to);
            badLines[count - 1]++;
        }
    }

    void addRegion(int region, byte[] text, int from, int to) {
        add(~region, text, from, to);
    }

    int count() {
        return count;
    }

    /// How many lines are no regions.
    int badCount() {
        return count == 0 ? 0 : badLines[count - 1];
    }

    /// How many lines before an entry are no regions.
    int badBefore(int odd) {
        return odd == 0 ? 0 : badLines[odd - 1];
    }

    boolean isBad(int odd) {
        return places[odd] >= 0;
    }

    /// How many regions stand before the entry.
    int regionsBefore(int odd) {
        return isBad(odd) ? places[odd] : ~places[odd];
    }

    int length(int odd) {
        return ends[odd] - begin(odd);
    }

    int put(int odd, byte[] to, int at) {
        System.arraycopy(octets, begin(odd), to, at, length(odd));
        return at + length(odd);
    }

    /// Where the line of an entry that begins at `at` ends: at its newline, or with the entry.
    int lineEnd(int odd, int at) {
        return Digits.newline(octets, at, ends[odd]);
    }

    /// Where the first line of an entry begins.
    int begin(int odd) {
        return odd == 0 ? 0 : ends[odd - 1];
    }

    /// Where an entry ends.
    int end(int odd) {
        return ends[odd];
    }

    String text(int from, int to) {
        return new String(octets, from, to - from, StandardCharsets.UTF_8);
    }

    /// How many octets all of them have.
    long totalLength() {
        return count == 0 ? 0 : ends[count - 1];
    }

    private void add(int place, byte[] text, int from, int to) {
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, Math.max(FIRST, 2 * count));
            places = Arrays.copyOf(places, ends.length);
            badLines = Arrays.copyOf(badLines, ends.length);
        }
        ends[count] = count == 0 ? 0 : ends[count - 1];
        places[count] = place;
        badLines[count] = badCount();
        count++;
        append(text, from, to);
    }

    private void append(byte[] text, int from, int to) {
        int end = ends[count - 1];
        reserve(end + to - from);
        System.arraycopy(text, from, octets, end, to - from);
        ends[count - 1] = end + to - from;
    }

    private void append(char octet) {
        int end = ends[count - 1];
        reserve(end + 1);
        octets[end] = (byte) octet;
        ends[count - 1] = end + 1;
    }

    private void reserve(int length) {
        if (length > octets.length) {
            octets =
                    Arrays.copyOf(octets, (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(length, 2L * octets.length)));
        }
    }
}
