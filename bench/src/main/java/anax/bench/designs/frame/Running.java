package anax.bench.designs.frame;

import java.util.List;

/// A design that is running.
///
/// Owner: whoever booted it.
public interface Running extends AutoCloseable {
    /// How many CPUs it runs on.
    int cpus();

    /// Datagrams that a CPU has answered so far. Any thread may ask at any time; the figure is at most a batch
    /// old.
    long operations(int cpu);

    /// All that a CPU has counted so far. Any thread may ask at any time; figures may be some batches old and
    /// need not fit together. After [#close] they are exact.
    CpuCounts counts(int cpu);

    /// What did not go as it should have: a thread that could not be pinned, say. Empty if all did.
    List<String> warnings();

    /// Stops the threads and waits for them. Before, the link should have stopped to make requests, or what is
    /// under way is dropped with the reason that it deserves. Twice is as good as once.
    ///
    /// @throws IllegalStateException if a thread of it failed, with what it threw
    @Override
    void close();

    /// What became of the packets, over all CPUs. Only after [#close].
    ///
    /// @throws IllegalStateException if it is not closed
    PacketBalance balance();
}
