package anax.netstack.socket;

import anax.netstack.tcp.TcpEndpoint;
import anax.netstack.wire.IpAddress;

/// The two ends of a connection, as its owner knew them.
///
/// Owner: nobody, it never changes.
///
/// @param local      its own address; any before it has one
/// @param localPort  its own port; 0 before it has one
/// @param remote     the peer's address; any before it has one
/// @param remotePort the peer's port; 0 before it has one
record TcpEnds(IpAddress local, int localPort, IpAddress remote, int remotePort) {
    static final TcpEnds NONE = new TcpEnds(IpAddress.ANY_V4, 0, IpAddress.ANY_V4, 0);

    /// Those of an endpoint. For its owner.
    static TcpEnds of(TcpEndpoint endpoint) {
        return new TcpEnds(
                endpoint.localAddress(), endpoint.localPort(), endpoint.remoteAddress(), endpoint.remotePort());
    }

    boolean isConnected() {
        return remotePort != 0;
    }

    @Override
    public String toString() {
        final String own = local + " port " + localPort;
        return isConnected() ? "TCP connection " + own + " to " + remote + " port " + remotePort : "TCP socket " + own;
    }
}
