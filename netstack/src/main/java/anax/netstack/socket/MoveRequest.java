package anax.netstack.socket;

import anax.netstack.stack.EverywhereMessage;
import anax.netstack.stack.NetworkStack;
import anax.netstack.stack.Partition;
import anax.netstack.udp.UdpEndpoint;
import anax.netstack.udp.UdpEnds;

/// Has a connected endpoint take the place of the bound one that a socket was: every partition forgets the old one,
/// the first gives its memberships to the new one, and its own hands over what lies unread.
///
/// Owner: as every [anax.netstack.stack.StackMessage]; it is sent to the old one's partition first, so that it comes
/// there after what the socket has sent.
final class MoveRequest extends EverywhereMessage {
    private final UdpEndpoint endpoint;
    private final boolean everywhere;
    private final UdpEndpoint connected;
    private final UdpEnds ends;

    /// @param everywhere whether other partitions know of the old one's binding
    /// @param ends       what the connected one takes
    MoveRequest(NetworkStack stack, UdpEndpoint endpoint, boolean everywhere, UdpEndpoint connected, UdpEnds ends) {
        super(stack);
        this.endpoint = endpoint;
        this.everywhere = everywhere;
        this.connected = connected;
        this.ends = ends;
    }

    @Override
    protected int visit(Partition partition) {
        final int here = partition.environment().partition();
        if (here == 0) {
            partition.udpGroups().move(endpoint, connected, ends);
        }
        if (everywhere || here == endpoint.owner()) {
            partition.udpSockets().removeBinding(endpoint, ends.port());
        }
        if (here == endpoint.owner()) {
            partition.udpSockets().move(endpoint, connected, ends.peer(), ends.peerPort());
        }
        return 0;
    }
}
