package anax.netstack.packetdrill.syntax;

import anax.netstack.packetdrill.syntax.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Reads calls of the socket interface.
///
/// Owner: the thread that reads the script.
final class ExpressionParser {
    private final TokenStream tokens;

    ExpressionParser(TokenStream tokens) {
        this.tokens = tokens;
    }

    /// A call, from its end time on if it has one.
    CallLine call() {
        final OptionalLong end = tokens.takeIf(Kind.ELLIPSIS) ? OptionalLong.of(tokens.time()) : OptionalLong.empty();
        final String name = tokens.word("a function's name");
        tokens.symbol('(');
        final List<Expression> arguments = list(')');
        tokens.symbol('=');
        final Expression result = expression();
        Optional<String> error = Optional.empty();
        if (tokens.peek().is(Kind.WORD)) {
            error = Optional.of(tokens.take().text());
        }
        return new CallLine(end, name, arguments, result, error, note());
    }

    private String note() {
        if (!tokens.takeIfSymbol('(')) {
            return "";
        }
        final StringBuilder note = new StringBuilder();
        while (!tokens.peek().isSymbol(')')) {
            if (tokens.peek().is(Kind.END)) {
                throw tokens.unexpected("\")\"");
            }
            final Token token = tokens.take();
            note.append(note.isEmpty() || token.joined() ? "" : " ").append(token.text());
        }
        tokens.symbol(')');
        return note.toString();
    }

    private List<Expression> list(char end) {
        final List<Expression> elements = new ArrayList<>();
        while (!tokens.takeIfSymbol(end)) {
            if (!elements.isEmpty()) {
                tokens.symbol(',');
            }
            elements.add(expression());
        }
        return elements;
    }

    Expression expression() {
        final Expression left = operand();
        return tokens.takeIfSymbol('|') ? new Expression.Or(left, expression()) : left;
    }

    private Expression operand() {
        final Token token = tokens.peek();
        return switch (token.kind()) {
            case ELLIPSIS -> {
                tokens.take();
                yield new Expression.Ellipsis();
            }
            case INTEGER, HEX -> new Expression.Numeral(tokens.number(tokens.take()), token.is(Kind.HEX));
            case STRING -> text();
            case WORD -> named();
            case SYMBOL -> bracketed(token);
            case OPTION, FLOAT, BACK_QUOTED, CODE, IPV4, IPV6, END -> throw tokens.unexpected("an expression");
        };
    }

    private Expression bracketed(Token token) {
        if (tokens.takeIfSymbol('[')) {
            return new Expression.Listing(list(']'));
        }
        if (token.isSymbol('{')) {
            return struct();
        }
        throw tokens.unexpected("an expression");
    }

    private Expression text() {
        final StringBuilder text = new StringBuilder(tokens.take().text());
        while (tokens.peek().is(Kind.STRING)) {
            text.append(tokens.take().text());
        }
        return new Expression.Text(text.toString(), tokens.takeIf(Kind.ELLIPSIS));
    }

    private Expression named() {
        final String name = tokens.take().text();
        if (tokens.takeIfSymbol('(')) {
            return new Expression.Invocation(name, list(')'));
        }
        if (tokens.takeIfSymbol('=')) {
            return new Expression.Struct(List.of(new Expression.Field(name, Optional.empty(), expression())));
        }
        return new Expression.Word(name);
    }

    private Expression struct() {
        tokens.symbol('{');
        final List<Expression.Field> fields = new ArrayList<>();
        while (!tokens.takeIfSymbol('}')) {
            if (!fields.isEmpty()) {
                tokens.symbol(',');
            }
            fields.add(field());
        }
        return new Expression.Struct(fields);
    }

    private Expression.Field field() {
        if (!tokens.peek().is(Kind.WORD)) {
            return new Expression.Field("", Optional.empty(), expression());
        }
        if (tokens.peek(1).isSymbol('=')) {
            final String name = tokens.take().text();
            tokens.symbol('=');
            return new Expression.Field(name, Optional.empty(), expression());
        }
        if (!isSizedField()) {
            return new Expression.Field("", Optional.empty(), expression());
        }
        final String name = tokens.take().text();
        tokens.symbol('(');
        final Expression size = expression();
        tokens.symbol(')');
        tokens.symbol('=');
        return new Expression.Field(name, Optional.of(size), expression());
    }

    /// Whether a field such as `msg_iov(1)=` follows, and no call such as `htons(1)`.
    private boolean isSizedField() {
        return tokens.peek(1).isSymbol('(')
                && tokens.peek(3).isSymbol(')')
                && tokens.peek(4).isSymbol('=');
    }
}
