package anax.netstack.packetdrill.syntax;

/// What stands between `%{` and `}%`: assertions on the state of the connection.
///
/// Owner: nobody, it never changes.
///
/// @param text the code
public record CodeBlock(String text) implements Action {}
