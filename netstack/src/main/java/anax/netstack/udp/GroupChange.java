package anax.netstack.udp;

/// How a socket changes what it hears of a multicast group (RFC 3678, section 4: the delta-based interface).
///
/// Owner: nobody, it never changes.
public enum GroupChange {
    /// Hears everybody from now on.
    JOIN,

    /// Hears nobody any more, however it was joined.
    LEAVE,

    /// Hears one source more, and none that was not chosen.
    JOIN_SOURCE,

    /// Hears a source no longer that was chosen; without any it has left.
    LEAVE_SOURCE,

    /// Hears a source no longer, though it hears everybody else.
    BLOCK,

    /// Hears that source again.
    UNBLOCK
}
