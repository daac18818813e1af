package anax.netstack.udp;

import anax.netstack.dispatch.FlowHash;
import anax.netstack.dispatch.FlowIndex;
import anax.netstack.dispatch.FlowTable;
import anax.netstack.dispatch.IndirectionTable;
import anax.netstack.dispatch.PortUse;
import anax.netstack.dispatch.SourcePorts;
import anax.netstack.engine.EngineEnvironment;
import anax.netstack.ip.SendResult;
import anax.netstack.link.Coalescing;
import java.util.function.Consumer;

/// The sockets that one partition can find: its copy of the bindings, and the flows that it owns. Where several
/// threads serve one partition they share these tables, and each has its own of this.
///
/// Owner: one partition. Allocates when a socket is bound or connected. Never blocks. Bounds: 65,535 ports for each
/// address, and [#MOST_FLOWS] connected sockets.
public final class UdpSockets implements Coalescing.DatagramFlows {
    /// The most connected sockets of a partition.
    public static final int MOST_FLOWS = 1 << 20;

    private final EngineEnvironment environment;
    private final UdpPortRange range;
    private final FlowHash hash;
    private final IndirectionTable table;
    private final SourcePorts sourcePorts;
    private final UdpBindings bindings;
    private final FlowIndex<UdpEndpoint> flows;
    private final ConnectedPorts connectedPorts; // null if what is for a flow comes to its owner
    private final FlowUse use = new FlowUse();
    private int segmentReaders;

    /// Makes empty tables.
    ///
    /// @param range       the ports that are given to who asks for none
    /// @param table       which partition owns which flows
    /// @param sourcePorts gives ports whose flows are this partition's
    /// @param tables      where sockets are found
    /// @param byFlow      whether datagrams come to the partition that their flow hashes to, and not in turn
    public UdpSockets(
            EngineEnvironment environment,
            UdpPortRange range,
            FlowHash hash,
            IndirectionTable table,
            SourcePorts sourcePorts,
            UdpTables tables,
            boolean byFlow) {
        this.environment = environment;
        this.range = range;
        this.hash = hash;
        this.table = table;
        this.sourcePorts = sourcePorts;
        bindings = tables.bindings();
        flows = tables.flows();
        connectedPorts = byFlow ? null : new ConnectedPorts();
    }

    /// The socket that takes what comes from one end to the other; null if none does.
    public UdpEndpoint find(int src, int dst, int srcPort, int dstPort) {
        final UdpEndpoint connected = flows.get(dst, src, dstPort, srcPort);
        return connected != null ? connected : bindings.find(src, dst, srcPort, dstPort);
    }

    /// Has a socket of this partition get datagrams of one length, which came one after the other between the
    /// same ends, as one packet, or single ones.
    ///
    /// @return false if it is closed
    public boolean receiveSegments(UdpEndpoint endpoint, boolean wanted) {
        if (endpoint.isClosed()) {
            return false;
        }
        if (endpoint.receivesSegments() != wanted) {
            endpoint.receiveSegments(wanted);
            segmentReaders += wanted ? 1 : -1;
        }
        return true;
    }

    /// True if datagrams from one end to the other are to be joined: the socket that takes them is this
    /// partition's, and wants them so. For others they would only be cut again.
    @Override
    public boolean wantsSegments(int src, int dst, int srcPort, int dstPort) {
        if (segmentReaders == 0) {
            return false;
        }
        final UdpEndpoint endpoint = find(src, dst, srcPort, dstPort);
        return endpoint != null && endpoint.owner() == environment.partition() && endpoint.receivesSegments();
    }

    @Override
    public boolean wantsAnySegments() {
        return segmentReaders > 0;
    }

    /// True if a datagram may be a connected socket's that this partition cannot find: its flow's owner must look
    /// before any socket that takes what comes to the port gets it.
    boolean isFlowOfAnother(int src, int dst, int srcPort, int dstPort) {
        return connectedPorts != null
                && connectedPorts.has(dstPort)
                && ownerOfFlow(dst, src, dstPort, srcPort) != environment.partition();
    }

    /// True if every partition must be told of connections, by [#noteConnected] and [#noteDisconnected].
    public boolean tellsOfConnections() {
        return connectedPorts != null;
    }

    /// Notes that a socket with this port is connected, in whichever partition.
    public void noteConnected(int port) {
        connectedPorts.add(port);
    }

    /// Notes that it is no longer.
    public void noteDisconnected(int port) {
        connectedPorts.remove(port);
    }

    /// The partition that decides who has a port, and that owns the unconnected socket that has it.
    public static int ownerOf(int port, int partitions) {
        return port % partitions;
    }

    /// Gives a socket of this partition a port, here; the other partitions learn of it afterwards.
    ///
    /// @param address the only address it takes datagrams to; 0 for any
    /// @param port    the port, which must be this partition's to give; 0 for one of the range
    /// @return the port, or [SendResult#PORT_IN_USE]
    public int bind(UdpEndpoint endpoint, int address, int port) {
        final int chosen = port != 0 ? port : ephemeral(address);
        if (chosen == 0 || bindings.isTaken(address, chosen)) {
            return SendResult.PORT_IN_USE;
        }
        endpoint.localAddress = address;
        endpoint.localPort = chosen;
        addBinding(endpoint, address, chosen);
        return chosen;
    }

