package anax.bench.designs.locked;

import anax.bench.designs.frame.Design;
import anax.bench.designs.frame.Running;
import anax.bench.designs.frame.Workload;
import anax.netstack.dispatch.DispatchTable;
import anax.netstack.dispatch.FlowDispatch;
import anax.netstack.dispatch.FlowHash;
import anax.netstack.dispatch.IndirectionTable;
import anax.netstack.dispatch.ProtocolDispatch;
import anax.netstack.dispatch.SipHash;
import anax.netstack.engine.BatchWork;
import anax.netstack.engine.Guard;
import anax.netstack.engine.PacketAccount;
import anax.netstack.ip.IcmpDispatch;
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
import anax.runtime.clock.Clock;
import anax.runtime.clock.SystemClock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// An engine for each thread, tables that all of them share, and a lock for each stripe of a table, each socket and
/// each bucket of reassembly queues.
///
/// Owner: nobody, it never changes.
///
/// The stripes of TCP's connections are those of the device's queues, cut further: a connection whose segments come
/// by the queue that they hash to is worked on by one thread, and its lock changes hands no more than one of a kernel
/// does whose network card steers flows.
///
/// To the engine, partition 0 is what has no flows: groups, ARP, protocols unknown; the next ones are buckets, each
/// with a share of the reassembly queues and one of TCP's connections, which are TCP's stripes; and the last one is
/// everything else, which every thread takes in an engine of its own.
public final class FineDesign implements Design {
    private static final int MOST_CPUS = 256;
    private static final int BUCKETS = 32;
    private static final int UDP_FLOWS = 3;
    private static final int IDENTIFICATION = 4;
    private static final int MIX = 0x9E3779B9;

    private final boolean locked;
    private final int buckets;
    private final int workersPartition; // which is the last

    private FineDesign(boolean locked, int buckets) {
        this.locked = locked;
        this.buckets = buckets;
        workersPartition = 1 + buckets;
    }

    /// With its locks.
    public static FineDesign locked() {
        return new FineDesign(true, BUCKETS);
    }

    /// With its locks, but one bucket: whose user is told of no other engine than that which has his connections.
    static FineDesign ofOneBucket() {
        return new FineDesign(true, 1);
    }

    /// Without them, on one CPU.
    public static FineDesign unlocked() {
        return new FineDesign(false, BUCKETS);
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
        return assemble(workload, link, SystemClock.INSTANCE).start();
    }

    /// Puts it together.
    Assembly<FineWorker> assemble(Workload workload, Link link, Clock clock) {
        final Supplier<Guard> guards = locked ? SpinParkGuard::new : () -> Guard.NONE;
        final Wiring wiring = new Wiring(this, workload, link, clock);
        final int workers = link.queues();
        final Parts parts = new Parts(wiring, workload.stack(), clock, workers, guards);
        final FineWorker[] crew = new FineWorker[workers];
        for (int i = 0; i < workers; i++) {
            crew[i] = parts.worker(i, workload);
        }
        final GuardedEngine[] guarded = new GuardedEngine[workersPartition];
        for (int i = 0; i < guarded.length; i++) {
            guarded[i] = parts.guarded(i, crew[0]);
        }
        for (final FineWorker each : crew) {
            each.engines(parts.engine(each.environment()), guarded, crew);
        }
        wiring.connect(crew, parts.engines);
        final List<Partition> streams =
                Stream.of(guarded).skip(1).map(GuardedEngine::engine).toList();
        final Partition unicast = parts.engines.getLast();
        wiring.open(new SocketOpening(workload, unicast, streams, guarded[0].engine(), crew[0], workers));
        return new Assembly<>(crew, streams, unicast, parts.engines, parts.accounts);
    }

    /// Whoever receives a packet takes it, but for fragments, which must meet, for TCP's, whose connection has a
    /// lock, and for what is guarded as a whole.
    private DispatchTable dispatch(FlowHash hash, IndirectionTable tcp) {
        final ProtocolDispatch anybody = packet -> workersPartition;
        return new DispatchTable(workersPartition + 1, this::bucket)
                .register(Ipv4Header.UDP, anybody)
                .register(Ipv4Header.TCP, new FlowDispatch(hash, tcp))
                .register(Ipv4Header.ICMP, new FineErrorDispatch(new IcmpDispatch(hash, tcp), anybody));
    }

    private int bucket(Packet fragment) {
        final int identification = fragment.buffer().getShort(fragment.networkOffset() + IDENTIFICATION);
        final int mixed = (fragment.srcAddress() ^ identification) * MIX;
        return 1 + Integer.remainderUnsigned(mixed >>> Short.SIZE, buckets);
    }

    /// What workers and engines are made of, and those that were made. Owner: the thread that boots the design.
    private final class Parts {
        private final Wiring wiring;
        private final StackConfig config;
        private final Clock clock;
        private final int workers;
        private final Supplier<Guard> guards;
        private final FlowShares shares;
        private final UdpTables udp;
        private final IndirectionTable tcp;
        private final PathMtuCache paths;
        private final Verdicts verdicts;
        private final List<Partition> engines = new ArrayList<>();
        private final List<PacketAccount> accounts = new ArrayList<>();

        private Parts(Wiring wiring, StackConfig config, Clock clock, int workers, Supplier<Guard> guards) {
            this.wiring = wiring;
            this.config = config;
            this.clock = clock;
            this.workers = workers;
            this.guards = guards;
            final FlowShares byFlow = FlowShares.of(config, workers);
            shares = new FlowShares(
                    config.flowHash(), IndirectionTable.allTo(workersPartition, workersPartition + 1), byFlow.ports());
            udp = new UdpTables(
                    new UdpBindings(config.flowHash(), byFlow.table(), guards.get()),
                    new SharedFlows<>(UdpSockets.MOST_FLOWS, new SipHash(config.secret(), UDP_FLOWS), guards));
            tcp = IndirectionTable.within(byFlow.table(), 1, buckets, workersPartition + 1);
            paths = PartitionTables.paths(config, guards.get());
            verdicts = new Verdicts(guards.get());
        }

        private FineWorker worker(int index, Workload workload) {
            final FineWorker worker = new FineWorker(
                    index,
                    workers,
                    clock,
                    config.batch(),
                    config.pool(),
                    workload.work(),
                    new PacketInbox(guards.get()),
                    guards.get(),
                    verdicts);
            worker.environment(environment(workersPartition, workersPartition + index, worker, null));
            return worker;
        }

        private GuardedEngine guarded(int partition, Worker first) {
            final BatchWork.Queue atEnd = new BatchWork.Queue();
            final LockedEnvironment environment = environment(partition, partition, first, atEnd);
            return new GuardedEngine(guards.get(), environment, engine(environment), verdicts, atEnd);
        }

        private LockedEnvironment environment(int partition, int share, Worker worker, BatchWork.Queue atEnd) {
            final LockedEnvironment environment = wiring.environment(
                    partition, workersPartition + 1, share, workersPartition + workers, guards, worker, atEnd);
            accounts.add(environment.account());
            return environment;
        }

        private Partition engine(LockedEnvironment environment) {
            final PartitionTables tables = new PartitionTables(dispatch(config.flowHash(), tcp), udp, paths, tcp);
            final Partition engine = new Partition(environment, config, shares, tables, verdicts);
            engines.add(engine);
            return engine;
        }
    }
}
