package anax.procmaps.tool;

import java.util.ArrayList;
import java.util.List;

/// A table in text: every column as wide as its widest cell, but the last, which is as long as it is.
///
/// Owner: one call. Allocates its cells.
final class TextTable {
    private final List<Column> columns = new ArrayList<>();
    private final List<List<Cell>> rows = new ArrayList<>();

    private record Column(String heading, boolean right) {}

    /// What stands in a row under a column.
    ///
    /// @param plain the text that counts for the width
    /// @param painted the same with its colour
    private record Cell(String plain, String painted) {}

    void column(String heading, boolean right) {
        columns.add(new Column(heading, right));
    }

    void row() {
        rows.add(new ArrayList<>(columns.size()));
    }

    void cell(String plain) {
        cell(plain, plain);
    }

    void cell(String plain, String painted) {
        rows.getLast().add(new Cell(plain, painted));
    }

    /// Writes heading and rows.
    void write(Appending out, Palette palette) {
        int[] widths = new int[columns.size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = columns.get(i).heading.length();
            for (List<Cell> row : rows) {
                widths[i] = Math.max(widths[i], row.get(i).plain.length());
            }
        }
        var line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String heading = columns.get(i).heading;
            add(line, i, widths[i], heading.length(), palette.bold(heading));
        }
        out.line(line.toString());
        for (List<Cell> row : rows) {
            line.setLength(0);
            for (int i = 0; i < widths.length; i++) {
                add(line, i, widths[i], row.get(i).plain.length(), row.get(i).painted);
            }
            out.line(line.toString());
        }
    }

    private void add(StringBuilder line, int column, int width, int length, String painted) {
        boolean last = column == columns.size() - 1;
        if (columns.get(column).right) {
            line.repeat(' ', width - length).append(painted);
        } else {
            line.append(painted).repeat(' ', last ? 0 : width - length);
        }
        line.append(last ? "" : "  ");
    }

    /// Where lines go.
    @FunctionalInterface
    interface Appending {
        void line(String text);
    }
}
