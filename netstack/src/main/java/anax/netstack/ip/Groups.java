package anax.netstack.ip;

/// Which multicast groups this host is a member of, and by which interfaces.
///
/// Owner: the first partition, to which all that is for groups goes; the others are members of none.
public interface Groups {
    /// True if somebody wants something of what comes in by an interface for a group. From whom each wants it is
    /// looked at where it is given to them (RFC 3376, section 3.1): a router's questions come to the group too.
    boolean isMember(int interfaceIndex, int group);

    /// Says which sources of a group somebody wants by an interface, in the place of what it said before (RFC
    /// 3376, section 2: IPMulticastListen). The host wants what all of them want together.
    ///
    /// @param listener whoever wants it: the same object each time
    /// @param filter   [SourceFilter#NONE] if it wants nothing any more
    void listen(Object listener, int interfaceIndex, int group, SourceFilter filter);
}
