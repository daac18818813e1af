package anax.procmaps.jvm;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the ranges out of what a JVM answers to `VM.info`, of JDK 17 and later.
///
/// Owner: nobody; stateless.
public final class JavaRanges {
    private static final String ADDRESS = "0x([0-9a-f]{1,16})";
    private static final Pattern HEAP = Pattern.compile("^Heap address: " + ADDRESS + ", size: (\\d+) MB.*");
    private static final Pattern GENERATION = Pattern.compile(
            "^ ?([A-Za-z][\\w -]*?)\\s+total .*\\[" + ADDRESS + ", (?:0x[0-9a-f]+, )?" + ADDRESS + "\\).*");
    private static final Pattern ARCHIVE = Pattern.compile(
            "^(CDS archive\\(s\\)) mapped at: \\[" + ADDRESS + "-(?:0x[0-9a-f]+-)?" + ADDRESS + "\\).*");
    private static final Pattern CLASSES =
            Pattern.compile("^(Compressed class space) mapped at: " + ADDRESS + "-" + ADDRESS + ".*");
    private static final Pattern CODE_NAME = Pattern.compile("^(CodeHeap '[^']*'|CodeCache): .*");
    private static final Pattern CODE_BOUNDS =
            Pattern.compile("^ bounds \\[" + ADDRESS + ", 0x[0-9a-f]+, " + ADDRESS + "\\].*");
    private static final Pattern CARDS =
            Pattern.compile("^(Card table) byte_map: \\[" + ADDRESS + "," + ADDRESS + "\\].*");
    private static final Pattern BITS =
            Pattern.compile("^ (Bits|Begin Bits|End Bits): \\[" + ADDRESS + ", " + ADDRESS + "\\).*");
    private static final Pattern POLLING = Pattern.compile("^(Polling page): " + ADDRESS + ".*");
    private static final long MIB = 1L << 20;
    private static final int PAGE = 4096;

    private JavaRanges() {}

    /// All ranges that the text tells of, in its order. Parts of a heap that is told as a whole are left out.
    public static List<JavaRange> parse(String vmInfo) {
        List<JavaRange> ranges = new ArrayList<>();
        String code = "CodeCache";
        for (String line : vmInfo.lines().toList()) {
            Matcher name = CODE_NAME.matcher(line);
            if (name.matches()) {
                code = name.group(1);
            }
            addHeap(line, ranges);
            addPair(ARCHIVE, JavaRange.Kind.ARCHIVE, line, ranges);
            addPair(CLASSES, JavaRange.Kind.CLASSES, line, ranges);
            addPair(CARDS, JavaRange.Kind.COLLECTOR, line, ranges);
            addPair(BITS, JavaRange.Kind.COLLECTOR, line, ranges);
            Matcher bounds = CODE_BOUNDS.matcher(line);
            if (bounds.matches()) {
                add(JavaRange.Kind.CODE, hex(bounds.group(1)), hex(bounds.group(2)), code, ranges);
            }
            Matcher polling = POLLING.matcher(line);
            if (polling.matches()) {
                long page = hex(polling.group(2));
                add(JavaRange.Kind.POLLING_PAGE, page, page + PAGE, polling.group(1), ranges);
            }
        }
        return ranges;
    }

    private static void addHeap(String line, List<JavaRange> ranges) {
        Matcher heap = HEAP.matcher(line);
        Matcher generation = GENERATION.matcher(line);
        if (heap.matches()) {
            long start = hex(heap.group(1));
            add(JavaRange.Kind.HEAP, start, start + Long.parseLong(heap.group(2)) * MIB, "Java heap", ranges);
        } else if (generation.matches()) {
            long start = hex(generation.group(2));
            long end = hex(generation.group(3));
            boolean isKnown =
                    ranges.stream().anyMatch(range -> range.kind() == JavaRange.Kind.HEAP && range.meets(start, end));
            if (!isKnown) {
                add(JavaRange.Kind.HEAP, start, end, generation.group(1), ranges);
            }
        }
    }

    private static void addPair(Pattern pattern, JavaRange.Kind kind, String line, List<JavaRange> ranges) {
        Matcher pair = pattern.matcher(line);
        if (pair.matches()) {
            add(kind, hex(pair.group(2)), hex(pair.group(3)), pair.group(1), ranges);
        }
    }

    private static void add(JavaRange.Kind kind, long start, long end, String label, List<JavaRange> ranges) {
        if (Long.compareUnsigned(start, end) < 0) {
            ranges.add(new JavaRange(kind, start, end, label));
        }
    }

    private static long hex(String digits) {
        return Long.parseUnsignedLong(digits, 16);
    }
}
