package anax.runtime;

import anax.runtime.clock.Clock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/// Where ordinary Java threads hand work to a machine, until it closes.
///
/// Owner: the machine; any ordinary thread may call. Locks, for it is no part of the way of a message between CPUs.
/// At the bound of an inbox the caller waits, yielding, for up to a second; then it is told so by an exception.
/// Replies of ordinary threads wait as long as it takes.
final class ForeignGate {
    private static final long PATIENCE_NS = 1_000_000_000L;
    private static final long RETRY_NS = 100_000;

    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final Driver driver;
    private final Clock clock;
    private volatile boolean closed; // written under the lock

    ForeignGate(Driver driver, Clock clock) {
        this.driver = driver;
        this.clock = clock;
    }

    /// Hands an entry to a CPU and wakes it if it is parked.
    ///
    /// @throws MachineStoppedException if the gate is closed
    /// @throws IllegalStateException if the inbox stayed full
    void submit(Cpu target, Ipi entry) {
        lock.readLock().lock();
        try {
            if (closed) {
                throw stopped(target);
            }
            if (!target.inbox().offer(entry)) {
                offerWhenFull(target, entry);
            }
            wake(target);
        } finally {
            lock.readLock().unlock();
        }
    }

    /// Hands a reply to a CPU and wakes it if it is parked. Waits as long as the inbox is full, for somebody
    /// waits for the reply and it cannot be made again; the lock is not held meanwhile, so that the gate can
    /// close.
    ///
    /// @throws MachineStoppedException if the gate is closed
    void submitReply(Cpu target, Ipi reply) {
        while (!offerReply(target, reply)) {
            driver.relaxForeign(RETRY_NS);
        }
    }

    private boolean offerReply(Cpu target, Ipi reply) {
        lock.readLock().lock();
        try {
            if (closed) {
                throw stopped(target);
            }
            boolean offered = target.inbox().offer(reply);
            wake(target);
            return offered;
        } finally {
            lock.readLock().unlock();
        }
    }

    /// Lets nothing in from now on; what was let in before has reached its inbox when this returns.
    ///
    /// @return false if it was closed already
    boolean close() {
        lock.writeLock().lock();
        try {
            boolean first = !closed;
            closed = true;
            return first;
        } finally {
            lock.writeLock().unlock();
        }
    }

    boolean isClosed() {
        return closed;
    }

    /// Wakes a CPU if it is parked.
    void wake(Cpu target) {
        if (target.doorbell().ring()) {
            target.wake();
        }
    }

    private static MachineStoppedException stopped(Cpu target) {
        return new MachineStoppedException("work was handed to " + target
                + ", which is stopped; hand it over before Machine.stop, or boot another machine");
    }

    private void offerWhenFull(Cpu target, Ipi entry) {
        final long untilNs = clock.nowNs() + PATIENCE_NS;
        do {
            wake(target);
            driver.relaxForeign(0);
            if (clock.nowNs() - untilNs > 0) {
                throw new IllegalStateException("the inbox of " + target + " stayed at its bound of "
                        + target.machine().config().inboxBound() + " entries for a second; its thread "
                        + target.currentThread().name() + " keeps the processor, or the inbox is too small");
            }
        } while (!target.inbox().offer(entry));
    }
}
