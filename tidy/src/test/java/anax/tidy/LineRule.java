package anax.tidy;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// What a single line of Java must not be or have: too long, a tab, an import of everything, a broken table row.
final class LineRule implements Rule {
    private static final int COLUMNS = 120;
    private static final Pattern STAR_IMPORT = Pattern.compile("^import (?:static )?[\\w.]+\\.\\*;");
    private static final Pattern BROKEN_ROW = Pattern.compile("^\\s*/// \\|.*[^|]$");

    @Override
    public List<Violation> violations(List<Source> sources) {
        List<Violation> found = new ArrayList<>();
        for (Source source : sources) {
            if (source.isJava()) {
                List<String> lines = source.text().lines().toList();
                for (int i = 0; i < lines.size(); i++) {
                    look(source.path(), i + 1, lines.get(i), found);
                }
            }
        }
        return found;
    }

    private static void look(String path, int number, String line, List<Violation> found) {
        int columns = line.codePointCount(0, line.length());
        if (columns > COLUMNS) {
            found.add(new Violation(path, number, columns + " columns", "break the line before column " + COLUMNS));
        }
        if (line.indexOf('\t') >= 0) {
            found.add(new Violation(path, number, "a tab", "use blanks, or \\t in a string"));
        }
        if (STAR_IMPORT.matcher(line).find()) {
            found.add(new Violation(path, number, "an import of a whole package or class", "name what is imported"));
        }
        if (BROKEN_ROW.matcher(line).find()) {
            found.add(new Violation(
                    path,
                    number,
                    "a row of a table that ends in no |",
                    "shorten it: the formatter breaks long comments"));
        }
    }
}
