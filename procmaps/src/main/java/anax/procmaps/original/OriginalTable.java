package anax.procmaps.original;

import anax.procmaps.maps.MapsSnapshot;
import anax.procmaps.maps.Permissions;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The original program's table of one map.
///
/// Owner: one call. Allocates the rows, of which there are at most two for each region.
public final class OriginalTable {
    private static final String[] UNITS = {"KB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB", "BB"};
    private static final int STEP = 1024;
    private static final int PAGE_KB = 4;
    private static final int PAGE_DIGITS = 3;
    private static final int RIGHTS = 3;
    private static final int ANY_READ_OR_WRITE = Permissions.READ | Permissions.WRITE;

    private final MapsSnapshot map;
    private final OriginalLanguage language;
    private final List<OriginalRow> rows = new ArrayList<>();

    /// The name of the first file, which the original takes for the program.
    private String program;

    private boolean beyondProgram;

    private OriginalTable(MapsSnapshot map, OriginalLanguage language) {
        this.map = map;
        this.language = language;
    }

    /// All rows, the highest address first.
    public static List<OriginalRow> rows(MapsSnapshot map, OriginalLanguage language) {
        return new OriginalTable(map, language).build();
    }

    /// What the window showed: a line with the number, the headings, and the rows.
    public static String text(long pid, MapsSnapshot map, OriginalLanguage language) {
        var text = new StringBuilder("PID: ").append(pid).append('\n');
        text.append(language.headings().text()).append('\n');
        for (OriginalRow row : rows(map, language)) {
            text.append(row.text()).append('\n');
        }
        return text.toString();
    }

    private List<OriginalRow> build() {
        String reached =
                map.count() == 0 ? "" : "0".repeat(address(map.start(0)).length());
        for (int i = 0; i < map.count(); i++) {
            String start = address(map.start(i));
            if (Long.compareUnsigned(map.start(i), Long.parseUnsignedLong(reached, 16)) > 0) {
                rows.add(row("...", reached, start, "", language.free));
            }
            reached = address(map.end(i));
            String permissions = Permissions.text(map.permissions(i)).substring(0, RIGHTS);
            rows.add(row(use(i), start, reached, permissions, mapping(i)));
        }
        Collections.reverse(rows);
        return rows;
    }

    private OriginalRow row(String use, String start, String end, String permissions, String mapping) {
        String startPage = page(start);
        String endPage = page(end);
        BigInteger pages = number(endPage).subtract(number(startPage));
        return new OriginalRow(use, startPage, endPage, size(pages), pages.toString(), permissions, mapping);
    }

    /// The use, with the rule by which it tells libraries from the program as it goes.
    private String use(int region) {
        String mapping = mapping(region);
        String use = useOfItself(map.permissions(region), mapping);
        boolean isFile = mapping.indexOf('/') >= 0;
        if (use.equals("Heap")) {
            beyondProgram = true;
        }
        if (!beyondProgram && isFile && program == null) {
            program = mapping;
        }
        if (isFile && !mapping.equals(program)) {
            beyondProgram = true;
        }
        if (beyondProgram && isFile && use.equals(language.text)) {
            return language.libraryText;
        }
        return beyondProgram && isFile && use.equals(language.data) ? language.libraryData : use;
    }

    private String useOfItself(int permissions, String mapping) {
        if (mapping.indexOf('/') >= 0) {
            if ((permissions & Permissions.EXECUTE) != 0) {
                return language.text;
            }
            return (permissions & ANY_READ_OR_WRITE) == 0 ? language.reserved : language.data;
        }
        return switch (mapping) {
            case "[stack]" -> "Stack";
            case "[heap]" -> "Heap";
            case "[anon]" -> language.anonymous;
            case "[vsyscall]", "[vdso]" -> "Sys. Calls";
            case "[vvar]" -> "Kernel Vars.";
            default -> mapping;
        };
    }

    /// The sixth word of the line.
    private String mapping(int region) {
        String[] words = map.name(region).strip().split("\\s+", 2);
        return words[0].isEmpty() ? "[anon]" : words[0];
    }

    /// Divides while it can, and rounds only then, so that 262143 pages are 1024.0MB.
    static String size(BigInteger pages) {
        BigInteger kilobytes = pages.multiply(BigInteger.valueOf(PAGE_KB));
        if (kilobytes.compareTo(BigInteger.valueOf(STEP)) < 0) {
            return kilobytes + UNITS[0];
        }
        double size = kilobytes.doubleValue();
        int unit = 0;
        while (size / STEP >= 1) {
            size /= STEP;
            unit++;
        }
        return new BigDecimal(size).setScale(1, RoundingMode.HALF_EVEN) + UNITS[unit];
    }

    private static String address(long address) {
        String digits = Long.toHexString(address);
        return "0".repeat(Math.max(0, 8 - digits.length())) + digits;
    }

    private static String page(String address) {
        return address.substring(0, address.length() - PAGE_DIGITS);
    }

    private static BigInteger number(String page) {
        return new BigInteger(page, 16);
    }
}
