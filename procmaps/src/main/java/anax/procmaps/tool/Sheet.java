package anax.procmaps.tool;

import anax.procmaps.show.Printable;
import java.util.ArrayList;
import java.util.List;

/// Rows of figures, each cell in the three ways in which it can be written.
///
/// Owner: one call. Allocates its cells.
final class Sheet {
    private final String list;
    private final List<Column> columns = new ArrayList<>();
    private final List<List<Cell>> rows = new ArrayList<>();
    private List<Cell> total = List.of();

    /// A column.
    ///
    /// @param name  what programs call it, in JSON; in CSV with underscores
    /// @param word  its heading for people, in the resource bundle
    /// @param right whether it stands to the right
    record Column(String name, String word, boolean right) {}

    /// A cell.
    ///
    /// @param shown   to people
    /// @param painted the same with its colour
    /// @param csv     to programs, as plain text
    /// @param json    to programs, as JSON; null if the field is left out
    record Cell(String shown, String painted, String csv, String json) {
        /// Nothing is known.
        static final Cell UNKNOWN = new Cell("-", "-", "", null);

        /// There is nothing to say.
        static final Cell BLANK = new Cell("", "", "", null);

        /// Words that may hold anything.
        static Cell text(String words) {
            String shown = Printable.of(words);
            return new Cell(shown, shown, words, JsonReport.quoted(words));
        }

        static Cell number(long value) {
            String digits = Long.toUnsignedString(value);
            return new Cell(digits, digits, digits, digits);
        }

        /// A number of 64 bits, which many readers of JSON would not keep.
        static Cell large(long value) {
            String digits = Long.toUnsignedString(value);
            return new Cell(digits, digits, digits, '"' + digits + '"');
        }

        static Cell address(long address) {
            String digits = Long.toHexString(address);
            return new Cell(digits, digits, digits, '"' + digits + '"');
        }
    }

    /// @param list what JSON calls the rows
    Sheet(String list) {
        this.list = list;
    }

    void column(String name, String word, boolean right) {
        columns.add(new Column(name, word, right));
    }

    void row(List<Cell> cells) {
        rows.add(List.copyOf(cells));
    }

    /// Sets the row of sums, which CSV leaves out.
    void total(List<Cell> cells) {
        total = List.copyOf(cells);
    }

    String list() {
        return list;
    }

    List<Column> columns() {
        return columns;
    }

    List<List<Cell>> rows() {
        return rows;
    }

    /// The row of sums; empty if there is none.
    List<Cell> total() {
        return total;
    }
}
