package anax.netstack.tcp;

import anax.netstack.wire.IpAddress;
import java.util.Optional;

/// What there is to show of a listener or a connection, whatever its state: a copy.
///
/// Owner: nobody, it never changes.
///
/// @param state        its state
/// @param local        its own address; any, if it takes all
/// @param localPort    its own port
/// @param remote       the peer's address; any, for a listener
/// @param remotePort   the peer's port; 0 for a listener
/// @param receiveQueue octets that lie unread; of a listener, connections that wait to be accepted
/// @param sendQueue    octets that were written and are not acknowledged; of a listener, how many connections may
///     wait
/// @param halfOpen     of a listener, connections whose peers have not answered yet
/// @param info         what else there is to say of a connection; nothing of one that is half open, or over
public record TcpListing(
        TcpState state,
        IpAddress local,
        int localPort,
        IpAddress remote,
        int remotePort,
        long receiveQueue,
        long sendQueue,
        int halfOpen,
        Optional<TcpInfo> info) {
    static TcpListing ofListener(TcpEndpoint endpoint) {
        return new TcpListing(
                TcpState.LISTEN,
                endpoint.localAddress(),
                endpoint.localPort(),
                IpAddress.ANY_V4,
                0,
                endpoint.acceptable(),
                endpoint.backlog(),
                endpoint.halfOpen(),
                Optional.empty());
    }

    static TcpListing ofFlow(TcpFlow flow) {
        final TcpInfo info = flow instanceof TcpConnection connection ? infoOf(connection) : null;
        return new TcpListing(
                flow.state(),
                IpAddress.of(flow.local),
                flow.localPort,
                IpAddress.of(flow.remote),
                flow.remotePort,
                info == null ? 0 : info.unread(),
                info == null ? 0 : info.unackedOctets() + info.notSentOctets(),
                0,
                Optional.ofNullable(info));
    }

    private static TcpInfo infoOf(TcpConnection connection) {
        final TcpInfo info = new TcpInfo();
        info.fill(connection);
        return info;
    }
}
