package anax.bench.tasks;

import anax.bench.messages.pair.Pair;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// A `ReentrantLock` that two threads on one CPU have in turn: who has had it wakes the other, and waits for it.
///
/// Owner: as of [Pair]. Allocates what the lock's queues of waiters need. An operation is a turn of either thread.
final class HandedLock implements Pair {
    private static final int TURNS = 64;

    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition changed = lock.newCondition();
    private boolean othersTurn; // this and what follows under the lock
    private boolean ended;

    HandedLock() {}

    @Override
    public void begin() {
        lock.lock();
        try {
            ended = false;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int initiate() throws InterruptedException {
        for (int i = 0; i < TURNS; i++) {
            take(false);
        }
        return 2 * TURNS;
    }

    @Override
    public void finish() {
        lock.lock();
        try {
            ended = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean answer() throws InterruptedException {
        return take(true);
    }

    private boolean take(boolean other) throws InterruptedException {
        lock.lock();
        try {
            while (othersTurn != other) {
                if (ended) {
                    return false;
                }
                changed.await();
            }
            othersTurn = !other;
            changed.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }
}
