package anax.bench.messages.pair;

/// What one member of a [Crew] does in a slice.
///
/// Owner: the member's thread.
public interface Duty {

    /// Gets ready, before the crew meets.
    default void prepare() throws InterruptedException {}

    /// Works for a slice, after the crew has met.
    void work(long sliceNs) throws InterruptedException;

    /// Frees the thread from a wait that an interrupt does not end; any thread, after a failure.
    default void abort() {}
}
