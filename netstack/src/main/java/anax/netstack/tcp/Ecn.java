package anax.netstack.tcp;

/// Whether connections use congestion marks, which routers set instead of dropping (RFC 3168).
///
/// Owner: nobody, it never changes.
public enum Ecn {
    /// Never.
    OFF,

    /// If the peer asks for it.
    ACCEPTED,

    /// Every SYN asks for it, too.
    REQUESTED
}
