package anax.netstack.socket;

import anax.netstack.ip.SendResult;
import anax.netstack.stack.Partition;
import anax.netstack.stack.StackMessage;
import anax.netstack.udp.UdpEndpoint;

/// Asks a bound socket's partition which address it would reach a peer from, who would own the flow, and which
/// options are to go there.
///
/// Owner: as every [StackMessage]. Its result is one of [SendResult].
final class SourceRequest extends StackMessage {
    private final UdpEndpoint endpoint;
    private final int remoteAddress;
    private final int remotePort;
    private int address;
    private int owner;
    private UdpEndpoint.Options options;

    SourceRequest(UdpEndpoint endpoint, int remoteAddress, int remotePort) {
        this.endpoint = endpoint;
        this.remoteAddress = remoteAddress;
        this.remotePort = remotePort;
    }

    /// The address.
    int address() {
        return address;
    }

    /// The partition that owns the flow.
    int owner() {
        return owner;
    }

    /// What the socket's user has chosen.
    UdpEndpoint.Options options() {
        return options;
    }

    @Override
    protected int serve(Partition partition) {
        options = endpoint.options();
        address = endpoint.localAddress();
        if (address == 0) {
            final int found = partition.ipv4Output().route(remoteAddress, -1);
            if (found != SendResult.OK) {
                return found;
            }
            address = partition.ipv4Output().source(remoteAddress);
        }
        owner = partition.udpSockets().ownerOfFlow(address, remoteAddress, endpoint.localPort(), remotePort);
        return address != 0 ? SendResult.OK : SendResult.NO_SOURCE;
    }
}
