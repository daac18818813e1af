package anax.procmaps.smaps;

import anax.procmaps.maps.MapsParser;
import anax.procmaps.maps.MapsSnapshot;
import anax.procmaps.text.Digits;
import anax.procmaps.text.NameTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Parses one text of `smaps`: a line as in `maps` for each region, and under it one line for each key.
///
/// Owner: one call. Allocates the columns. The keys of a region come in the same order as those of the one before,
/// so the next is compared first and looked up only if it is another.
final class SmapsParser {
    /// More distinct keys than any kernel has; what comes beyond them is counted as a bad line, so that a text
    /// made of keys cannot make their search slow.
    private static final int MOST_KEYS = 256;

    private static final byte[] FLAGS = {'V', 'm', 'F', 'l', 'a', 'g', 's', ':'};

    private final MapsParser regions;
    private final List<KeyColumn> keys = new ArrayList<>();
    private final NameTable texts = new NameTable();
    private int[] flags = new int[64];
    private int region = -1;
    private int nextKey;
    private int badLines;

    SmapsParser(MapsParser regions) {
        this.regions = regions;
    }

    SmapsSnapshot parse(byte[] text) {
        regions.begin(text, 0, text.length);
        int at = 0;
        while (at < text.length) {
            int end = text.length;
            if (isKey(text[at])) {
                int newline = Digits.newline(text, at, end);
                addKey(text, at, newline > at && text[newline - 1] == '\r' ? newline - 1 : newline);
                at = newline + 1;
            } else {
                addRegion(text, at);
                at = regions.next();
            }
        }
        MapsSnapshot all = regions.snapshot();
        keys.forEach(KeyColumn::trim);
        texts.trim();
        int bad = badLines + all.badLines();
        return new SmapsSnapshot(all, List.copyOf(keys), texts, Arrays.copyOf(flags, all.count()), bad);
    }

    /// Regions begin with a digit in lower case, keys with a letter in upper case.
    private static boolean isKey(byte first) {
        return Digits.hexDigit(first) < 0;
    }

    private void addRegion(byte[] text, int at) {
        if (regions.add(text, at, text.length)) {
            region++;
            nextKey = 0;
            if (region == flags.length) {
                flags = Arrays.copyOf(flags, 2 * region);
            }
        }
    }

    private void addKey(byte[] text, int from, int to) {
        if (region < 0) {
            badLines++;
            return;
        }
        if (nextKey < keys.size() && keys.get(nextKey).standsAt(text, from, to)) {
            addValue(keys.get(nextKey), text, from, to);
            nextKey++;
        } else if (startsWithFlags(text, from, to)) {
            int value = Digits.afterBlanks(text, from + FLAGS.length, to);
            flags[region] = texts.intern(text, value, withoutBlanks(text, value, to));
        } else {
            addOtherKey(text, from, to);
        }
    }

    private static boolean startsWithFlags(byte[] text, int from, int to) {
        return to - from >= FLAGS.length && Arrays.equals(FLAGS, 0, FLAGS.length, text, from, from + FLAGS.length);
    }

    private void addOtherKey(byte[] text, int from, int to) {
        for (int i = 0; i < keys.size(); i++) {
            if (keys.get(i).standsAt(text, from, to)) {
                nextKey = i + 1;
                addValue(keys.get(i), text, from, to);
                return;
            }
        }
        int colon = from;
        while (colon < to && text[colon] != ':') {
            colon++;
        }
        if (colon == to || colon == from || keys.size() == MOST_KEYS) {
            badLines++;
            return;
        }
        var key = new KeyColumn(Arrays.copyOfRange(text, from, colon));
        keys.add(key);
        nextKey = keys.size();
        addValue(key, text, from, to);
    }

    private void addValue(KeyColumn key, byte[] text, int from, int to) {
        int value = Digits.afterBlanks(text, from + key.length() + 1, to);
        int end = value + Digits.decimalRun(text, value, to);
        boolean isNumber = end > value && end - value < Digits.MOST_DECIMAL - 1;
        if (isNumber && to - end == 3 && text[end] == ' ' && text[end + 1] == 'k' && text[end + 2] == 'B') {
            key.markSize();
            key.set(region, Digits.decimal(text, value, end));
        } else if (isNumber && end == to) {
            key.set(region, Digits.decimal(text, value, end));
        } else {
            key.setText(region, texts.intern(text, value, withoutBlanks(text, value, to)));
        }
    }

    private static int withoutBlanks(byte[] text, int from, int to) {
        int end = to;
        while (end > from && text[end - 1] == ' ') {
            end--;
        }
        return end;
    }
}
