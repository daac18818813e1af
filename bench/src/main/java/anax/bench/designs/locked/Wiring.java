package anax.bench.designs.locked;

import anax.bench.designs.frame.Design;
import anax.bench.designs.frame.EchoSocket;
import anax.bench.designs.frame.Workload;
import anax.netstack.dispatch.SipHash;
import anax.netstack.engine.BatchWork;
import anax.netstack.engine.Guard;
import anax.netstack.ip.InterfaceAddress;
import anax.netstack.ip.NetworkInterface;
import anax.netstack.link.Link;
import anax.netstack.link.Loopback;
import anax.netstack.stack.Partition;
import anax.netstack.stack.SecretSequence;
import anax.runtime.clock.Clock;
import java.util.List;
import java.util.function.Supplier;

/// Puts engines, workers and links together before any thread runs.
///
/// Owner: the thread that boots a design. Allocates.
final class Wiring {
    private static final int LOOPBACK_BOUND = 1_024;

    private final Workload workload;
    private final Link link;
    private final Clock clock;
    private int environments;

    Wiring(Design design, Workload workload, Link link, Clock clock) {
        if (link.queues() > design.mostCpus()) {
            throw new IllegalArgumentException(design.name() + " was to be booted on " + link.queues()
                    + " CPUs; give it a link of at most " + design.mostCpus() + " queues");
        }
        this.workload = workload;
        this.link = link;
        this.clock = clock;
    }

    /// Makes an environment with a secret of its own.
    LockedEnvironment environment(
            int partition,
            int partitions,
            int share,
            int shares,
            Supplier<Guard> guards,
            Worker worker,
            BatchWork.Queue atEnd) {
        final SecretSequence secrets =
                new SecretSequence(new SipHash(workload.stack().secret(), ~environments++));
        return new LockedEnvironment(
                partition, partitions, share, shares, guards, secrets, clock.nowNs(), worker, atEnd);
    }

    /// Gives every engine the interfaces and routes, and every worker its queues; leads packets home.
    void connect(Worker[] workers, List<Partition> engines) {
        final Loopback loopback = new Loopback("lo", workers.length, LOOPBACK_BOUND, i -> workers[i].pool());
        final NetworkInterface own = NetworkInterface.of(
                NetworkInterface.LOOPBACK, loopback, List.of(InterfaceAddress.parse("127.0.0.1/8")));
        final NetworkInterface wire = NetworkInterface.of(Workload.INTERFACE, link, List.of(workload.address()));
        for (final Partition engine : engines) {
            engine.interfaceChanges().put(own, false);
            engine.interfaceChanges().put(wire, workload.stack().probeAddresses());
        }
        final PacketReturns[] homes = new PacketReturns[workers.length];
        final boolean coalesces = workload.stack().coalescing();
        for (int i = 0; i < workers.length; i++) {
            workers[i].add(new WorkerPort(own, loopback, i, coalesces, workers[i].pool()));
            workers[i].add(new WorkerPort(wire, link, i, coalesces, workers[i].pool()));
            homes[i] = workers[i].returns();
        }
        for (final PacketReturns each : homes) {
            each.lead(homes);
        }
    }

    /// Opens the service's sockets.
    ///
    /// @throws IllegalArgumentException if two want one port
    void open(SocketOpening opening) {
        for (final EchoSocket each : workload.sockets()) {
            if (!opening.open(each)) {
                throw new IllegalArgumentException(
                        each + " could not be opened; give each socket a port that no other one has");
            }
        }
    }
}
