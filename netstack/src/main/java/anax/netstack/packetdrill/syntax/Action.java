package anax.netstack.packetdrill.syntax;

/// What an event does.
///
/// Owner: nobody, it never changes.
public sealed interface Action permits PacketLine, CallLine, CommandLine, CodeBlock {}
