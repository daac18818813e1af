package anax.procmaps.smaps;

import anax.procmaps.text.Digits;
import anax.procmaps.text.Escapes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Parses `numa_maps`: an address, a policy, then words with or without a value, divided by blanks.
///
/// Owner: nobody; a value.
///
/// @param regions one for each line that is one
/// @param badLines how many lines are none
public record NumaMaps(List<NumaRegion> regions, int badLines) {
    private static final int MOST_NUMBER = 18;
    private static final int MOST_NODE_DIGITS = 7;

    /// Takes a copy.
    public NumaMaps {
        regions = List.copyOf(regions);
    }

    /// Parses a whole text. Throws nothing, whatever the octets.
    public static NumaMaps parse(byte[] text) {
        List<NumaRegion> regions = new ArrayList<>();
        int bad = 0;
        for (int at = 0; at < text.length; ) {
            int end = Digits.newline(text, at, text.length);
            NumaRegion region = line(text, at, end);
            if (region == null) {
                bad++;
            } else {
                regions.add(region);
            }
            at = end + 1;
        }
        return new NumaMaps(regions, bad);
    }

    private static NumaRegion line(byte[] text, int from, int to) {
        int digits = Digits.hexRun(text, from, to);
        int policyFrom = from + digits + 1;
        if (digits == 0 || digits > 16 || policyFrom >= to || text[policyFrom - 1] != ' ') {
            return null;
        }
        int at = wordEnd(text, policyFrom, to);
        var words = new Words();
        String policy = text(text, policyFrom, at);
        while (at < to) {
            int word = Digits.afterBlanks(text, at, to);
            at = wordEnd(text, word, to);
            words.add(text, word, at);
        }
        return new NumaRegion(
                Digits.hex(text, from, from + digits),
                policy,
                words.file,
                words.marks,
                words.pages,
                words.values,
                words.others);
    }

    private static int wordEnd(byte[] text, int from, int to) {
        int end = from;
        while (end < to && text[end] != ' ') {
            end++;
        }
        return end;
    }

    private static String text(byte[] text, int from, int to) {
        return new String(text, from, to - from, StandardCharsets.UTF_8);
    }

    /// The words of one line, sorted by what they are. Owner: one call.
    private static final class Words {
        private String file = "";
        private final List<String> marks = new ArrayList<>();
        private final Map<Integer, Long> pages = new LinkedHashMap<>();
        private final Map<String, Long> values = new LinkedHashMap<>();
        private final Map<String, String> others = new LinkedHashMap<>();

        private void add(byte[] text, int from, int to) {
            int mark = from;
            while (mark < to && text[mark] != '=') {
                mark++;
            }
            if (mark == to) {
                if (to > from) {
                    marks.add(text(text, from, to));
                }
                return;
            }
            String key = text(text, from, mark);
            int value = mark + 1;
            boolean isNumber =
                    to > value && to - value <= MOST_NUMBER && Digits.decimalRun(text, value, to) == to - value;
            if (key.equals("file")) {
                file = new String(Escapes.allOf(Arrays.copyOfRange(text, value, to)), StandardCharsets.UTF_8);
            } else if (!isNumber) {
                others.put(key, text(text, value, to));
            } else if (isNode(text, from, mark)) {
                pages.put((int) Digits.decimal(text, from + 1, mark), Digits.decimal(text, value, to));
            } else {
                values.put(key, Digits.decimal(text, value, to));
            }
        }

        private static boolean isNode(byte[] text, int from, int to) {
            int digits = to - from - 1;
            return text[from] == 'N'
                    && digits > 0
                    && digits <= MOST_NODE_DIGITS
                    && Digits.decimalRun(text, from + 1, to) == digits;
        }
    }
}
