package anax.bench.designs.frame;

/// What an application does for each datagram, besides answering it.
///
/// Owner: nobody; every CPU runs it, so it must touch nothing that they share.
@FunctionalInterface
public interface Work {
    /// Nothing.
    Work NONE = () -> {};

    /// Does it once. Called outside of every lock.
    void run();
}
