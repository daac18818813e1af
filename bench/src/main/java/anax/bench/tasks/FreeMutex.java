package anax.bench.tasks;

import anax.runtime.task.Mutex;

/// A mutex that nobody else wants: locked, something is written, unlocked.
///
/// Owner: as of [Work]. Allocates when made.
final class FreeMutex implements Work {
    private static final int ROUNDS = 1024;

    private final Mutex mutex;
    private long state;

    FreeMutex(Mutex mutex) {
        this.mutex = mutex;
    }

    @Override
    public int burst() {
        final long before = state;
        for (int i = 0; i < ROUNDS; i++) {
            mutex.lock();
            state++;
            mutex.unlock();
        }
        if (state - before != ROUNDS) {
            throw new IllegalStateException("a mutex protected " + (state - before) + " of " + ROUNDS + " writes");
        }
        return ROUNDS;
    }
}
