package anax.bench.designs.locked;

import anax.bench.designs.frame.EchoSocket;
import anax.bench.designs.frame.EchoStreams;
import anax.bench.designs.frame.Exchanges;
import anax.bench.designs.frame.Workload;
import anax.netstack.stack.Partition;
import anax.netstack.udp.GroupChange;
import anax.netstack.udp.UdpEndpoint;
import anax.netstack.udp.UdpEnds;
import anax.netstack.udp.UdpGroups;
import java.util.List;

/// Opens the service's sockets in an engine that all threads share, or in tables that they do.
///
/// Owner: the thread that boots a design, before any other one runs. Allocates.
final class SocketOpening {
    private final Partition unicast;
    private final List<Partition> streams;
    private final Partition groups;
    private final UdpEndpoint.Readers readers;
    private final int local;
    private final int members;

    /// @param unicast where sockets belong
    /// @param streams those that share out TCP's flows; exchanges are told their places in it
    /// @param groups  where memberships belong
    /// @param members how many sockets a group of one for each CPU has
    SocketOpening(
            Workload workload,
            Partition unicast,
            List<Partition> streams,
            Partition groups,
            UdpEndpoint.Readers readers,
            int members) {
        this.unicast = unicast;
        this.streams = streams;
        this.groups = groups;
        this.readers = readers;
        this.members = members;
        local = workload.address().address().v4();
    }

    /// Opens one.
    ///
    /// @return false if its port is taken
    boolean open(EchoSocket wanted) {
        return switch (wanted) {
            case EchoSocket.Single single -> bind(endpoint(), single.port());
            case EchoSocket.OnePerCpu group -> bindMembers(group.port());
            case EchoSocket.Connected to ->
                unicast.udpSockets().connect(endpoint(), local, to.port(), to.peer(), to.peerPort()) == to.port();
            case EchoSocket.Stream stream -> listen(stream.port());
            case EchoSocket.Requests requests -> serve(requests.port());
            case EchoSocket.Member member -> join(member);
        };
    }

    private boolean bind(UdpEndpoint endpoint, int port) {
        return unicast.udpSockets().bind(endpoint, 0, port) == port;
    }

    private boolean bindMembers(int port) {
        if (unicast.udpSockets().isTaken(0, port)) {
            return false;
        }
        for (int i = 0; i < members; i++) {
            unicast.udpSockets().bindMember(endpoint(), 0, port);
        }
        return true;
    }

    private boolean listen(int port) {
        boolean listens = true;
        for (final Partition each : streams) {
            listens &= new EchoStreams(SocketOpening::count).listen(each.tcp(), port);
        }
        return listens;
    }

    private boolean serve(int port) {
        boolean listens = true;
        for (int engine = 0; engine < streams.size(); engine++) {
            listens &= new Exchanges(Worker::serveLater, engine)
                    .listen(streams.get(engine).tcp(), port);
        }
        return listens;
    }

    private static void count(int pieces) {
        Worker.current().tally().served(pieces);
    }

    private boolean join(EchoSocket.Member member) {
        final UdpEndpoint endpoint = endpoint();
        return bind(endpoint, member.port())
                && groups.udpGroups()
                                .change(
                                        GroupChange.JOIN,
                                        endpoint,
                                        UdpEnds.ofPort(member.port()),
                                        Workload.INTERFACE,
                                        member.group(),
                                        0)
                        == UdpGroups.CHANGED;
    }

    private UdpEndpoint endpoint() {
        return new UdpEndpoint(unicast.environment(), readers);
    }
}
