package anax.netstack.packetdrill.run;

import anax.netstack.packetdrill.syntax.CallLine;
import anax.netstack.packetdrill.syntax.Expression;
import anax.netstack.packetdrill.syntax.InvalidScriptException;
import anax.netstack.packetdrill.syntax.Notation;
import anax.netstack.packetdrill.syntax.Position;
import anax.netstack.packetdrill.syntax.UnsupportedException;
import anax.netstack.wire.IpAddress;
import java.util.List;

/// What a call is given, read as what the call needs.
///
/// Owner: one call.
final class Arguments {
    private static final int MOST_OCTETS = 1 << 26;

    private final Position at;
    private final CallLine call;

    /// An address and a port.
    record Address(IpAddress address, int port) {}

    Arguments(Position at, CallLine call) {
        this.at = at;
        this.call = call;
    }

    Position at() {
        return at;
    }

    String name() {
        return call.name();
    }

    void count(int least, int most) {
        final int given = call.arguments().size();
        if (given < least || given > most) {
            throw new InvalidScriptException(
                    at, call.name() + " has " + given + " arguments; give it " + least + " to " + most);
        }
    }

    int count() {
        return call.arguments().size();
    }

    Expression get(int index) {
        if (index >= call.arguments().size()) {
            throw new InvalidScriptException(at, call.name() + " lacks an argument, number " + (index + 1));
        }
        return call.arguments().get(index);
    }

    boolean isAny(int index) {
        return get(index) instanceof Expression.Ellipsis;
    }

    long number(int index) {
        return number(get(index));
    }

    /// A number of octets.
    int length(int index) {
        return length(get(index));
    }

    int length(Expression expression) {
        final long value = number(expression);
        if (value < 0 || value > MOST_OCTETS) {
            throw new UnsupportedException(at, call.name() + " of " + value + " octets; use 0 to " + MOST_OCTETS);
        }
        return (int) value;
    }

    long number(Expression expression) {
        return switch (expression) {
            case Expression.Numeral(long value, boolean _) -> value;
            case Expression.Word(String name) ->
                Constants.number(name).orElseThrow(() -> new UnsupportedException(at, name + " in " + call.name()));
            case Expression.Or(Expression left, Expression right) -> number(left) | number(right);
            case Expression.Listing(List<Expression> elements) when elements.size() == 1 -> number(elements.getFirst());
            case Expression.Invocation(String name, List<Expression> arguments)
            when name.equals("htons") && arguments.size() == 1 -> number(arguments.getFirst());
            case Expression.Ellipsis _,
                    Expression.Text _,
                    Expression.Listing _,
                    Expression.Struct _,
                    Expression.Invocation _ ->
                throw new UnsupportedException(at, Notation.of(expression) + " as a number in " + call.name());
        };
    }

    /// The names that are joined by `|`.
    String word(int index) {
        if (get(index) instanceof Expression.Word(String name)) {
            return name;
        }
        throw new UnsupportedException(at, Notation.of(get(index)) + " as a name in " + call.name());
    }

    Expression.Struct struct(Expression expression) {
        if (expression instanceof Expression.Struct struct) {
            return struct;
        }
        if (expression instanceof Expression.Listing(List<Expression> elements) && elements.size() == 1) {
            return struct(elements.getFirst());
        }
        throw new UnsupportedException(at, Notation.of(expression) + " as a structure in " + call.name());
    }

    /// The fields of a structure, all of which must be known.
    Expression field(Expression.Struct struct, String name) {
        return struct.field(name)
                .orElseThrow(() -> new InvalidScriptException(at, call.name() + " lacks the field " + name));
    }

    void onlyFields(Expression.Struct struct, List<String> known) {
        for (final Expression.Field field : struct.fields()) {
            if (!known.contains(field.name())) {
                throw new UnsupportedException(at, "field " + field.name() + " in " + call.name());
            }
        }
    }

    /// The elements of a list, or of what stands for one.
    List<Expression> elements(int index) {
        return switch (get(index)) {
            case Expression.Listing(List<Expression> elements) -> elements;
            case Expression.Struct struct -> List.of(struct);
            case Expression other ->
                throw new UnsupportedException(at, Notation.of(other) + " as a list in " + call.name());
        };
    }

    /// A buffer, which holds zeros whatever else it may be.
    void zeros(Expression buffer) {
        if (!(buffer instanceof Expression.Ellipsis)) {
            throw new UnsupportedException(at, "octets " + Notation.of(buffer) + " in " + call.name() + "; use ...");
        }
    }

    /// An address and a port.
    ///
    /// @param otherwise what `...` means
    Address address(Expression expression, Address otherwise) {
        if (expression instanceof Expression.Ellipsis) {
            return otherwise;
        }
        final Expression.Struct struct = struct(expression);
        onlyFields(struct, List.of("sa_family", "sin_port", "sin_addr"));
        final Expression family = field(struct, "sa_family");
        if (!(family instanceof Expression.Word(String name)) || !name.equals("AF_INET")) {
            throw new UnsupportedException(at, "address family " + Notation.of(family));
        }
        return new Address(ip(field(struct, "sin_addr")), (int) number(field(struct, "sin_port")));
    }

    private IpAddress ip(Expression expression) {
        if (expression instanceof Expression.Invocation(String name, List<Expression> arguments)
                && name.equals("inet_addr")
                && arguments.size() == 1
                && arguments.getFirst() instanceof Expression.Text(String text, boolean _)) {
            return IpAddress.parse(text);
        }
        if (expression instanceof Expression.Word(String name) && name.equals("INADDR_ANY")) {
            return IpAddress.ANY_V4;
        }
        throw new UnsupportedException(at, "address " + Notation.of(expression));
    }
}
