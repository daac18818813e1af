package anax.netstack.socket;

import anax.netstack.stack.EverywhereMessage;
import anax.netstack.stack.NetworkStack;
import anax.netstack.stack.Partition;
import anax.netstack.udp.UdpEndpoint;

/// Has a connected endpoint take the place of the bound one that a socket was: every partition forgets the old one,
/// and its own hands over what lies unread.
///
/// Owner: as every [anax.netstack.stack.StackMessage]; it is sent to the old one's partition first, so that it comes there
/// after what the socket has sent.
final class MoveRequest extends EverywhereMessage {
    private final UdpEndpoint endpoint;
    private final int port;
    private final boolean everywhere;
    private final UdpEndpoint connected;
    private final int peer;
    private final int peerPort;

    /// @param everywhere whether other partitions know of the old one's binding
    MoveRequest(
            NetworkStack stack,
            UdpEndpoint endpoint,
            int port,
            boolean everywhere,
            UdpEndpoint connected,
            int peer,
            int peerPort) {
        super(stack);
        this.endpoint = endpoint;
        this.port = port;
        this.everywhere = everywhere;
        this.connected = connected;
        this.peer = peer;
        this.peerPort = peerPort;
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
        if (here == endpoint.owner()) {
            partition.udpSockets().move(endpoint, connected, peer, peerPort);
        }
        return 0;
    }
}
