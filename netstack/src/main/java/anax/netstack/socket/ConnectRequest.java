package anax.netstack.socket;

import anax.netstack.ip.SendResult;
import anax.netstack.stack.Partition;
import anax.netstack.stack.StackMessage;
import anax.netstack.udp.UdpEndpoint;

/// Connects a socket in the partition that owns its flow.
///
/// Owner: as every [StackMessage]. Its result is the local port, or a negative one of [SendResult].
final class ConnectRequest extends StackMessage {
    private final SocketReaders readers;
    private final UdpEndpoint before;
    private final int localAddress;
    private final int localPort;
    private final int remoteAddress;
    private final int remotePort;
    private UdpEndpoint endpoint;

    /// @param before       what it was before, whose options it keeps; null if it was nothing
    /// @param localAddress its address; 0 for the one that the way to the peer has
    /// @param localPort    its port; 0 for one by which the flow is the partition's
    ConnectRequest(
            SocketReaders readers,
            UdpEndpoint before,
            int localAddress,
            int localPort,
            int remoteAddress,
            int remotePort) {
        this.readers = readers;
        this.before = before;
        this.localAddress = localAddress;
        this.localPort = localPort;
        this.remoteAddress = remoteAddress;
        this.remotePort = remotePort;
    }

    /// What was connected.
    UdpEndpoint endpoint() {
        return endpoint;
    }

    @Override
    protected int serve(Partition partition) {
        int local = localAddress;
        if (local == 0) {
            final int found = partition.ipv4Output().route(remoteAddress, -1);
            if (found != SendResult.OK) {
                return found;
            }
            local = partition.ipv4Output().source(remoteAddress);
            if (local == 0) {
                return SendResult.NO_SOURCE;
            }
        }
        endpoint = new UdpEndpoint(partition.environment(), readers);
        if (before != null) {
            endpoint.takeOptionsOf(before);
        }
        final int port = partition.udpSockets().connect(endpoint, local, localPort, remoteAddress, remotePort);
        if (port > 0 && before != null) {
            partition.udpSockets().receiveSegments(endpoint, before.receivesSegments());
        }
        return port;
    }
}
