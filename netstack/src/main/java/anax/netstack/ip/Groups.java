package anax.netstack.ip;

/// Which multicast groups this host is a member of, and by which interfaces.
///
/// Owner: the first partition, to which all that is for groups goes; the others are members of none.
public interface Groups {
    /// True if what comes in by an interface for a group is wanted.
    boolean isMember(int interfaceIndex, int group);

    /// Joins a group by an interface, once more if it's joined already.
    void join(int interfaceIndex, int group);

    /// Takes back one join.
    void leave(int interfaceIndex, int group);
}
