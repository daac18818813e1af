package anax.netstack.stack;

import anax.netstack.dispatch.Classifier;
import anax.netstack.dispatch.DispatchTable;
import anax.netstack.dispatch.FlowHash;
import anax.netstack.dispatch.IndirectionTable;
import anax.netstack.dispatch.SipHash;
import anax.netstack.dispatch.SourcePorts;
import anax.netstack.engine.EngineEnvironment;
import anax.netstack.ip.AddressClaims;
import anax.netstack.ip.ArpInput;
import anax.netstack.ip.EchoClients;
import anax.netstack.ip.GroupMembership;
import anax.netstack.ip.IcmpErrors;
import anax.netstack.ip.IcmpInput;
import anax.netstack.ip.InterfaceChanges;
import anax.netstack.ip.InterfaceTable;
import anax.netstack.ip.Ipv4Input;
import anax.netstack.ip.Ipv4Output;
import anax.netstack.ip.Neighbors;
import anax.netstack.ip.NetworkInterface;
import anax.netstack.ip.PathMtuCache;
import anax.netstack.ip.RateLimiter;
import anax.netstack.ip.Reassembly;
import anax.netstack.ip.RedirectCache;
import anax.netstack.ip.RouteTable;
import anax.netstack.packet.DropReason;
import anax.netstack.packet.Packet;
import anax.netstack.tcp.TcpSockets;
import anax.netstack.udp.UdpEndpoint;
import anax.netstack.udp.UdpGroups;
import anax.netstack.udp.UdpInput;
import anax.netstack.udp.UdpOutput;
import anax.netstack.udp.UdpSockets;
import anax.netstack.wire.Ipv4Header;

/// One partition of the protocol engine: every table and every stage that one CPU has of its own, put together.
///
/// Owner: whoever its environment says: a CPU, or the holder of a lock. Allocates when made. Never blocks.
public final class Partition {
    private static final int MOST_REDIRECTS = 1_024;
    private static final int MOST_ROUTES = 1 << 20;

    // What secrets are for: each use has its own.
    private static final int SOURCE_PORTS = 2;
    private static final int TCP_SOURCE_PORTS = 5;
    private static final int REDIRECTS = 6;
    private static final int TCP = 16; // and some behind it

    private final EngineEnvironment environment;
    private final InterfaceTable interfaces = new InterfaceTable();
    private final RouteTable routes = new RouteTable(MOST_ROUTES);
    private final Neighbors neighbors;
    private final AddressClaims claims;
    private final InterfaceChanges interfaceChanges;
    private final PathMtuCache pathMtus;
    private final RedirectCache redirects;
    private final Classifier classifier;
    private final boolean cohorts;
    private final ArpInput arpInput;
    private final Ipv4Input ipv4Input;
    private final Ipv4Output ipv4Output;
    private final IcmpErrors icmpErrors;
    private final Reassembly reassembly;
    private final DispatchTable dispatch;
    private final GroupMembership groups;
    private final EchoClients echoClients = new EchoClients();
    private final UdpSockets udpSockets;
    private final UdpGroups udpGroups;
    private final UdpInput udpInput;
    private final UdpOutput udpOutput;
    private final TcpSockets tcp;

    /// Makes a partition.
    ///
    /// @param environment what it stands on
    /// @param shares      which flows are whose; the same for all partitions of a stack
    /// @param verdicts    sees to it that every partition knows which addresses are in use
    public Partition(
            EngineEnvironment environment, StackConfig config, FlowShares shares, AddressClaims.Listener verdicts) {
        this(environment, config, shares, PartitionTables.ofOne(environment, config, shares), verdicts);
    }

    /// Makes the engine of a design in which several engines share tables.
    ///
    /// @param tables what they share, and what is this one's
    public Partition(
            EngineEnvironment environment,
            StackConfig config,
            FlowShares shares,
            PartitionTables tables,
            AddressClaims.Listener verdicts) {
        this.environment = environment;
        cohorts = config.cohorts();
        final FlowHash hash = shares.hash();
        final IndirectionTable table = shares.table();
        dispatch = tables.dispatch();
        classifier = new Classifier(dispatch);
        redirects = new RedirectCache(MOST_REDIRECTS, RedirectCache.DEFAULT_AGE_NS, secret(config, REDIRECTS));
        neighbors = new Neighbors(environment, interfaces, redirects);
        claims = new AddressClaims(environment, neighbors, config.conflictPolicy(), verdicts);
        arpInput = new ArpInput(environment, interfaces, neighbors, claims);
        pathMtus = tables.pathMtus();
        ipv4Output = new Ipv4Output(environment, interfaces, routes, pathMtus, redirects, neighbors);
        groups = new GroupMembership(environment, interfaces, ipv4Output);
        interfaceChanges = new InterfaceChanges(
                environment.partition() == 0, interfaces, routes, neighbors, claims, groups, pathMtus, redirects);
        icmpErrors = new IcmpErrors(environment, interfaces, ipv4Output, limiter(config));
        reassembly = new Reassembly(environment, icmpErrors);
        ipv4Input = new Ipv4Input(environment, interfaces, dispatch, reassembly, icmpErrors, groups);
        udpSockets = new UdpSockets(
                environment,
                config.udpPorts(),
                hash,
                table,
                ports(shares, table, secret(config, SOURCE_PORTS)),
                tables.udp(),
                config.udpDispatch() == StackConfig.UdpDispatch.FLOW);
        udpGroups = new UdpGroups(environment, groups);
        udpInput = new UdpInput(environment, interfaces, udpSockets, icmpErrors, udpGroups);
        udpOutput = new UdpOutput(environment, interfaces, ipv4Output, udpSockets, udpGroups, config.pseudoConnect());
        ipv4Input.register(
                Ipv4Header.ICMP,
                new IcmpInput(
                        environment,
                        interfaces,
                        ipv4Input,
                        ipv4Output,
                        pathMtus,
                        echoClients,
                        config.acceptRedirects() ? redirects : null));
        ipv4Input.register(Ipv4Header.IGMP, groups);
        ipv4Input.register(Ipv4Header.UDP, udpInput);
        tcp = new TcpSockets(
                environment,
                interfaces,
                ipv4Output,
                config.tcp(),
                config.pool(),
                hash,
                tables.tcp(),
                ports(shares, tables.tcp(), secret(config, TCP_SOURCE_PORTS)),
                use -> new SipHash(config.secret(), TCP + use));
        ipv4Input.register(Ipv4Header.TCP, tcp.input());
    }

