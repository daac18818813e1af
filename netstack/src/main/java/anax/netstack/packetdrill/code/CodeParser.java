package anax.netstack.packetdrill.code;

import anax.netstack.packetdrill.syntax.Position;
import anax.netstack.packetdrill.syntax.UnsupportedException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads one statement of code.
///
/// Owner: the thread that reads it, once. Precedence is Python's: `or`, `and`, `not`, comparisons, `|`, `&`, sums,
/// products, signs.
final class CodeParser {
    private static final Pattern TOKEN =
            Pattern.compile("\\s*(0x[0-9a-fA-F]+|[0-9]+|[A-Za-z_][A-Za-z0-9_]*|\"[^\"]*\"|'[^']*'|[=!<>]=|.)");
    private static final List<String> COMPARISONS = List.of("==", "!=", "<", ">", "<=", ">=");
    private static final List<String> RESERVED = List.of("and", "or", "not", "assert");

    private final Position at;
    private final String text;
    private final List<String> tokens = new ArrayList<>();
    private int next;

    CodeParser(Position at, String text) {
        this.at = at;
        this.text = text.strip();
        final Matcher matcher = TOKEN.matcher(this.text);
        while (matcher.lookingAt()) {
            tokens.add(matcher.group(1));
            matcher.region(matcher.end(), this.text.length());
        }
    }

    CodeStatement statement() {
        if (take("assert")) {
            final CodeExpression asserted = or();
            if (take(",")) {
                next = tokens.size(); // the message says nothing that is asserted
            }
            return end("", asserted);
        }
        if (tokens.size() > 2 && tokens.get(1).equals("=") && isName(tokens.getFirst())) {
            next = 2;
            return end(tokens.getFirst(), or());
        }
        final CodeExpression value = or();
        if (!(value instanceof CodeExpression.Comparison) && !(value instanceof CodeExpression.Binary)) {
            throw new UnsupportedException(at, "code \"" + text + "\", which neither asserts nor compares");
        }
        return end("", value);
    }

    private CodeStatement end(String target, CodeExpression value) {
        if (next < tokens.size()) {
            throw unexpected();
        }
        return new CodeStatement(at.line(), text, target, value);
    }

    private CodeExpression or() {
        CodeExpression left = and();
        while (take("or")) {
            left = new CodeExpression.Binary("or", left, and());
        }
        return left;
    }

    private CodeExpression and() {
        CodeExpression left = not();
        while (take("and")) {
            left = new CodeExpression.Binary("and", left, not());
        }
        return left;
    }

    private CodeExpression not() {
        return take("not") ? new CodeExpression.Unary("not", not()) : comparison();
    }

    private CodeExpression comparison() {
        final List<CodeExpression> operands = new ArrayList<>();
        final List<String> operators = new ArrayList<>();
        operands.add(joined(0));
        while (COMPARISONS.contains(peek())) {
            operators.add(tokens.get(next++));
            operands.add(joined(0));
        }
        return operators.isEmpty() ? operands.getFirst() : new CodeExpression.Comparison(operands, operators);
    }

    /// Arithmetic of one level of precedence and those above it.
    private CodeExpression joined(int level) {
        final List<String> operators = switch (level) {
            case 0 -> List.of("|");
            case 1 -> List.of("&");
            case 2 -> List.of("+", "-");
            default -> List.of("*");
        };
        CodeExpression left = level == 3 ? sign() : joined(level + 1);
        while (operators.contains(peek())) {
            final String operator = tokens.get(next++);
            left = new CodeExpression.Binary(operator, left, level == 3 ? sign() : joined(level + 1));
        }
        return left;
    }

    private CodeExpression sign() {
        return take("-") ? new CodeExpression.Unary("-", sign()) : operand();
    }

    private CodeExpression operand() {
        if (take("(")) {
            final CodeExpression inner = or();
            if (!take(")")) {
                throw unexpected();
            }
            return inner;
        }
        final String token = peek();
        if (token.isEmpty() || (!isName(token) && !Character.isDigit(token.charAt(0)))) {
            throw unexpected();
        }
        next++;
        if (isName(token)) {
            return new CodeExpression.Name(token);
        }
        return new CodeExpression.Constant(number(token));
    }

    private long number(String token) {
        try {
            return token.startsWith("0x") ? Long.parseUnsignedLong(token.substring(2), 16) : Long.parseLong(token);
        } catch (NumberFormatException e) {
            throw new UnsupportedException(at, "number " + token + " in code, which does not fit 64 bits");
        }
    }

    private static boolean isName(String token) {
        return (Character.isLetter(token.charAt(0)) || token.charAt(0) == '_') && !RESERVED.contains(token);
    }

    private String peek() {
        return next < tokens.size() ? tokens.get(next) : "";
    }

    private boolean take(String token) {
        if (!peek().equals(token)) {
            return false;
        }
        next++;
        return true;
    }

    private UnsupportedException unexpected() {
        final String shown = next < tokens.size() ? "\"" + peek() + "\"" : "the end";
        return new UnsupportedException(at, shown + " in code \"" + text + "\"");
    }
}
