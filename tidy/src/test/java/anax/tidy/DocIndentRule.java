package anax.tidy;

import java.util.ArrayList;
import java.util.List;

/// A `///` comment stands as deep as what it documents. The formatter is not let near these comments.
final class DocIndentRule implements Rule {
    @Override
    public List<Violation> violations(List<Source> sources) {
        List<Violation> found = new ArrayList<>();
        for (Source source : sources) {
            if (source.isJava()) {
                List<String> lines = source.text().lines().toList();
                for (JavaText.Comment comment : JavaText.of(source.text()).comments()) {
                    String line = lines.get(comment.line() - 1);
                    if (comment.isDoc() && line.strip().startsWith("///") && comment.line() < lines.size()) {
                        look(source, comment.line(), line, lines.get(comment.line()), found);
                    }
                }
            }
        }
        return found;
    }

    private static void look(Source source, int number, String line, String next, List<Violation> found) {
        if (!next.isBlank() && indent(line) != indent(next)) {
            found.add(new Violation(
                    source.path(),
                    number,
                    "a comment " + indent(line) + " columns deep above a line at " + indent(next),
                    "indent it like what it documents"));
        }
    }

    private static int indent(String line) {
        return line.length() - line.stripLeading().length();
    }
}
