package anax.netstack.packetdrill.syntax;

import anax.netstack.packetdrill.syntax.Token.Kind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/// The tokens of a script, and how far they have been read.
///
/// Owner: the thread that reads the script. What is not what a caller needs is refused with its place.
final class TokenStream {
    private static final int NS_DIGITS = 9;
    private static final long MOST_SECONDS = 1_000_000_000L;

    private final String file;
    private final List<Token> tokens;
    private int next;

    TokenStream(String file, List<Token> tokens) {
        this.file = file;
        this.tokens = tokens;
    }

    String file() {
        return file;
    }

    Token peek() {
        return tokens.get(next);
    }

    Token peek(int further) {
        return tokens.get(Math.min(next + further, tokens.size() - 1));
    }

    Token take() {
        final Token token = peek();
        if (!token.is(Kind.END)) {
            next++;
        }
        return token;
    }

    Position at() {
        return new Position(file, peek().line());
    }

    boolean takeIfSymbol(char symbol) {
        if (!peek().isSymbol(symbol)) {
            return false;
        }
        next++;
        return true;
    }

    boolean takeIfWord(String word) {
        if (!peek().isWord(word)) {
            return false;
        }
        next++;
        return true;
    }

    boolean takeIf(Kind kind) {
        if (!peek().is(kind)) {
            return false;
        }
        next++;
        return true;
    }

    void symbol(char symbol) {
        if (!takeIfSymbol(symbol)) {
            throw unexpected("\"" + symbol + "\"");
        }
    }

    String word(String what) {
        if (!peek().is(Kind.WORD)) {
            throw unexpected(what);
        }
        return take().text();
    }

    String text(String what) {
        if (!peek().is(Kind.STRING)) {
            throw unexpected(what);
        }
        return take().text();
    }

    /// An integer in decimal or, where the script may, in base 16.
    long integer(String what, long least, long most) {
        final Position at = at();
        if (!peek().is(Kind.INTEGER) && !peek().is(Kind.HEX)) {
            throw unexpected(what);
        }
        final long value = number(take());
        if (value < least || value > most) {
            throw new InvalidScriptException(at, what + " " + value + " is not " + least + " to " + most);
        }
        return value;
    }

    /// The value of an integer or hexadecimal token.
    long number(Token token) {
        final boolean hex = token.is(Kind.HEX);
        try {
            return hex ? Long.parseUnsignedLong(token.text().substring(2), 16) : Long.parseLong(token.text());
        } catch (NumberFormatException e) {
            throw new InvalidScriptException(new Position(file, token.line()), token.text() + " does not fit 64 bits");
        }
    }

    /// A time in seconds, as nanoseconds.
    long time() {
        final Token token = peek();
        if (!token.is(Kind.INTEGER) && !token.is(Kind.FLOAT)) {
            throw unexpected("a time");
        }
        final BigDecimal seconds = new BigDecimal(take().text());
        if (seconds.signum() < 0 || seconds.compareTo(BigDecimal.valueOf(MOST_SECONDS)) > 0) {
            throw new InvalidScriptException(
                    new Position(file, token.line()), "time " + token.text() + " is not 0 to " + MOST_SECONDS + " s");
        }
        return seconds.movePointRight(NS_DIGITS)
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
    }

    UnsupportedException unexpected(String wanted) {
        return new UnsupportedException(at(), peek().shown() + " where " + wanted + " was expected");
    }
}
