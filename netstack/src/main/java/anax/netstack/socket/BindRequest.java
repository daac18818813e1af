package anax.netstack.socket;

import anax.netstack.stack.EverywhereMessage;
import anax.netstack.stack.NetworkStack;
import anax.netstack.stack.Partition;
import anax.netstack.udp.UdpEndpoint;

/// Binds a socket: the port's partition, to which it is sent, gives it the port, and all others note whose it is.
///
/// Owner: as every [anax.netstack.stack.StackMessage]. Its result is 0, or a negative one of
/// [anax.netstack.ip.SendResult].
final class BindRequest extends EverywhereMessage {
    private final int address;
    private final int wantedPort;
    private UdpEndpoint endpoint;
    private int port;

    BindRequest(NetworkStack stack, int address, int wantedPort) {
        super(stack);
        this.address = address;
        this.wantedPort = wantedPort;
    }

    /// What was bound.
    UdpEndpoint endpoint() {
        return endpoint;
    }

    /// The port that it has.
    int port() {
        return port;
    }

    @Override
    protected int visit(Partition partition) {
        if (visited() > 0) {
            partition.udpSockets().addBinding(endpoint, address, port);
            return 0;
        }
        endpoint = new UdpEndpoint(partition.environment(), new SocketReaders());
        final int given = partition.udpSockets().bind(endpoint, address, wantedPort);
        port = Math.max(0, given);
        return Math.min(0, given);
    }
}
