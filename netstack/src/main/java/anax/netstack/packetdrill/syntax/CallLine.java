package anax.netstack.packetdrill.syntax;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A call of the socket interface, and what it should answer.
///
/// Owner: nobody, it never changes.
///
/// @param endNs     when it should return, if it blocks, counted as its start is
/// @param name      the function's
/// @param arguments what it is given
/// @param result    what it should return
/// @param error     the name of the error that it should fail with
/// @param note      the text in parentheses, which says nothing new
public record CallLine(
        OptionalLong endNs,
        String name,
        List<Expression> arguments,
        Expression result,
        Optional<String> error,
        String note)
        implements Action {
    /// Copies the list.
    public CallLine {
        arguments = List.copyOf(arguments);
    }
}
