package anax.netstack.inspect;

import anax.netstack.inspect.StackTable.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// A table on its way.
///
/// Owner: one thread. Allocates.
final class TableDraft {
    private static final String NUMBER = "#";

    private final String name;
    private final List<Column> columns;
    private final List<List<String>> rows = new ArrayList<>();
    private long omitted;

    /// Begins an empty table.
    ///
    /// @param columns their names, those of numbers with `#` behind
    TableDraft(String name, String... columns) {
        this.name = name;
        this.columns = Arrays.stream(columns)
                .map(text -> new Column(text.replace(NUMBER, ""), text.endsWith(NUMBER)))
                .toList();
    }

    /// Adds a row; null is nothing to say.
    void row(Object... cells) {
        rows.add(Arrays.stream(cells).map(cell -> Objects.toString(cell, "")).toList());
    }

    /// Counts rows that are left out.
    void omit(long more) {
        omitted += more;
    }

    StackTable table() {
        return new StackTable(name, columns, rows, omitted);
    }
}
