package anax.bench.scheduler.wake;

import java.util.concurrent.locks.LockSupport;

/// The floor: a parked thread, a word that it looks at, and one `unpark`.
///
/// Owner: as of [Bed]. Allocates nothing.
public final class ParkBed implements Bed {
    private volatile long sent;
    private volatile Thread target;

    /// Makes one in which nobody sleeps.
    public ParkBed() {}

    @Override
    public void send(long number) {
        sent = number;
        LockSupport.unpark(target);
    }

    @Override
    public long next(long last) throws InterruptedException {
        target = Thread.currentThread();
        while (sent == last) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            LockSupport.park(this);
        }
        return sent;
    }
}
