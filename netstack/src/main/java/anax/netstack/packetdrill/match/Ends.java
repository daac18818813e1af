package anax.netstack.packetdrill.match;

/// Between which ends a packet goes, as the stack under test sees it. Addresses are IPv4.
///
/// Owner: nobody, it never changes.
///
/// @param local      the stack's address
/// @param localPort  the stack's port
/// @param remote     the script's address
/// @param remotePort the script's port
public record Ends(int local, int localPort, int remote, int remotePort) {
    /// The same as the other side sees it.
    Ends turned() {
        return new Ends(
                /* local= */ remote, /* localPort= */ remotePort, /* remote= */ local, /* remotePort= */ localPort);
    }

    /// The same with another port of the stack.
    public Ends withLocalPort(int port) {
        return new Ends(local, port, remote, remotePort);
    }

    /// The same with another port of the script.
    public Ends withRemotePort(int port) {
        return new Ends(local, localPort, remote, port);
    }
}
