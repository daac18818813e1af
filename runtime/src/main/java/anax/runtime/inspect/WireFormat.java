package anax.runtime.inspect;

import java.io.IOException;
import java.util.List;

/// What both ends of the wire agree on; the package page tells the rest.
///
/// Owner: nobody; constants and stateless methods.
final class WireFormat {
    /// The first line of each answer, and what each request begins with.
    static final String VERSION = "anax-inspect 1";

    static final String SNAPSHOT = VERSION + " snapshot";
    static final String SNAPSHOT_WITH_STACKS = SNAPSHOT + " stacks";

    /// What a request about a topic begins with; its name follows, and what is asked for.
    static final String TOPIC = VERSION + " topic ";

    /// What a line begins with that says why there is no answer.
    static final String ERROR = "error";

    /// The last line of each answer.
    static final String END = "end";

    /// No request is longer, in octets.
    static final int MOST_REQUEST = 128;

    /// No answer is longer, in characters as in octets of it.
    static final int MOST_ANSWER = 1 << 24;

    private WireFormat() {}

    /// The lines of an answer between its first and its last one.
    ///
    /// @throws IOException if it is no whole answer
    static List<String> linesOf(String answer) throws IOException {
        List<String> lines = answer.lines().toList();
        if (lines.size() < 2
                || !lines.getFirst().equals(VERSION)
                || !lines.getLast().equals(END)) {
            throw new IOException("it does not answer as " + VERSION + " does");
        }
        return lines.subList(1, lines.size() - 1);
    }

    /// The text as one field of a line.
    static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }

    /// The field as it was before.
    static String unescaped(String field) {
        if (field.indexOf('\\') < 0) {
            return field;
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            if (c == '\\' && i + 1 < field.length()) {
                c = switch (field.charAt(++i)) {
                    case 't' -> '\t';
                    case 'n' -> '\n';
                    case 'r' -> '\r';
                    default -> field.charAt(i);
                };
            }
            text.append(c);
        }
        return text.toString();
    }
}
