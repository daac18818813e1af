package anax.procmaps.smaps;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The values of one key, one for each region.
///
/// Owner: the parser that fills it, then nobody. Allocates when it grows.
final class KeyColumn {
    private static final long ABSENT = -1;
    private static final int FIRST = 256;

    private final byte[] octets;
    private final String name;
    private boolean size;
    private long[] values = new long[FIRST];
    private int count;

    KeyColumn(byte[] octets) {
        this.octets = octets;
        this.name = new String(octets, StandardCharsets.UTF_8);
    }

    String name() {
        return name;
    }

    /// How many octets the name has.
    int length() {
        return octets.length;
    }

    boolean isSize() {
        return size;
    }

    void markSize() {
        size = true;
    }

    /// Whether this key and a colon stand there.
    boolean standsAt(byte[] text, int from, int to) {
        int colon = from + octets.length;
        return colon < to && text[colon] == ':' && Arrays.equals(octets, 0, octets.length, text, from, colon);
    }

    void set(int region, long value) {
        put(region, Math.max(0, value));
    }

    /// Words are kept as the number of a text, which makes a negative value under that of absence.
    void setText(int region, int textNumber) {
        put(region, -2L - textNumber);
    }

    private void put(int region, long value) {
        if (region >= values.length) {
            values = Arrays.copyOf(
                    values, (int) Math.min(Integer.MAX_VALUE - 8L, region + (region >> 1) + (long) FIRST));
        }
        if (region >= count) {
            Arrays.fill(values, count, region, ABSENT);
            count = region + 1;
        }
        values[region] = value;
    }

    long value(int region) {
        return region < count ? values[region] : ABSENT;
    }

    int textNumber(int region) {
        long value = value(region);
        return value < ABSENT ? (int) (-2 - value) : 0;
    }

    void trim() {
        values = Arrays.copyOf(values, count);
    }
}
