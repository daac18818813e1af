package anax.netstack.packetdrill.syntax;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Chooses between the branches of `#ifdef NAME` and `#endif`. Lines keep their numbers: what is not chosen becomes
/// blank.
///
/// Owner: nobody, it keeps no state. There is neither nesting nor an else, as in the dialect that has the directive.
final class Preprocessor {
    private static final Pattern DIRECTIVE = Pattern.compile("^\\s*#\\s*([A-Za-z]+)\\s*(\\S*)\\s*$");

    private Preprocessor() {}

    /// The text with the branches of the names that are defined.
    static String process(String file, String text, Map<String, String> definitions) {
        final StringBuilder out = new StringBuilder(text.length());
        boolean inside = false;
        boolean chosen = true;
        int number = 0;
        int begunAt = 0;
        for (final String line : text.split("\n", -1)) {
            number++;
            final Matcher directive = DIRECTIVE.matcher(line);
            if (directive.matches()) {
                final Position at = new Position(file, number);
                final boolean begins = begins(at, directive.group(1), inside);
                inside = begins;
                chosen = !begins || definitions.containsKey(directive.group(2));
                begunAt = number;
            } else if (chosen) {
                out.append(line);
            }
            out.append('\n');
        }
        if (inside) {
            throw new InvalidScriptException(new Position(file, begunAt), "#ifdef has no #endif");
        }
        return out.toString();
    }

    private static boolean begins(Position at, String directive, boolean inside) {
        return switch (directive) {
            case "ifdef" -> {
                if (inside) {
                    throw new UnsupportedException(at, "#ifdef within #ifdef");
                }
                yield true;
            }
            case "endif" -> {
                if (!inside) {
                    throw new InvalidScriptException(at, "#endif without #ifdef");
                }
                yield false;
            }
            default -> throw new UnsupportedException(at, "#" + directive);
        };
    }
}
