package anax.bench.designs.locked;

import anax.bench.designs.frame.CpuCounts;
import anax.bench.designs.frame.PacketBalance;
import anax.bench.designs.frame.Running;
import anax.netstack.engine.PacketAccount;
import anax.runtime.topology.PinOutcome;
import anax.runtime.topology.Pinning;
import anax.runtime.topology.Topology;
import java.util.ArrayList;
import java.util.List;

/// The threads of a locked design while it runs.
///
/// Owner: whoever booted it. Allocates when made.
final class WorkerThreads implements Running {
    private final Worker[] workers;
    private final List<PacketAccount> accounts;
    private PacketBalance balance;

    /// @param accounts all that packets of the design end in
    WorkerThreads(Worker[] workers, List<PacketAccount> accounts) {
        this.workers = workers;
        this.accounts = List.copyOf(accounts);
    }

    /// Starts them, each pinned to a processor of its own if there are as many.
    void start(Topology topology, Pinning pinning) {
        for (final Worker worker : workers) {
            worker.pinTo(topology.processorOf(worker.index()), pinning);
            worker.start();
        }
    }

    @Override
    public int cpus() {
        return workers.length;
    }

    @Override
    public long operations(int cpu) {
        return workers[cpu].tally().operations();
    }

    @Override
    public CpuCounts counts(int cpu) {
        return workers[cpu].tally().counts(workers[cpu].environment().account());
    }

    @Override
    public List<String> warnings() {
        final List<String> warnings = new ArrayList<>();
        for (final Worker worker : workers) {
            final PinOutcome outcome = worker.pinOutcome();
            if (!outcome.pinned()) {
                warnings.add(worker.getName() + " could not be pinned to processor " + outcome.processor() + ": "
                        + outcome.reason());
            }
        }
        return warnings;
    }

    @Override
    public PacketBalance balance() {
        if (balance == null) {
            throw new IllegalStateException("the balance of a running design was asked for; close it first");
        }
        return balance;
    }

    @Override
    public void close() {
        if (balance != null) {
            return;
        }
        for (final Worker worker : workers) {
            worker.end();
        }
        for (final Worker worker : workers) {
            join(worker);
        }
        long outstanding = 0;
        for (final Worker worker : workers) {
            worker.returns().takeBack(worker.pool());
            outstanding += worker.pool().outstanding();
        }
        balance = PacketBalance.of(accounts, outstanding);
        for (final Worker worker : workers) {
            worker.throwFailure();
        }
    }

    private static void join(Worker worker) {
        try {
            worker.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("ending " + worker.getName() + " was interrupted", interrupted);
        }
    }
}
