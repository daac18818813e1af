package anax.bench.tasks;

import anax.bench.messages.pair.Pair;
import java.util.concurrent.locks.ReentrantLock;

/// A fair `ReentrantLock` that two threads on one CPU want all the time.
///
/// Owner: as of [Pair]. Allocates what the lock's queue of waiters needs. An operation is a turn of either thread.
final class HandedLock implements Pair {
    private static final int TURNS = 128;

    private final ReentrantLock lock = new ReentrantLock(true);
    private volatile boolean ended;
    private long turns; // of both, under the lock

    HandedLock() {}

    @Override
    public void begin() {
        ended = false;
    }

    @Override
    public int initiate() {
        long before = turn();
        for (int i = 1; i < TURNS; i++) {
            turn();
        }
        return (int) (turn() - before);
    }

    @Override
    public void finish() {
        ended = true;
    }

    @Override
    public boolean answer() {
        for (int i = 0; i < TURNS && !ended; i++) {
            turn();
        }
        return !ended;
    }

    private long turn() {
        lock.lock();
        try {
            return turns++;
        } finally {
            lock.unlock();
        }
    }
}
