package anax.bench.measure;

import java.util.List;

/// One way of doing the job of a [Group], ready to do it for a slice of time whenever it is its turn.
///
/// Owner: the harness's thread, the only one that calls these methods. May allocate and block outside of the
/// measured window. Between two slices its threads must be parked: they would otherwise take processor time from
/// the one whose turn it is. Waking them and putting them to sleep again belongs outside of the measured window.
public interface Contestant {

    /// What it is, in a few words, as it stands in tables: "raw ring", "ArrayBlockingQueue".
    String design();

    /// What it is in the race for.
    Role role();

    /// How many CPUs it keeps busy, where not all of its group keep as many; 0 for as many as the group says.
    default int cpus() {
        return 0;
    }

    /// Makes threads and queues; called once, before the first slice.
    void start();

    /// Gets ready for a slice where that takes long; called for all contestants before the round begins, so
    /// that their slices still lie close together.
    ///
    /// @throws InterruptedException  if the harness's thread is interrupted
    /// @throws IllegalStateException if it does not succeed
    default void prepare() throws InterruptedException {}

    /// Works for about `sliceNs` and says what it did.
    ///
    /// @param sliceNs how long the measured window should be; a burst of operations may overrun it
    /// @param slice   empty; gets a window from each initiator, and what the group's units are made of
    /// @throws InterruptedException  if the harness's thread is interrupted
    /// @throws IllegalStateException if a message was lost, came back twice, or was not written by its target
    void run(long sliceNs, Slice slice) throws InterruptedException;

    /// Ends the threads; called once, also after a failure.
    void stop();

    /// What a reader of its figures has to know, for instance that pinning was refused. Asked after the last slice.
    default List<String> notes() {
        return List.of();
    }
}
