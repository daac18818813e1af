package anax.bench.designs.locked;

import anax.bench.designs.frame.Running;
import anax.netstack.engine.PacketAccount;
import anax.netstack.stack.Partition;
import anax.runtime.topology.Pinning;
import anax.runtime.topology.Topology;
import java.util.List;

/// A locked design that is put together, and whose threads do not run yet: they can be started, or somebody takes
/// their turns for them.
///
/// Owner: whoever had it made, until it is started.
///
/// @param workers  its CPUs
/// @param streams  the engines that share out TCP's connections
/// @param unicast  the engine of UDP's sockets
/// @param engines  all of them
/// @param accounts all that packets end in
@SuppressWarnings("ArrayRecordComponent") // whoever had it made keeps nothing of it
record Assembly<W extends Worker>(
        W[] workers,
        List<Partition> streams,
        Partition unicast,
        List<Partition> engines,
        List<PacketAccount> accounts) {
    /// Starts the threads.
    Running start() {
        final WorkerThreads threads = new WorkerThreads(workers, accounts);
        threads.start(Topology.ofThisProcess(), Pinning.openHft());
        return threads;
    }
}
