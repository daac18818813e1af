package anax.procmaps.window.export;

import anax.procmaps.show.Words;
import anax.procmaps.window.model.Column;
import anax.procmaps.window.model.Row;
import anax.procmaps.window.model.RowValues;
import java.util.List;
import java.util.stream.Collectors;

/// Rows of the table as text, for the clipboard: a line of headings, then a line for each row, with tabs between the
/// columns, as spreadsheets take it.
///
/// Owner: nobody; stateless. Names have no tabs and newlines, for these are shown by their numbers.
public final class RowsText {
    private RowsText() {}

    /// The text of these rows and columns.
    public static String of(Words words, RowValues values, List<Row> rows, List<Column> columns) {
        var text = new StringBuilder();
        text.append(columns.stream().map(column -> words.get(column.heading())).collect(Collectors.joining("\t")));
        text.append('\n');
        for (Row row : rows) {
            text.append(columns.stream().map(column -> values.text(row, column)).collect(Collectors.joining("\t")));
            text.append('\n');
        }
        return text.toString();
    }
}
