package anax.netstack.ip;

/// What a host does when it hears another station use an address of its own (RFC 5227, section 2.4).
///
/// Owner: nobody, it never changes.
public enum ConflictPolicy {
    /// Gives the address up at once, section 2.4 (a).
    GIVE_UP,

    /// Says once more that the address is its own, and gives it up if it hears the other one again within 10 s,
    /// section 2.4 (b).
    DEFEND_ONCE,

    /// Never gives the address up, and says so at most every 10 s, section 2.4 (c): for what must be found under
    /// its address, such as a router or a name server.
    KEEP
}