    /// True if another socket has the port.
    public boolean isTaken(int address, int port) {
        return bindings.isTaken(address, port);
    }

    /// Notes where a member of a group takes datagrams: in its own partition only. Of several members in one
    /// table the hash of a flow chooses one.
    public void bindMember(UdpEndpoint endpoint, int address, int port) {
        endpoint.localAddress = address;
        endpoint.localPort = port;
        bindings.addMember(address, port, endpoint);
    }

    /// Notes a binding, in the partition's copy.
    public void addBinding(UdpEndpoint endpoint, int address, int port) {
        bindings.add(address, port, endpoint);
    }

    /// Forgets a binding, in the partition's copy.
    public void removeBinding(UdpEndpoint endpoint, int port) {
        bindings.remove(port, endpoint);
    }

    /// Connects a socket of this partition, to which its flow must hash.
    ///
    /// @param localPort its port; 0 for one that makes the flow this partition's
    /// @return its port, or [SendResult#PORT_IN_USE]
    public int connect(UdpEndpoint endpoint, int local, int localPort, int remote, int remotePort) {
        int port = localPort;
        if (port == 0) {
            use.of(local, remote, remotePort);
            port = sourcePorts.pick(local, remote, remotePort, use);
        }
        if (port == SourcePorts.NONE_FREE || !insert(endpoint, local, remote, port, remotePort)) {
            return SendResult.PORT_IN_USE;
        }
        assert ownerOfFlow(local, remote, port, remotePort) == environment.partition();
        endpoint.localAddress = local;
        endpoint.localPort = port;
        endpoint.remoteAddress = remote;
        endpoint.remotePort = remotePort;
        return port;
    }

    /// The partition that owns a flow.
    public int ownerOfFlow(int local, int remote, int localPort, int remotePort) {
        return table.cpu(hash.hash(local, remote, localPort, remotePort));
    }

    /// Ends a socket of this partition, here.
    public void close(UdpEndpoint endpoint) {
        if (endpoint.isConnected()) {
            flows.remove(endpoint.localAddress, endpoint.remoteAddress, endpoint.localPort, endpoint.remotePort);
        }
        if (endpoint.receivesSegments() && !endpoint.isClosed()) {
            segmentReaders--; // its option stays, for the one that may take its place
        }
        endpoint.close(environment);
    }

    /// Ends an unconnected socket of this partition in favour of the connected one that it has become.
    public void move(UdpEndpoint endpoint, UdpEndpoint connected, int peer, int peerPort) {
        assert !endpoint.isConnected() : "a connected socket was connected";
        endpoint.moveTo(environment, connected, peer, peerPort);
    }

    /// Shows the sockets of this partition.
    public void forEach(Consumer<UdpEndpoint> consumer) {
        bindings.forEach(endpoint -> {
            if (endpoint.owner() == environment.partition()) {
                consumer.accept(endpoint);
            }
        });
        flows.forEach(consumer);
    }

    /// Bindings that this partition knows of.
    public int boundCount() {
        return bindings.size();
    }

    /// Flows that this partition owns.
    public int connectedCount() {
        return flows.size();
    }

    /// Connects a socket for the time of one send; what comes meanwhile is found either way.
    ///
    /// @return false if another socket is connected so, or the table is full: then there is nothing to disconnect
    boolean pseudoConnect(UdpEndpoint endpoint, int dst, int dstPort) {
        return insert(endpoint, endpoint.localAddress, dst, endpoint.localPort, dstPort);
    }

    void pseudoDisconnect(UdpEndpoint endpoint, int dst, int dstPort) {
        flows.remove(endpoint.localAddress, dst, endpoint.localPort, dstPort);
    }

    private boolean insert(UdpEndpoint endpoint, int local, int remote, int port, int remotePort) {
        return flows.insert(local, remote, port, remotePort, endpoint) == FlowTable.INSERTED;
    }

    /// A port of the range that is this partition's to give: the first free one from a place that nobody can
    /// foretell (RFC 6056, section 3.3.1).
    private int ephemeral(int address) {
        final int partitions = environment.partitions();
        final int ports = range.countOf(environment.partition(), partitions);
        if (ports == 0) {
            return 0;
        }
        final int start = (int) Long.remainderUnsigned(environment.nextSecret(), ports);
        for (int tried = 0; tried < ports; tried++) {
            final int port = range.portOf(environment.partition(), partitions, (start + tried) % ports);
            if (!bindings.isTaken(address, port)) {
                return port;
            }
        }
        return 0;
    }

    /// Whether a port is taken for one destination. Owner: that of the sockets.
    private final class FlowUse implements PortUse {
        private int local;
        private int remote;
        private int remotePort;

        private void of(int fromAddress, int toAddress, int toPort) {
            local = fromAddress;
            remote = toAddress;
            remotePort = toPort;
        }

        @Override
        public boolean isTaken(int port) {
            return bindings.isTaken(local, port) || flows.get(local, remote, port, remotePort) != null;
        }
    }
}