    /// Has a further protocol share its packets out, and take those that are this partition's. Before any packet
    /// comes.
    ///
    /// @throws IllegalStateException if it was registered before
    public void register(ProtocolRegistration protocol) {
        dispatch.register(protocol.number(), protocol.dispatch().apply(this));
        ipv4Input.register(protocol.number(), protocol.transport().apply(this));
    }

    /// Takes a frame that came by an interface; its partition is this one, or it is passed on. In cohorts it is
    /// passed on either way, and goes on when the whole batch has been received.
    public void receive(Packet packet, NetworkInterface by) {
        packet.interfaceIndex(by.index()).frameOffset(packet.offset());
        if (!by.isUp()) {
            environment.drop(packet, DropReason.LINK_DOWN);
        } else if (!classifier.classify(packet, by.type(), by.hardware())) {
            environment.drop(packet, classifier.reason());
        } else if (classifier.partition() == environment.partition() && !cohorts) {
            goOn(packet);
        } else {
            if (classifier.partition() != environment.partition()) {
                environment.account().misdelivered();
            }
            environment.passOn(packet, classifier.partition());
        }
    }

    /// Goes on with a packet where the partition left off that passed it on.
    public void goOn(Packet packet) {
        switch (packet.stage()) {
            case Classifier.STAGE_ARP -> arpInput.input(packet);
            case Classifier.STAGE_IPV4 -> ipv4Input.input(packet);
            case Classifier.STAGE_TRANSPORT -> ipv4Input.toTransport(packet);
            case Classifier.STAGE_RECIPIENT -> udpInput.inputTo((UdpEndpoint) packet.recipient(), packet);
            case Classifier.STAGE_SEND ->
                udpOutput.send((UdpEndpoint) packet.recipient(), packet, packet.dstAddress(), packet.dstPort());
            case Classifier.STAGE_TRANSMIT -> environment.transmit(packet);
            default -> throw new IllegalStateException("a packet was passed on at stage " + packet.stage());
        }
    }

    /// What it stands on.
    public EngineEnvironment environment() {
        return environment;
    }

    /// Its copy of the interfaces.
    public InterfaceTable interfaces() {
        return interfaces;
    }

    /// By which interfaces are put in and changed.
    public InterfaceChanges interfaceChanges() {
        return interfaceChanges;
    }

    /// What it knows of how large packets may be on the way to destinations.
    public PathMtuCache pathMtus() {
        return pathMtus;
    }

    /// What it knows of routers that are nearer to destinations than the routes'.
    public RedirectCache redirects() {
        return redirects;
    }

    /// Its copy of the routes.
    public RouteTable routes() {
        return routes;
    }

    /// Its neighbours.
    public Neighbors neighbors() {
        return neighbors;
    }

    /// The host's claims to its addresses; only the first partition's are used.
    public AddressClaims claims() {
        return claims;
    }

    /// Which takes datagrams, and gives them to protocols.
    public Ipv4Input ipv4Input() {
        return ipv4Input;
    }

    /// By which protocols send.
    public Ipv4Output ipv4Output() {
        return ipv4Output;
    }

    /// How protocols share their packets out, here.
    public DispatchTable dispatch() {
        return dispatch;
    }

    /// The errors that it sends.
    public IcmpErrors icmpErrors() {
        return icmpErrors;
    }

    /// Its fragments.
    public Reassembly reassembly() {
        return reassembly;
    }

    /// Who asked for echoes; only the first partition's are used.
    public EchoClients echoClients() {
        return echoClients;
    }

    /// Its sockets.
    public UdpSockets udpSockets() {
        return udpSockets;
    }

    /// The members of groups; only the first partition's are used.
    public UdpGroups udpGroups() {
        return udpGroups;
    }

    /// The host's memberships of groups; only the first partition's are used.
    public GroupMembership groups() {
        return groups;
    }

    /// By which its sockets send.
    public UdpOutput udpOutput() {
        return udpOutput;
    }

    /// Its TCP.
    public TcpSockets tcp() {
        return tcp;
    }

    private SourcePorts ports(FlowShares shares, IndirectionTable table, SipHash secret) {
        return new SourcePorts(shares.ports(), table, environment.partition(), secret);
    }

    private RateLimiter limiter(StackConfig config) {
        final int burst = Math.max(1, config.icmpErrorsPerSecond());
        return new RateLimiter(config.icmpErrorsPerSecond(), burst, environment.nowNs());
    }

    private static SipHash secret(StackConfig config, int use) {
        return new SipHash(config.secret(), use);
    }
}
