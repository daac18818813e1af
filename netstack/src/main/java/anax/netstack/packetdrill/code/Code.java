package anax.netstack.packetdrill.code;

import anax.netstack.packetdrill.syntax.Position;
import anax.netstack.packetdrill.syntax.UnsupportedException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The code of one script: what earlier blocks assigned is known to later ones.
///
/// Owner: the run of the script.
public final class Code {
    private final Map<String, Long> variables = new HashMap<>();
    private int assertions;

    /// Makes the state of a script that has run no code yet.
    public Code() {}

    /// An assertion that does not hold.
    ///
    /// @param at       where it stands
    /// @param expected the assertion as it is written
    /// @param got      the values of its names
    public record Failure(Position at, String expected, String got) {}

    /// Assertions that were worked out so far.
    public int assertions() {
        return assertions;
    }

    /// Runs a block.
    ///
    /// @param names what is known at this moment
    /// @return the first assertion that does not hold
    /// @throws UnsupportedException if a statement or a name is not known
    public Optional<Failure> run(Position at, String text, Map<String, Long> names) {
        for (final CodeStatement statement : statements(at, text)) {
            final Position place = new Position(at.file(), statement.line());
            final Map<String, Long> used = new LinkedHashMap<>();
            final long value = value(statement.value(), place, names, used);
            if (!statement.asserts()) {
                variables.put(statement.target(), value);
                continue;
            }
            assertions++;
            if (value == 0) {
                return Optional.of(new Failure(place, statement.text(), shown(used)));
            }
        }
        return Optional.empty();
    }

    private static List<CodeStatement> statements(Position at, String text) {
        final List<CodeStatement> statements = new ArrayList<>();
        int line = at.line();
        for (final String row : text.split("\n", -1)) {
            for (final String part : withoutComment(row).split(";", -1)) {
                if (!part.isBlank()) {
                    statements.add(new CodeParser(new Position(at.file(), line), part).statement());
                }
            }
            line++;
        }
        return statements;
    }

    private static String withoutComment(String row) {
        final int comment = row.indexOf('#');
        return comment < 0 ? row : row.substring(0, comment);
    }

    private static String shown(Map<String, Long> used) {
        final List<String> parts = new ArrayList<>();
        used.forEach((name, value) -> parts.add(name + " = " + value));
        return String.join(", ", parts);
    }

    private long value(CodeExpression expression, Position at, Map<String, Long> names, Map<String, Long> used) {
        return switch (expression) {
            case CodeExpression.Constant(long value) -> value;
            case CodeExpression.Name(String name) -> {
                final long value = lookUp(name, at, names);
                used.put(name, value);
                yield value;
            }
            case CodeExpression.Unary(String operator, CodeExpression operand) -> {
                final long value = value(operand, at, names, used);
                yield operator.equals("-") ? -value : truth(value == 0);
            }
            case CodeExpression.Binary(String operator, CodeExpression left, CodeExpression right) ->
                binary(operator, value(left, at, names, used), value(right, at, names, used));
            case CodeExpression.Comparison comparison -> {
                boolean holds = true;
                long left = value(comparison.operands().getFirst(), at, names, used);
                for (int i = 0; i < comparison.operators().size(); i++) {
                    final long right = value(comparison.operands().get(i + 1), at, names, used);
                    holds &= holds(comparison.operators().get(i), left, right);
                    left = right;
                }
                yield truth(holds);
            }
        };
    }

    private long lookUp(String name, Position at, Map<String, Long> names) {
        final Long assigned = variables.get(name);
        final Long value = assigned != null ? assigned : names.get(name);
        if (value != null) {
            return value;
        }
        return switch (name) {
            case "True" -> 1;
            case "False" -> 0;
            default -> throw new UnsupportedException(at, "name " + name + " in code");
        };
    }

    private static long binary(String operator, long left, long right) {
        return switch (operator) {
            case "+" -> left + right;
            case "-" -> left - right;
            case "*" -> left * right;
            case "|" -> left | right;
            case "&" -> left & right;
            case "and" -> left == 0 ? left : right;
            case "or" -> left != 0 ? left : right;
            default -> throw new IllegalStateException("the parser made an operator " + operator);
        };
    }

    private static boolean holds(String operator, long left, long right) {
        return switch (operator) {
            case "==" -> left == right;
            case "!=" -> left != right;
            case "<" -> left < right;
            case ">" -> left > right;
            case "<=" -> left <= right;
            case ">=" -> left >= right;
            default -> throw new IllegalStateException("the parser made a comparison " + operator);
        };
    }

    private static long truth(boolean holds) {
        return holds ? 1 : 0;
    }
}
