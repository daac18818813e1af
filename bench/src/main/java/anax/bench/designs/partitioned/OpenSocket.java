package anax.bench.designs.partitioned;

import anax.bench.designs.frame.EchoSocket;
import anax.bench.designs.frame.EchoStreams;
import anax.bench.designs.frame.Exchanges;
import anax.bench.designs.frame.Workload;
import anax.netstack.stack.EverywhereMessage;
import anax.netstack.stack.NetworkStack;
import anax.netstack.stack.Partition;
import anax.netstack.udp.GroupChange;
import anax.netstack.udp.UdpEndpoint;
import anax.netstack.udp.UdpEnds;
import anax.netstack.udp.UdpGroups;

/// Opens one of the service's sockets: visits every partition, from the one that has the say.
///
/// Owner: as every [EverywhereMessage].
final class OpenSocket extends EverywhereMessage {
    /// The result if the port is taken.
    static final int REFUSED = 1;

    private final EchoSocket wanted;
    private final EchoReaders[] readers;
    private final int local;
    private UdpEndpoint endpoint;

    OpenSocket(NetworkStack stack, EchoSocket wanted, EchoReaders[] readers, int local) {
        super(stack);
        this.wanted = wanted;
        this.readers = readers;
        this.local = local;
    }

    @Override
    protected int visit(Partition partition) {
        final boolean opened = switch (wanted) {
            case EchoSocket.Single single -> bind(partition, single.port());
            case EchoSocket.OnePerCpu group -> bindMember(partition, group.port());
            case EchoSocket.Connected connected -> connect(partition, connected);
            case EchoSocket.Stream stream ->
                new EchoStreams(readers[partition.environment().partition()]::served)
                        .listen(partition.tcp(), stream.port());
            case EchoSocket.Requests requests ->
                new Exchanges(readers[partition.environment().partition()]::serve, 0)
                        .listen(partition.tcp(), requests.port());
            case EchoSocket.Member member -> bind(partition, member.port()) && join(partition, member);
        };
        return opened ? 0 : REFUSED;
    }

    private boolean bind(Partition partition, int port) {
        if (visited() > 0) {
            partition.udpSockets().addBinding(endpoint, 0, port);
            return true;
        }
        endpoint = endpoint(partition);
        return partition.udpSockets().bind(endpoint, 0, port) == port;
    }

    private boolean bindMember(Partition partition, int port) {
        if (partition.udpSockets().isTaken(0, port)) {
            return false;
        }
        partition.udpSockets().bindMember(endpoint(partition), 0, port);
        return true;
    }

    private boolean connect(Partition partition, EchoSocket.Connected to) {
        if (visited() > 0) {
            return true;
        }
        endpoint = endpoint(partition);
        return partition.udpSockets().connect(endpoint, local, to.port(), to.peer(), to.peerPort()) == to.port();
    }

    private boolean join(Partition partition, EchoSocket.Member member) {
        return partition.environment().partition() != 0
                || partition
                                .udpGroups()
                                .change(
                                        GroupChange.JOIN,
                                        endpoint,
                                        UdpEnds.ofPort(member.port()),
                                        Workload.INTERFACE,
                                        member.group(),
                                        0)
                        == UdpGroups.CHANGED;
    }

    private UdpEndpoint endpoint(Partition partition) {
        return new UdpEndpoint(
                partition.environment(), readers[partition.environment().partition()]);
    }
}
