package anax.tidy;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Nothing is marked to be done later: what is not finished is not in the repository.
final class LaterMarkRule implements Rule {
    private static final Pattern MARK = Pattern.compile("\\b(?:TODO|FIXME|XXX|HACK)\\b");

    @Override
    public List<Violation> violations(List<Source> sources) {
        List<Violation> found = new ArrayList<>();
        for (Source source : sources) {
            if (source.isJava()) {
                for (JavaText.Comment comment : JavaText.of(source.text()).comments()) {
                    look(source, comment.line(), comment.text(), found);
                }
            } else {
                List<String> lines = source.text().lines().toList();
                for (int i = 0; i < lines.size(); i++) {
                    look(source, i + 1, lines.get(i), found);
                }
            }
        }
        return found;
    }

    private static void look(Source source, int line, String text, List<Violation> found) {
        var mark = MARK.matcher(text);
        if (mark.find()) {
            found.add(new Violation(
                    source.path(), line, "a mark for later: " + mark.group(), "do it now, or leave it out and say so"));
        }
    }
}
