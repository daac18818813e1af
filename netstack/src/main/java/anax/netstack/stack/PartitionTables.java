package anax.netstack.stack;

import anax.netstack.dispatch.AddressDispatch;
import anax.netstack.dispatch.DispatchTable;
import anax.netstack.dispatch.FlowDispatch;
import anax.netstack.dispatch.FlowTable;
import anax.netstack.dispatch.IndirectionTable;
import anax.netstack.dispatch.ProtocolDispatch;
import anax.netstack.dispatch.RoundRobinDispatch;
import anax.netstack.dispatch.SipHash;
import anax.netstack.engine.EngineEnvironment;
import anax.netstack.engine.Guard;
import anax.netstack.ip.IcmpDispatch;
import anax.netstack.ip.PathMtuCache;
import anax.netstack.udp.UdpBindings;
import anax.netstack.udp.UdpSockets;
import anax.netstack.udp.UdpTables;
import anax.netstack.wire.Ipv4Header;

/// The tables of an engine that depend on the design it runs in: its own in a partition, and in a design with locks
/// those that several engines share.
///
/// Owner: that of the engine; what several share has a guard of its own.
///
/// @param dispatch which packets are whose; each engine has its own, as protocols may keep state in it
/// @param udp      where UDP's sockets are found
/// @param pathMtus how large packets may be on the way to destinations
/// @param tcp      which partition owns which of TCP's flows
public record PartitionTables(DispatchTable dispatch, UdpTables udp, PathMtuCache pathMtus, IndirectionTable tcp) {
    private static final int MOST_PATHS = 1_024;

    // What secrets are for: each use has its own.
    private static final int UDP_FLOWS = 3;
    private static final int PATHS = 4;

    /// Tables for one partition alone.
    static PartitionTables ofOne(EngineEnvironment environment, StackConfig config, FlowShares shares) {
        final UdpTables udp = new UdpTables(
                new UdpBindings(shares.hash(), shares.table(), Guard.NONE),
                new FlowTable<>(UdpSockets.MOST_FLOWS, new SipHash(config.secret(), UDP_FLOWS)));
        return new PartitionTables(
                dispatch(environment, config, shares), udp, paths(config, Guard.NONE), shares.table());
    }

    /// An empty cache of path MTUs.
    ///
    /// @param guard keeps those apart who share it
    public static PathMtuCache paths(StackConfig config, Guard guard) {
        return new PathMtuCache(MOST_PATHS, PathMtuCache.DEFAULT_AGE_NS, new SipHash(config.secret(), PATHS), guard);
    }

    private static DispatchTable dispatch(EngineEnvironment environment, StackConfig config, FlowShares shares) {
        final int partitions = environment.partitions();
        final ProtocolDispatch flows = new FlowDispatch(shares.hash(), shares.table());
        final ProtocolDispatch udp = switch (config.udpDispatch()) {
            case FLOW -> flows;
            case ROUND_ROBIN -> new RoundRobinDispatch(partitions, environment.partition());
        };
        return new DispatchTable(partitions, new AddressDispatch(shares.hash(), shares.table()))
                .register(Ipv4Header.UDP, udp)
                .register(Ipv4Header.TCP, flows)
                .register(Ipv4Header.ICMP, new IcmpDispatch(shares.hash(), shares.table()));
    }
}
