package anax.bench.designs.locked;

import anax.bench.designs.frame.Design;
import anax.bench.designs.frame.Running;
import anax.bench.designs.frame.Workload;
import anax.netstack.engine.BatchWork;
import anax.netstack.engine.Guard;
import anax.netstack.engine.PacketAccount;
import anax.netstack.ip.InterfaceTable;
import anax.netstack.link.Link;
import anax.netstack.stack.FlowShares;
import anax.netstack.stack.Partition;
import anax.runtime.clock.Clock;
import anax.runtime.clock.SystemClock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// One engine for all threads, and one lock around it.
///
/// Owner: nobody, it never changes.
public final class GiantDesign implements Design {
    private static final int MOST_CPUS = 256;

    private final boolean locked;

    private GiantDesign(boolean locked) {
        this.locked = locked;
    }

    /// With its lock.
    public static GiantDesign locked() {
        return new GiantDesign(true);
    }

    /// Without it, on one CPU.
    public static GiantDesign unlocked() {
        return new GiantDesign(false);
    }

    @Override
    public String name() {
        return locked ? "giant" : "giant-unlocked";
    }

    @Override
    public String description() {
        return locked ? "one engine for all threads, one lock around it" : "the giant design with its lock left out";
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
    Assembly<GiantWorker> assemble(Workload workload, Link link, Clock clock) {
        final Wiring wiring = new Wiring(this, workload, link, clock);
        final Supplier<Guard> guards = locked ? SpinParkGuard::new : () -> Guard.NONE;
        final Guard lock = guards.get();
        final GiantWorker[] workers = new GiantWorker[link.queues()];
        final List<PacketAccount> accounts = new ArrayList<>();
        for (int i = 0; i < workers.length; i++) {
            workers[i] = new GiantWorker(
                    i,
                    workers.length,
                    clock,
                    workload.stack().batch(),
                    workload.stack().pool(),
                    workload.work(),
                    lock,
                    guards.get());
            workers[i].environment(wiring.environment(0, 1, 0, 1, () -> Guard.NONE, workers[i], null));
            accounts.add(workers[i].environment().account());
        }
        final BatchWork.Queue atEnd = new BatchWork.Queue();
        final LockedEnvironment shared = wiring.environment(0, 1, 0, 1, () -> Guard.NONE, workers[0], atEnd);
        final InterfaceTable[] interfaces = new InterfaceTable[1];
        final Partition engine = new Partition(
                shared,
                workload.stack(),
                FlowShares.of(workload.stack(), 1),
                (address, stands) -> interfaces[0].use(address, stands));
        interfaces[0] = engine.interfaces();
        accounts.add(shared.account());
        wiring.connect(workers, List.of(engine));
        for (final GiantWorker worker : workers) {
            worker.engine(engine, shared, atEnd);
        }
        // A group has one member: with one lock around all of them more would change nothing.
        wiring.open(new SocketOpening(workload, engine, List.of(engine), engine, workers[0], 1));
        return new Assembly<>(workers, List.of(engine), engine, List.of(engine), accounts);
    }
}
