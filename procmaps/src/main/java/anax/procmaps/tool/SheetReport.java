package anax.procmaps.tool;

import anax.procmaps.show.Words;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Writes sheets: as tables, as JSON with an object a line, or as CSV with one heading for all.
///
/// Owner: one run.
final class SheetReport {
    private final PrintStream out;
    private final Words words;
    private final Palette palette;
    private boolean begun;

    SheetReport(PrintStream out, Words words, Palette palette) {
        this.out = out;
        this.words = words;
        this.palette = palette;
    }

    void writeTable(Sheet sheet) {
        TextTable table = new TextTable();
        for (Sheet.Column column : sheet.columns()) {
            table.column(words.get("column." + column.word()), column.right());
        }
        sheet.rows().forEach(row -> add(table, row));
        if (!sheet.total().isEmpty()) {
            add(table, sheet.total());
        }
        table.write(out::println, palette);
    }

    private static void add(TextTable table, List<Sheet.Cell> row) {
        table.row();
        row.forEach(cell -> table.cell(cell.shown(), cell.painted()));
    }

    void writeJson(String label, Sheet sheet) {
        String rows = sheet.rows().stream().map(row -> object(sheet, row)).collect(Collectors.joining(","));
        String total = sheet.total().isEmpty() ? "" : ",\"total\":" + object(sheet, sheet.total());
        out.println(
                "{\"target\":" + JsonReport.quoted(label) + ",\"" + sheet.list() + "\":[" + rows + "]" + total + "}");
    }

    private static String object(Sheet sheet, List<Sheet.Cell> row) {
        var text = new StringBuilder("{");
        for (int i = 0; i < row.size(); i++) {
            if (row.get(i).json() != null) {
                text.append(text.length() == 1 ? "\"" : ",\"")
                        .append(sheet.columns().get(i).name())
                        .append("\":")
                        .append(row.get(i).json());
            }
        }
        return text.append('}').toString();
    }

    void writeCsv(String label, Sheet sheet) {
        if (!begun) {
            out.print(sheet.columns().stream()
                    .map(column -> underscored(column.name()))
                    .collect(Collectors.joining(",", "target,", "\r\n")));
            begun = true;
        }
        for (List<Sheet.Cell> row : sheet.rows()) {
            out.print(row.stream()
                    .map(cell -> CsvReport.quoted(cell.csv()))
                    .collect(Collectors.joining(",", CsvReport.quoted(label) + ",", "\r\n")));
        }
    }

    private static String underscored(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
