package anax.netstack.packetdrill.syntax;

import java.util.List;
import java.util.Optional;

/// An argument of a call, or its result.
///
/// Owner: nobody, it never changes.
public sealed interface Expression {
    /// `...`: whatever it is.
    record Ellipsis() implements Expression {}

    /// A number.
    ///
    /// @param value its value
    /// @param hex   whether it is written in base 16
    record Numeral(long value, boolean hex) implements Expression {}

    /// A name, of a constant for instance.
    ///
    /// @param name the name
    record Word(String name) implements Expression {}

    /// Text between double quotes.
    ///
    /// @param text what stands between them
    /// @param open whether `...` follows
    record Text(String text, boolean open) implements Expression {}

    /// Two expressions joined by `|`.
    ///
    /// @param left  the one
    /// @param right the other
    record Or(Expression left, Expression right) implements Expression {}

    /// Several expressions in brackets.
    ///
    /// @param elements the expressions
    record Listing(List<Expression> elements) implements Expression {
        /// Copies the list.
        public Listing {
            elements = List.copyOf(elements);
        }
    }

    /// Several fields in braces.
    ///
    /// @param fields the fields
    record Struct(List<Field> fields) implements Expression {
        /// Copies the list.
        public Struct {
            fields = List.copyOf(fields);
        }

        /// The value of a field.
        public Optional<Expression> field(String name) {
            return fields.stream()
                    .filter(field -> field.name().equals(name))
                    .map(Field::value)
                    .findFirst();
        }
    }

    /// A field of a structure.
    ///
    /// @param name  its name; empty if it has none
    /// @param size  what stands in parentheses behind the name
    /// @param value its value
    record Field(String name, Optional<Expression> size, Expression value) {}

    /// Something such as `htons(8080)`.
    ///
    /// @param name      the function's
    /// @param arguments what it is given
    record Invocation(String name, List<Expression> arguments) implements Expression {
        /// Copies the list.
        public Invocation {
            arguments = List.copyOf(arguments);
        }
    }
}
