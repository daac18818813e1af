package anax.netstack.packetdrill.code;

import java.util.List;

/// An expression of code; its values are integers, of which 0 is false.
///
/// Owner: nobody, it never changes.
sealed interface CodeExpression {
    /// A number as it is written.
    ///
    /// @param value its value
    record Constant(long value) implements CodeExpression {}

    /// A name.
    ///
    /// @param name the name
    record Name(String name) implements CodeExpression {}

    /// `not` or a minus.
    ///
    /// @param operator which of both
    /// @param operand  what it is applied to
    record Unary(String operator, CodeExpression operand) implements CodeExpression {}

    /// Arithmetic, `and` or `or`.
    ///
    /// @param operator which one
    /// @param left     the left operand
    /// @param right    the right one
    record Binary(String operator, CodeExpression left, CodeExpression right) implements CodeExpression {}

    /// Comparisons side by side: each holds between its neighbours.
    ///
    /// @param operands  one more than operators
    /// @param operators the comparisons
    record Comparison(List<CodeExpression> operands, List<String> operators) implements CodeExpression {
        /// Copies the lists.
        public Comparison {
            operands = List.copyOf(operands);
            operators = List.copyOf(operators);
        }
    }
}
