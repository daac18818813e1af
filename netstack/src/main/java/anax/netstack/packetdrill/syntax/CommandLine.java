package anax.netstack.packetdrill.syntax;

/// A command between back quotes.
///
/// Owner: nobody, it never changes.
///
/// @param at   where it stands
/// @param text the command
public record CommandLine(Position at, String text) implements Action {}
