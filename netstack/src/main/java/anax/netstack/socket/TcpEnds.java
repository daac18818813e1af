package anax.netstack.socket;

import anax.netstack.tcp.TcpEndpoint;
import anax.netstack.wire.IpAddress;

/// The two ends of a connection, as its owner knew them. Every socket has one of these, so it keeps addresses as the
/// words that they are.
///
/// Owner: nobody, it never changes. Asking for an address allocates.
final class TcpEnds {
    static final TcpEnds NONE = new TcpEnds(IpAddress.ANY_V4, 0, IpAddress.ANY_V4, 0);

    private final int local;
    private final int remote;
    private final char localPort;
    private final char remotePort;

    /// @param local      its own IPv4 address; any before it has one
    /// @param localPort  its own port; 0 before it has one
    /// @param remote     the peer's IPv4 address; any before it has one
    /// @param remotePort the peer's port; 0 before it has one
    TcpEnds(IpAddress local, int localPort, IpAddress remote, int remotePort) {
        this.local = local.v4();
        this.localPort = (char) localPort;
        this.remote = remote.v4();
        this.remotePort = (char) remotePort;
    }

    /// Those of an endpoint. For its owner.
    static TcpEnds of(TcpEndpoint endpoint) {
        return new TcpEnds(
                endpoint.localAddress(), endpoint.localPort(), endpoint.remoteAddress(), endpoint.remotePort());
    }

    IpAddress local() {
        return IpAddress.of(local);
    }

    int localPort() {
        return localPort;
    }

    IpAddress remote() {
        return IpAddress.of(remote);
    }

    int remotePort() {
        return remotePort;
    }

    boolean isConnected() {
        return remotePort != 0;
    }

    @Override
    public String toString() {
        final String own = local() + " port " + localPort();
        return isConnected()
                ? "TCP connection " + own + " to " + remote() + " port " + remotePort()
                : "TCP socket " + own;
    }
}
