package anax.runtime.call;

import java.util.concurrent.atomic.AtomicLong;

/// What a port for calls has counted: what did not go the usual way.
///
/// Owner: the port; whoever answers a call counts, anybody reads. Allocates when made. The words are shared, which
/// the usual way of a call in place never touches.
public final class CallCounters {
    private final AtomicLong unknown = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong noRoom = new AtomicLong();
    private final AtomicLong aborted = new AtomicLong();
    private final AtomicLong late = new AtomicLong();

    CallCounters() {}

    /// Calls with a number that no handler has.
    public long unknown() {
        return unknown.get();
    }

    /// Calls whose handler threw.
    public long failed() {
        return failed.get();
    }

    /// Calls that found the queue before the pool at its bound.
    public long noRoom() {
        return noRoom.get();
    }

    /// Calls that were given up because somebody asked for that.
    public long aborted() {
        return aborted.get();
    }

    /// Calls that were answered when the machine of the caller had stopped, so that nobody got the answer.
    public long late() {
        return late.get();
    }

    void countUnknown() {
        unknown.getAndIncrement();
    }

    void countFailed() {
        failed.getAndIncrement();
    }

    void countNoRoom() {
        noRoom.getAndIncrement();
    }

    void countAborted() {
        aborted.getAndIncrement();
    }

    void countLate() {
        late.getAndIncrement();
    }
}
