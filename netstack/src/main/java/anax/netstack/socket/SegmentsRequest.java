package anax.netstack.socket;

import anax.netstack.stack.Partition;
import anax.netstack.stack.StackMessage;
import anax.netstack.udp.UdpEndpoint;

/// Has a socket get datagrams of one length together, or singly.
///
/// Owner: as every [StackMessage]; it is sent to the socket's partition.
final class SegmentsRequest extends StackMessage {
    private final UdpEndpoint endpoint;
    private final boolean wanted;

    SegmentsRequest(UdpEndpoint endpoint, boolean wanted) {
        this.endpoint = endpoint;
        this.wanted = wanted;
    }

    /// A closed socket gets nothing either way.
    @Override
    protected int serve(Partition partition) {
        partition.udpSockets().receiveSegments(endpoint, wanted);
        return 0;
    }
}
