package anax.netstack.inspect;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// A table of what a stack tells of itself, for people and programs in other processes.
///
/// Owner: nobody, it never changes.
///
/// @param name    what its rows are
/// @param columns what there is to say of each
/// @param rows    a cell for each column, empty where there is nothing to say; numbers are decimal
/// @param omitted how many rows there are besides
public record StackTable(String name, List<Column> columns, List<List<String>> rows, long omitted) {
    private static final String TABLE = "table";
    private static final String COLUMN = "column";
    private static final String ROW = "row";
    private static final String OMITTED = "omitted";
    private static final String NUMBER = "number";
    private static final String TEXT = "text";

    /// What there is to say of each row.
    ///
    /// @param name     what programs know it by
    /// @param isNumber whether its cells are whole numbers
    public record Column(String name, boolean isNumber) {}

    /// Checks that the cells are what the columns say.
    ///
    /// @throws IllegalArgumentException if it has no name, a row has more or fewer cells than there are columns,
    ///     or a number is none
    public StackTable {
        if (name == null) {
            throw new IllegalArgumentException("a table has no name");
        }
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        for (final List<String> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException("a row of the table " + name + " has " + row.size()
                        + " cells, but there are " + columns.size() + " columns");
            }
            for (int i = 0; i < row.size(); i++) {
                if (columns.get(i).isNumber() && !row.get(i).matches("(-?[0-9]{1,18})?")) {
                    throw new IllegalArgumentException("the table " + name + " has a cell '" + row.get(i) + "' under "
                            + columns.get(i).name() + ", which is to be a number");
                }
            }
        }
    }

    /// A cell; empty if the table has no such column, as one of another version may.
    public String cell(List<String> row, String column) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(column)) {
                return row.get(i);
            }
        }
        return "";
    }

    /// The same rows as lines of fields.
    List<List<String>> lines() {
        final List<List<String>> lines = new ArrayList<>();
        lines.add(List.of(TABLE, name));
        columns.forEach(column -> lines.add(List.of(COLUMN, column.name(), column.isNumber() ? NUMBER : TEXT)));
        for (final List<String> row : rows) {
            final List<String> line = new ArrayList<>();
            line.add(ROW);
            line.addAll(row);
            lines.add(line);
        }
        lines.add(List.of(OMITTED, Long.toString(omitted)));
        return lines;
    }

    /// The tables that lines of fields are, whoever wrote them. Lines of kinds that are not known are passed
    /// over.
    ///
    /// @throws IOException if they are none
    public static List<StackTable> read(List<List<String>> lines) throws IOException {
        final List<StackTable> tables = new ArrayList<>();
        String name = null;
        List<Column> columns = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        try {
            for (final List<String> line : lines) {
                switch (line.getFirst()) {
                    case TABLE -> name = line.get(1);
                    case COLUMN ->
                        columns.add(new Column(line.get(1), line.get(2).equals(NUMBER)));
                    case ROW -> rows.add(line.subList(1, line.size()));
                    case OMITTED -> {
                        tables.add(new StackTable(name, columns, rows, Long.parseLong(line.get(1))));
                        name = null;
                        columns = new ArrayList<>();
                        rows = new ArrayList<>();
                    }
                    default -> {
                        // A later writer may say more.
                    }
                }
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException broken) {
            throw new IOException("its answer is broken: " + broken.getMessage(), broken);
        }
        return tables;
    }
}
