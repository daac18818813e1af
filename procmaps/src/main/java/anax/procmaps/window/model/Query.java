package anax.procmaps.window.model;

import anax.procmaps.ProcessMemory;
import anax.procmaps.filter.BadCondition;
import anax.procmaps.filter.Filter;
import anax.procmaps.maps.MapsSnapshot;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// What was typed into the filter box: conditions that must all hold, and how many rows are wanted around each.
///
/// Owner: nobody; a value. A condition on names looks at each distinct name once.
///
/// @param filters the conditions
/// @param before  how many rows of lower addresses to show with each that was found
/// @param after   how many of higher addresses
public record Query(List<Filter> filters, int before, int after) {
    /// Takes everything.
    public static final Query ALL = new Query(List.of(), 0, 0);

    private static final int MOST_CONTEXT = 1000;
    private static final byte UNKNOWN = 0;
    private static final byte YES = 1;
    private static final byte NO = 2;

    /// Takes a copy.
    public Query {
        filters = List.copyOf(filters);
    }

    /// Reads words that blanks divide; quotation marks hold a word with blanks together.
    ///
    /// @throws BadCondition if one of them is no condition
    public static Query parse(String line) {
        List<Filter> filters = new ArrayList<>();
        int before = 0;
        int after = 0;
        for (String word : words(line)) {
            if (word.startsWith("before:")) {
                before = rows(word);
            } else if (word.startsWith("after:")) {
                after = rows(word);
            } else if (word.startsWith("context:")) {
                before = rows(word);
                after = before;
            } else {
                filters.add(Filter.parse(word.equals("w+x") ? "perm:wx" : word));
            }
        }
        return new Query(filters, before, after);
    }

    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        var word = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && Character.isWhitespace(c)) {
                add(word, words);
            } else {
                word.append(c);
            }
        }
        add(word, words);
        return words;
    }

    private static void add(StringBuilder word, List<String> words) {
        if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
        }
    }

    private static int rows(String word) {
        String digits = word.substring(word.indexOf(':') + 1);
        boolean isNumber = !digits.isEmpty()
                && digits.length() <= 4
                && digits.chars().allMatch(c -> c >= '0' && c <= '9')
                && Integer.parseInt(digits) <= MOST_CONTEXT;
        if (!isNumber) {
            throw new BadCondition("wrong.context", word, Integer.toString(MOST_CONTEXT));
        }
        return Integer.parseInt(digits);
    }

    /// Whether it takes every region.
    public boolean takesAll() {
        return filters.isEmpty();
    }

    /// The regions that it takes.
    public BitSet accepted(ProcessMemory memory) {
        MapsSnapshot map = memory.map();
        var accepted = new BitSet(map.count());
        accepted.set(0, map.count());
        for (Filter filter : filters) {
            if (filter instanceof Filter.OfName ofName) {
                dropByName(ofName, map, accepted);
            } else {
                for (int i = accepted.nextSetBit(0); i >= 0; i = accepted.nextSetBit(i + 1)) {
                    if (!filter.takes(memory, i)) {
                        accepted.clear(i);
                    }
                }
            }
        }
        return accepted;
    }

    private static void dropByName(Filter.OfName filter, MapsSnapshot map, BitSet accepted) {
        byte[] known = new byte[map.nameCount()];
        for (int i = accepted.nextSetBit(0); i >= 0; i = accepted.nextSetBit(i + 1)) {
            int number = map.nameNumber(i);
            if (known[number] == UNKNOWN) {
                known[number] = filter.takesName(map.name(i)) ? YES : NO;
            }
            if (known[number] == NO) {
                accepted.clear(i);
            }
        }
    }
}
