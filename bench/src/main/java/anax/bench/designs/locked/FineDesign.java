package anax.bench.designs.locked;

import anax.bench.designs.frame.Design;
import anax.bench.designs.frame.Running;
import anax.bench.designs.frame.Workload;
import anax.netstack.dispatch.DispatchTable;
import anax.netstack.dispatch.IndirectionTable;
import anax.netstack.dispatch.PortsBySlot;
import anax.netstack.dispatch.ProtocolDispatch;
import anax.netstack.dispatch.SipHash;
import anax.netstack.engine.BatchWorkList;
import anax.netstack.engine.Guard;
import anax.netstack.engine.PacketAccount;
import anax.netstack.ip.PathMtuCache;
import anax.netstack.link.Link;
import anax.netstack.packet.Packet;
import anax.netstack.stack.FlowShares;
import anax.netstack.stack.Partition;
import anax.netstack.stack.PartitionTables;
import anax.netstack.stack.StackConfig;
import anax.netstack.udp.UdpBindings;
import anax.netstack.udp.UdpSockets;
import anax.netstack.udp.UdpTables;
import anax.netstack.wire.Ipv4Header;
import anax.runtime.clock.SystemClock;
import anax.runtime.topology.Pinning;
import anax.runtime.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// An engine for each thread, tables that all of them share, and a lock for each stripe of a table, each socket and
/// each bucket of reassembly queues.
///
/// Owner: nobody, it never changes.
///
/// To the engine, partition 0 is what has no flows: groups, ARP, protocols unknown; the next ones are buckets of
/// reassembly queues; and the last one is everything else, which every thread takes in an engine of its own.
public final class FineDesign implements Design {
    private static final int MOST_CPUS = 256;
    private static final int BUCKETS = 32;
    private static final int WORKERS = BUCKETS + 1;
    private static final int PARTITIONS = WORKERS + 1;
    private static final int UDP_FLOWS = 3;
    private static final int IDENTIFICATION = 4;
    private static final int MIX = 0x9E3779B9;

    private final boolean locked;

    private FineDesign(boolean locked) {
        this.locked = locked;
    }

    /// With its locks.
    public static FineDesign locked() {
        return new FineDesign(true);
    }

    /// Without them, on one CPU.
    public static FineDesign unlocked() {
        return new FineDesign(false);
    }

    @Override
    public String name() {
        return locked ? "fine" : "fine-unlocked";
    }

    @Override
    public String description() {
        return locked
                ? "an engine for each thread over shared tables, a lock for each stripe, socket and reassembly bucket"
                : "the fine design with its locks left out";
    }

    @Override
    public int mostCpus() {
        return locked ? MOST_CPUS : 1;
    }

    @Override
    public Running boot(Workload workload, Link link) {
        final Supplier<Guard> guards = locked ? SpinParkGuard::new : () -> Guard.NONE;
        final Wiring wiring = new Wiring(this, workload, link);
        final StackConfig config = workload.stack();
        final int workers = link.queues();
        final FlowShares shares = new FlowShares(
                config.flowHash(),
                IndirectionTable.allTo(WORKERS, PARTITIONS),
                new PortsBySlot(
                        config.flowHash(),
                        config.udpPorts().first(),
                        config.udpPorts().last()));
        final UdpTables udp = new UdpTables(
                new UdpBindings(
                        config.flowHash(), FlowShares.of(config, workers).table(), guards.get()),
                new SharedFlows<>(UdpSockets.MOST_FLOWS, new SipHash(config.secret(), UDP_FLOWS), guards));
        final PathMtuCache paths = PartitionTables.paths(config, guards.get());
        final Verdicts verdicts = new Verdicts(guards.get());
        final FineWorker[] crew = new FineWorker[workers];
        final List<PacketAccount> accounts = new ArrayList<>();
        final List<Partition> engines = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            final Guard[] own = {guards.get(), guards.get()};
            crew[i] = new FineWorker(
                    i, workers, SystemClock.INSTANCE, config.batch(), config.pool(), workload.work(), own, verdicts);
            crew[i].environment(
                    wiring.environment(WORKERS, PARTITIONS, WORKERS + i, WORKERS + workers, guards, crew[i], null));
            accounts.add(crew[i].environment().account());
        }
        final GuardedEngine[] guarded = new GuardedEngine[WORKERS];
        for (int i = 0; i < guarded.length; i++) {
            final BatchWorkList atEnd = new BatchWorkList();
            final LockedEnvironment environment =
                    wiring.environment(i, PARTITIONS, i, WORKERS + workers, guards, crew[0], atEnd);
            final Partition engine =
                    new Partition(environment, config, shares, new PartitionTables(dispatch(), udp, paths), verdicts);
            guarded[i] = new GuardedEngine(guards.get(), environment, engine, verdicts, atEnd);
            engines.add(engine);
            accounts.add(environment.account());
        }
        for (final FineWorker each : crew) {
            final Partition engine = new Partition(
                    each.environment(), config, shares, new PartitionTables(dispatch(), udp, paths), verdicts);
            each.engines(engine, guarded, crew);
            engines.add(engine);
        }
        wiring.connect(crew, engines);
        wiring.open(new SocketOpening(workload, engines.getLast(), engines.getFirst(), crew[0], workers));
        final WorkerThreads threads = new WorkerThreads(crew, accounts);
        threads.start(Topology.ofThisProcess(), Pinning.openHft());
        return threads;
    }

    /// Whoever receives a packet takes it, but for fragments, which must meet, and for what is guarded as a whole.
    private static DispatchTable dispatch() {
        final ProtocolDispatch anybody = packet -> WORKERS;
        return new DispatchTable(PARTITIONS, FineDesign::bucket)
                .register(Ipv4Header.UDP, anybody)
                .register(Ipv4Header.ICMP, anybody);
    }

    private static int bucket(Packet fragment) {
        final int identification = fragment.buffer().getShort(fragment.networkOffset() + IDENTIFICATION);
        final int mixed = (fragment.srcAddress() ^ identification) * MIX;
        return 1 + Integer.remainderUnsigned(mixed >>> Short.SIZE, BUCKETS);
    }
}
