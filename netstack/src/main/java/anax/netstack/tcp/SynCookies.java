package anax.netstack.tcp;

/// When a SYN is answered without keeping anything of it (RFC 4987, section 3.6).
///
/// Owner: nobody, it never changes.
public enum SynCookies {
    /// Never: at the bound of the SYN cache the oldest entry makes room.
    NEVER,

    /// When the SYN cache stands at its bound.
    WHEN_FULL,

    /// Always.
    ALWAYS
}
