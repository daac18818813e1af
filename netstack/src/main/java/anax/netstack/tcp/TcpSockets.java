package anax.netstack.tcp;

import anax.netstack.dispatch.FlowHash;
import anax.netstack.dispatch.FlowTable;
import anax.netstack.dispatch.IndirectionTable;
import anax.netstack.dispatch.PortUse;
import anax.netstack.dispatch.SipHash;
import anax.netstack.dispatch.SourcePorts;
import anax.netstack.engine.EngineEnvironment;
import anax.netstack.ip.InterfaceTable;
import anax.netstack.ip.Ipv4Output;
import anax.netstack.packet.PacketPoolConfig;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/// One partition's TCP, as its users see it: endpoints, and the tables in which segments find them.
///
/// Owner: one partition. Allocates when made, and when a connection is. Never blocks. Bounds: its
/// share of [DefenseConfig#mostFlows], and [#MOST_FLOWS].
public final class TcpSockets {
    /// The most connections of a partition.
    public static final int MOST_FLOWS = 1 << 22;

    // What secrets are for: each use has its own.
    private static final int FLOWS = 0;
    private static final int SEQUENCE = 1;
    private static final int TIMESTAMPS = 2;
    private static final int COOKIES = 3;

    private final EngineEnvironment environment;
    private final FlowHash hash;
    private final IndirectionTable table;
    private final SourcePorts sourcePorts;
    private final int mostFlows;
    private final FlowTable<TcpFlow> flows;
    private final TcpBindings bindings = new TcpBindings();
    private final FlowUse use = new FlowUse();
    private final TcpPartition tcp;
    private final TcpInput input;

    /// Makes a partition's TCP.
    ///
    /// @param pool        which the environment's packets come from
    /// @param table       which partition owns which flows
    /// @param sourcePorts gives ports whose flows are this partition's
    /// @param secrets     a secret for each number from 0 on; sequence numbers, timestamps and cookies must have
    ///                    the same in all partitions
    public TcpSockets(
            EngineEnvironment environment,
            InterfaceTable interfaces,
            Ipv4Output ip,
            TcpConfig config,
            PacketPoolConfig pool,
            FlowHash hash,
            IndirectionTable table,
            SourcePorts sourcePorts,
            LongFunction<SipHash> secrets) {
        this.environment = environment;
        this.hash = hash;
        this.table = table;
        this.sourcePorts = sourcePorts;
        mostFlows = Math.clamp(config.defense().mostFlows() / table.cpus(), 1, MOST_FLOWS);
        flows = new FlowTable<>(mostFlows, secrets.apply(FLOWS));
        tcp = new TcpPartition(
                environment,
                interfaces,
                ip,
                config,
                pool,
                this,
                secrets.apply(SEQUENCE),
                secrets.apply(TIMESTAMPS),
                secrets.apply(COOKIES));
        input = new TcpInput(tcp);
    }

    /// Which takes segments from IP.
    public TcpInput input() {
        return input;
    }

    /// What it is told now.
    public TcpConfig config() {
        return tcp.config;
    }

    /// Tells it otherwise. Connections that stand keep what they agreed upon and what their options say; all else
    /// holds at once. What was sized when it was made keeps its size: the memory of unsent octets, the tick of
    /// the timestamp clock, and the bounds of connections and of those in TIME-WAIT.
    public void configure(TcpConfig config) {
        tcp.configure(Objects.requireNonNull(config, "config"));
    }

    /// What it has counted.
    public TcpCounters counters() {
        return tcp.counters;
    }

    /// An endpoint of this partition that is neither bound nor connected.
    public TcpEndpoint newEndpoint(TcpEvents events) {
        return new TcpEndpoint(tcp, events);
    }

    /// The partition that a connection belongs to.
    public int ownerOfFlow(int local, int remote, int localPort, int remotePort) {
        return table.cpu(hash.hash(local, remote, localPort, remotePort));
    }

    /// Whether somebody else has a port.
    ///
    /// @param address 0 for any
    /// @param reuse   whether it would be shared
    public boolean isTaken(int address, int port, boolean reuse) {
        return bindings.isTaken(address, port, reuse);
    }

    /// Connections in some state: those of endpoints, half-open ones, and those in TIME-WAIT; listeners are not
    /// counted.
    public int count(TcpState state) {
        final int[] count = new int[1];
        flows.forEach(flow -> count[0] += flow.state() == state ? 1 : 0);
        return count[0];
    }

    /// Shows every connection that has a user or will have one.
    public void forEach(Consumer<TcpEndpoint> consumer) {
        flows.forEach(flow -> {
            if (flow instanceof TcpConnection connection && connection.endpoint != null) {
                consumer.accept(connection.endpoint);
            }
        });
    }

    /// Connections, half-open ones and those in TIME-WAIT.
    public int flowCount() {
        return flows.size();
    }

    /// Shows what there is to show of listeners and connections, whatever state they are in and whether or not
    /// they have a user.
    ///
    /// @param most how many at most
    /// @return how many there are besides
    public long list(long most, Consumer<TcpListing> consumer) {
        final long[] seen = new long[1];
        bindings.forEachListener(endpoint -> {
            if (seen[0]++ < most) {
                consumer.accept(TcpListing.ofListener(endpoint));
            }
        });
        flows.forEach(flow -> {
            if (seen[0]++ < most) {
                consumer.accept(TcpListing.ofFlow(flow));
            }
        });
        return Math.max(0, seen[0] - most);
    }

    /// Packets that lie unread, or wait for what should have come before them.
    public int held() {
        return tcp.held.count;
    }

    /// Connections that have something to do, or had a second ago; the others keep no more of themselves than
    /// they must.
    public int awake() {
        return tcp.gears.lent();
    }

    /// Packets that wait for what should have come before them.
    public int reordered() {
        return tcp.held.reordered();
    }

    /// Ends the wait of all connections in TIME-WAIT.
    public void dropTimeWaits() {
        tcp.timeWaits.clear();
    }

    TcpFlow find(int local, int remote, int localPort, int remotePort) {
        return flows.get(local, remote, localPort, remotePort);
    }

    TcpEndpoint listener(int address, int port) {
        return bindings.listener(address, port);
    }

    /// Notes a connection; false if there is one between the same ends, or the table is full.
    boolean insert(TcpFlow flow) {
        assert ownerOfFlow(flow.local, flow.remote, flow.localPort, flow.remotePort) == environment.partition()
                : "a connection of another partition";
        return flows.insert(flow.local, flow.remote, flow.localPort, flow.remotePort, flow) == FlowTable.INSERTED;
    }

    /// Whether [#insert] would find no room.
    boolean isFull() {
        return flows.size() >= mostFlows;
    }

    void remove(TcpFlow flow) {
        if (flows.get(flow.local, flow.remote, flow.localPort, flow.remotePort) == flow) {
            flows.remove(flow.local, flow.remote, flow.localPort, flow.remotePort);
        }
    }

    TcpBindings bindings() {
        return bindings;
    }

    /// A port from which a connection comes to this partition, or [SourcePorts#NONE_FREE].
    int pickPort(int local, int remote, int remotePort) {
        use.of(local, remote, remotePort);
        return sourcePorts.pick(local, remote, remotePort, use);
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
            return bindings.isTaken(local, port, false) || flows.get(local, remote, port, remotePort) != null;
        }
    }
}
