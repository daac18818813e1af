package anax.bench.messages.locked;

import anax.bench.messages.pair.Letter;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// A bounded queue with one lock and two conditions, made for batches.
///
/// Owner: any number of threads; the lock protects every field. Allocates what the lock's queue of waiters needs.
/// Blocks while it is empty, or full.
///
/// One acquisition of the lock moves a whole batch. A sender signals only if the queue was empty and somebody
/// waits, a receiver only if it was full and somebody waits. A receiver that finds nothing may look at the count
/// for a moment, without the lock, before it blocks.
final class ConditionQueue {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition notEmpty = lock.newCondition();
    private final Condition notFull = lock.newCondition();
    private final Letter[] slots;
    private final int looks;
    private int first;
    private int waitingReceivers;
    private int waitingSenders;
    private long signals;

    // Written under the lock; read without it by a receiver that looks whether taking the lock is worth it.
    private volatile int count;

    /// Makes an empty queue.
    ///
    /// @param bound how many letters it holds: a power of two
    /// @param looks how often a receiver looks at the count before it blocks
    ConditionQueue(int bound, int looks) {
        slots = new Letter[bound];
        this.looks = looks;
    }

    /// Puts letters in, in their order; waits while there is no room.
    void put(Letter[] letters, int length) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            int done = 0;
            while (done < length) {
                while (count == slots.length) {
                    waitingSenders++;
                    try {
                        notFull.await();
                    } finally {
                        waitingSenders--;
                    }
                }
                int before = count;
                int room = Math.min(length - done, slots.length - before);
                for (int i = 0; i < room; i++) {
                    slots[(first + before + i) & (slots.length - 1)] = letters[done + i];
                }
                done += room;
                count = before + room;
                if (before == 0 && waitingReceivers > 0) {
                    signals++;
                    notEmpty.signal();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /// How often a waiting receiver was signalled; for a sender that is alone.
    long signals() {
        return signals;
    }

    /// Takes out what is there, up to the length of `into`; waits while there is nothing.
    ///
    /// @return how many, at least 1
    int take(Letter[] into) throws InterruptedException {
        for (int i = 0; i < looks && count == 0; i++) {
            Thread.onSpinWait();
        }
        lock.lockInterruptibly();
        try {
            while (count == 0) {
                waitingReceivers++;
                try {
                    notEmpty.await();
                } finally {
                    waitingReceivers--;
                }
            }
            int before = count;
            int taken = Math.min(into.length, before);
            for (int i = 0; i < taken; i++) {
                int slot = (first + i) & (slots.length - 1);
                into[i] = slots[slot];
                slots[slot] = null;
            }
            first = (first + taken) & (slots.length - 1);
            count = before - taken;
            if (before == slots.length && waitingSenders > 0) {
                notFull.signal();
            }
            return taken;
        } finally {
            lock.unlock();
        }
    }
}
