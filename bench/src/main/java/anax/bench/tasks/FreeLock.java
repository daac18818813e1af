package anax.bench.tasks;

import anax.bench.messages.pair.Solo;
import java.util.concurrent.locks.ReentrantLock;

/// A `ReentrantLock` that nobody else wants: locked, something is written, unlocked.
///
/// Owner: one thread. Allocates when made.
final class FreeLock implements Solo {
    private static final int ROUNDS = 1024;

    private final ReentrantLock lock;
    private long state;

    FreeLock(boolean fair) {
        lock = new ReentrantLock(fair);
    }

    @Override
    public int burst() {
        for (int i = 0; i < ROUNDS; i++) {
            lock.lock();
            try {
                state++;
            } finally {
                lock.unlock();
            }
        }
        if (state < ROUNDS) {
            throw new IllegalStateException("a lock protected " + state + " of " + ROUNDS + " writes");
        }
        return ROUNDS;
    }
}
