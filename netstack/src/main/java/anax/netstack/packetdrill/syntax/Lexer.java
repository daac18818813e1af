package anax.netstack.packetdrill.syntax;

import anax.netstack.packetdrill.syntax.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Cuts a script into tokens.
///
/// Owner: the thread that reads the script, once. New lines are blanks. A word that is defined stands for its value:
/// text in double or back quotes for what is quoted, anything else for a word or number.
final class Lexer {
    private static final Pattern IPV4 = Pattern.compile("[0-9]+\\.[0-9]+\\.[0-9]+\\.[0-9]+");
    private static final Pattern IPV6 =
            Pattern.compile("[0-9a-fA-F]{0,4}(?::[0-9a-fA-F]{1,4})*::(?:[0-9a-fA-F]{1,4}(?::[0-9a-fA-F]{1,4})*)?");
    private static final Pattern FLOAT = Pattern.compile("-?[0-9]*\\.[0-9]+");
    private static final Pattern INTEGER = Pattern.compile("-?[0-9]+");
    private static final Pattern HEX = Pattern.compile("0x[0-9a-fA-F]+");
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_]+");
    private static final Pattern OPTION = Pattern.compile("--[A-Za-z0-9_]+");

    private final String file;
    private final String text;
    private final Map<String, String> definitions;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private int line = 1;
    private boolean joined;

    Lexer(String file, String text, Map<String, String> definitions) {
        this.file = file;
        this.text = text;
        this.definitions = definitions;
    }

    /// All tokens, the last of which is [Kind#END].
    List<Token> tokens() {
        while (at < text.length()) {
            final char next = text.charAt(at);
            if (Character.isWhitespace(next)) {
                advance(1);
                joined = false;
            } else if (text.startsWith("//", at)) {
                skipTo("\n", false);
            } else if (text.startsWith("/*", at)) {
                skipTo("*/", true);
            } else {
                take(next);
                joined = true;
            }
        }
        tokens.add(new Token(Kind.END, "", line, false));
        return List.copyOf(tokens);
    }

    private void take(char next) {
        if (next == '"' || next == '`') {
            quoted(next);
        } else if (text.startsWith("%{", at)) {
            code();
        } else if (text.startsWith("...", at)) {
            add(Kind.ELLIPSIS, 3, "...");
        } else if (!pattern(OPTION, Kind.OPTION) && !address() && !number() && !word()) {
            add(Kind.SYMBOL, 1, String.valueOf(next));
        }
    }

    private boolean pattern(Pattern pattern, Kind kind) {
        final String match = match(pattern);
        if (match == null) {
            return false;
        }
        add(kind, match.length(), kind == Kind.OPTION ? match.substring(2) : match);
        return true;
    }

    private boolean address() {
        return pattern(IPV4, Kind.IPV4) || pattern(IPV6, Kind.IPV6);
    }

    /// A number; what begins with a digit but goes on with letters is a word, such as a cookie.
    private boolean number() {
        final String asFloat = match(FLOAT);
        if (asFloat != null) {
            add(Kind.FLOAT, asFloat.length(), asFloat);
            return true;
        }
        final String word = match(WORD);
        final String hex = match(HEX);
        if (hex != null && hex.equals(word)) {
            add(Kind.HEX, hex.length(), hex);
            return true;
        }
        final String integer = match(INTEGER);
        if (integer == null || (word != null && word.length() > integer.length())) {
            return false;
        }
        add(Kind.INTEGER, integer.length(), integer);
        return true;
    }

    private boolean word() {
        final String word = match(WORD);
        if (word == null) {
            return false;
        }
        final String value = definitions.get(word);
        if (value == null || value.isEmpty()) {
            add(Kind.WORD, word.length(), word);
        } else {
            define(word, value);
        }
        return true;
    }

    private void define(String word, String value) {
        final List<Token> defined = new Lexer(file, value, Map.of()).tokens();
        if (defined.size() != 2) {
            throw new UnsupportedException(
                    position(), word + " is defined as " + value + ", which is more than one word");
        }
        add(defined.getFirst().kind(), word.length(), defined.getFirst().text());
    }

    private void quoted(char quote) {
        final StringBuilder quoted = new StringBuilder();
        int i = at + 1;
        while (i < text.length() && text.charAt(i) != quote) {
            if (text.charAt(i) == '\\' && i + 1 < text.length()) {
                quoted.append(text.charAt(i++));
            }
            quoted.append(text.charAt(i++));
        }
        if (i >= text.length()) {
            throw new InvalidScriptException(position(), "a text has no closing " + quote);
        }
        add(quote == '"' ? Kind.STRING : Kind.BACK_QUOTED, i + 1 - at, quoted.toString());
    }

    private void code() {
        final int end = text.indexOf("}%", at);
        if (end < 0) {
            throw new InvalidScriptException(position(), "%{ has no }%");
        }
        add(Kind.CODE, end + 2 - at, text.substring(at + 2, end));
    }

    private void skipTo(String end, boolean needed) {
        final int found = text.indexOf(end, at + 2);
        if (found < 0 && needed) {
            throw new InvalidScriptException(position(), "a comment has no " + end);
        }
        advance((found < 0 ? text.length() : found + end.length()) - at);
        joined = false;
    }

    private String match(Pattern pattern) {
        final Matcher matcher = pattern.matcher(text).region(at, text.length());
        return matcher.lookingAt() ? matcher.group() : null;
    }

    private void add(Kind kind, int length, String content) {
        tokens.add(new Token(kind, content, line, joined));
        advance(length);
    }

    private void advance(int characters) {
        for (int i = 0; i < characters; i++) {
            if (text.charAt(at++) == '\n') {
                line++;
            }
        }
    }

    private Position position() {
        return new Position(file, line);
    }
}
