package anax.netstack.socket;

import anax.netstack.ip.SendResult;
import anax.netstack.stack.EverywhereMessage;
import anax.netstack.stack.NetworkStack;
import anax.netstack.stack.Partition;
import anax.netstack.udp.UdpEndpoint;

/// Connects a socket in the partition that owns its flow, to which it is sent; where datagrams may come to any other
/// one, all of these note that there is such a socket.
///
/// Owner: as every [anax.netstack.stack.StackMessage]. Its result is negative, one of [SendResult], if it failed;
/// then there is nothing of it.
final class ConnectRequest extends EverywhereMessage {
    private static final int NOBODY_ELSE_NEED_KNOW = 1;

    private final UdpEndpoint.Options options;
    private final int localAddress;
    private final int localPort;
    private final int remoteAddress;
    private final int remotePort;
    private UdpEndpoint endpoint;
    private int port;

    /// @param options      those of what it was before; null if it was nothing
    /// @param localAddress its address; 0 for the one that the way to the peer has
    /// @param localPort    its port; 0 for one by which the flow is the partition's
    ConnectRequest(
            NetworkStack stack,
            UdpEndpoint.Options options,
            int localAddress,
            int localPort,
            int remoteAddress,
            int remotePort) {
        super(stack);
        this.options = options;
        this.localAddress = localAddress;
        this.localPort = localPort;
        this.remoteAddress = remoteAddress;
        this.remotePort = remotePort;
    }

    /// What was connected.
    UdpEndpoint endpoint() {
        return endpoint;
    }

    /// The port that it has.
    int port() {
        return port;
    }

    @Override
    protected int visit(Partition partition) {
        if (visited() == 0) {
            final int result = connect(partition);
            if (result < 0) {
                return result;
            }
            port = result;
        }
        if (!partition.udpSockets().tellsOfConnections()) {
            return NOBODY_ELSE_NEED_KNOW;
        }
        partition.udpSockets().noteConnected(port);
        return 0;
    }

    private int connect(Partition partition) {
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
        endpoint = new UdpEndpoint(partition.environment(), new SocketReaders());
        if (options != null) {
            endpoint.options(options);
        }
        final int port = partition.udpSockets().connect(endpoint, local, localPort, remoteAddress, remotePort);
        if (port > 0 && options != null) {
            partition.udpSockets().receiveSegments(endpoint, options.segments());
        }
        return port;
    }
}
