package anax.bench.net;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A table of text under headings, each column as wide as what stands in it.
///
/// Owner: one thread. Allocates. Control characters are printed as question marks.
final class Sheet {
    private static final String RIGHT = ">";

    private final List<String> headings;
    private final List<List<String>> rows = new ArrayList<>();

    /// Begins an empty one.
    ///
    /// @param headings of the columns; what begins with `>` is of numbers, which stand at the right
    Sheet(String... headings) {
        this.headings = List.of(headings);
    }

    /// Adds a row; an empty cell is printed as a hyphen.
    void row(String... cells) {
        rows.add(Arrays.stream(cells).map(Sheet::printable).toList());
    }

    /// Its lines, the headings first.
    List<String> lines() {
        int[] widths = new int[headings.size()];
        for (int i = 0; i < widths.length; i++) {
            final int column = i;
            widths[i] = Math.max(
                    heading(i).length(),
                    rows.stream()
                            .mapToInt(row -> row.get(column).length())
                            .max()
                            .orElse(0));
        }
        List<String> lines = new ArrayList<>();
        List<String> first = new ArrayList<>();
        for (int i = 0; i < widths.length; i++) {
            first.add(heading(i));
        }
        lines.add(line(first, widths));
        rows.forEach(row -> lines.add(line(row, widths)));
        return lines;
    }

    private String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String room = " ".repeat(widths[i] - cells.get(i).length());
            line.append(i == 0 ? "" : "  ");
            line.append(isRight(i) ? room + cells.get(i) : cells.get(i) + room);
        }
        return line.toString().stripTrailing();
    }

    private String heading(int column) {
        return isRight(column) ? headings.get(column).substring(RIGHT.length()) : headings.get(column);
    }

    private boolean isRight(int column) {
        return headings.get(column).startsWith(RIGHT);
    }

    private static String printable(String text) {
        return text.isEmpty() ? "-" : text.replaceAll("\\p{Cc}", "?");
    }
}
