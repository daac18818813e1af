package anax.bench.scheduler.wake;

/// One way for an ordinary thread to sleep until something is sent to it.
///
/// Owner: two threads; each method names the one that calls it. [#next] blocks.
public interface Bed {

    /// Called by the sender: hands over a number and wakes the target.
    void send(long number) throws InterruptedException;

    /// Called by the target: sleeps until a number has come.
    ///
    /// @param last the number that it got before
    long next(long last) throws InterruptedException;
}
