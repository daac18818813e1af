package anax.netstack.socket;

import anax.netstack.stack.EverywhereMessage;
import anax.netstack.stack.NetworkStack;
import anax.netstack.stack.Partition;
import anax.netstack.udp.UdpEndpoint;

/// Ends a socket: every partition forgets it, and its own drops what lies unread.
///
/// Owner: as every [anax.netstack.stack.StackMessage]; it is sent to the socket's partition first, so that it comes
/// there after what the socket has sent.
final class CloseRequest extends EverywhereMessage {
    private final UdpEndpoint endpoint;
    private final int port;
    private final boolean everywhere;
    private final boolean wasConnected;

    /// @param port       its port, which only its owner could be asked for
    /// @param everywhere whether other partitions know of its binding
    CloseRequest(NetworkStack stack, UdpEndpoint endpoint, int port, boolean everywhere, boolean wasConnected) {
        super(stack);
        this.endpoint = endpoint;
        this.port = port;
        this.everywhere = everywhere;
        this.wasConnected = wasConnected;
    }

    @Override
    protected int visit(Partition partition) {
        final int here = partition.environment().partition();
        if (here == 0) {
            partition.udpGroups().leaveAll(endpoint);
        }
        if (everywhere || here == endpoint.owner()) {
            partition.udpSockets().removeBinding(endpoint, port);
        }
        if (wasConnected && partition.udpSockets().tellsOfConnections()) {
            partition.udpSockets().noteDisconnected(port);
        }
        if (here == endpoint.owner()) {
            partition.udpSockets().close(endpoint);
        }
        return 0;
    }
}
