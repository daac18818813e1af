package anax.tidy;

import java.util.ArrayList;
import java.util.List;

/// Java source taken apart into code and comments, so that a rule on one is not fooled by the other or by a string.
///
/// Each line of [#code] stands where it stood; comments and what is inside string and character literals are blanks
/// there.
final class JavaText {
    /// One line of a comment, without its marks. `isDoc` is true for `///` and `/**`.
    record Comment(int line, String text, boolean isDoc) {}

    private final String text;
    private final StringBuilder code = new StringBuilder();
    private final List<Comment> comments = new ArrayList<>();
    private int at;
    private int line = 1;

    private JavaText(String text) {
        this.text = text;
    }

    static JavaText of(String text) {
        JavaText parts = new JavaText(text);
        parts.takeApart();
        return parts;
    }

    /// The lines of the code, from line 1 at index 0.
    List<String> code() {
        return code.toString().lines().toList();
    }

    List<Comment> comments() {
        return comments;
    }

    private void takeApart() {
        while (at < text.length()) {
            if (text.startsWith("//", at)) {
                takeLineComment();
            } else if (text.startsWith("/*", at)) {
                takeBlockComment();
            } else if (text.startsWith("\"\"\"", at)) {
                takeLiteral("\"\"\"");
            } else if (text.charAt(at) == '"' || text.charAt(at) == '\'') {
                takeLiteral(text.substring(at, at + 1));
            } else {
                keep();
            }
        }
    }

    private void takeLineComment() {
        int end = text.indexOf('\n', at);
        String comment = text.substring(at, end < 0 ? text.length() : end);
        boolean isDoc = comment.startsWith("///");
        comments.add(new Comment(line, comment.substring(isDoc ? 3 : 2).strip(), isDoc));
        blank(comment.length());
    }

    private void takeBlockComment() {
        int end = text.indexOf("*/", at + 2);
        String comment = text.substring(at, end < 0 ? text.length() : end + 2);
        boolean isDoc = comment.startsWith("/**");
        int commentLine = line;
        for (String part : comment.lines().toList()) {
            comments.add(new Comment(
                    commentLine++, part.replaceAll("^\\s*/?\\*+|\\*/$", "").strip(), isDoc));
        }
        blank(comment.length());
    }

    private void takeLiteral(String quote) {
        for (int i = 0; i < quote.length(); i++) {
            keep();
        }
        while (at < text.length() && !text.startsWith(quote, at)) {
            blank(text.charAt(at) == '\\' ? 2 : 1);
        }
        for (int i = 0; i < quote.length() && at < text.length(); i++) {
            keep();
        }
    }

    private void keep() {
        put(text.charAt(at));
    }

    private void blank(int length) {
        for (int i = 0; i < length && at < text.length(); i++) {
            put(text.charAt(at) == '\n' ? '\n' : ' ');
        }
    }

    private void put(char c) {
        code.append(c);
        if (c == '\n') {
            line++;
        }
        at++;
    }
}
