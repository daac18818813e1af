package anax.netstack.tcp;

import anax.netstack.wire.IpAddress;

/// One line of a list of sockets: what is between two ends, whether or not anybody has an endpoint for it.
///
/// Owner: nobody, it never changes.
///
/// @param state      its state
/// @param local      this host's address; 0.0.0.0 for a listener on any
/// @param localPort  this host's port
/// @param remote     the peer's address; 0.0.0.0 for a listener
/// @param remotePort the peer's port; 0 for a listener
/// @param unread     octets that lie unread; of a listener connections that wait to be accepted
/// @param unsent     octets that were written and not acknowledged; of a listener 0
public record TcpSummary(
        TcpState state, IpAddress local, int localPort, IpAddress remote, int remotePort, int unread, int unsent) {
    static TcpSummary of(TcpFlow flow) {
        final boolean whole = flow instanceof TcpConnection;
        return new TcpSummary(
                flow.state(),
                IpAddress.of(flow.local),
                flow.localPort,
                IpAddress.of(flow.remote),
                flow.remotePort,
                whole ? ((TcpConnection) flow).received.length() : 0,
                whole ? ((TcpConnection) flow).sendBuffer.length() : 0);
    }

    static TcpSummary of(TcpEndpoint listener) {
        return new TcpSummary(
                TcpState.LISTEN,
                listener.localAddress(),
                listener.localPort(),
                IpAddress.ANY_V4,
                0,
                listener.acceptable(),
                0);
    }
}
