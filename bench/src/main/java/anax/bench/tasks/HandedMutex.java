package anax.bench.tasks;

import anax.runtime.Lwkt;
import anax.runtime.task.Mutex;
import anax.runtime.task.Task;

/// A mutex that two threads of one CPU want all the time: who unlocks hands it to the other, and waits for it in
/// turn. Each hand-over is a switch.
///
/// Owner: as of [Work]. Allocates a thread when a slice begins.
final class HandedMutex implements Work {
    private static final int TURNS = 512;

    private final Mutex mutex;
    private Task rival;
    private boolean ended;
    private long rivalsTurns;

    HandedMutex(Mutex mutex) {
        this.mutex = mutex;
    }

    @Override
    public void begin() {
        ended = false;
        mutex.lock();
        rival = Task.create("rival", this::takeTurns);
        Lwkt.giveWay(); // it waits now
    }

    @Override
    public int burst() {
        final long before = rivalsTurns;
        for (int i = 0; i < TURNS; i++) {
            mutex.unlock();
            mutex.lock();
        }
        if (rivalsTurns - before != TURNS) {
            throw new IllegalStateException("the rival had the mutex " + (rivalsTurns - before)
                    + " times while this thread handed it on " + TURNS + " times");
        }
        return 2 * TURNS;
    }

    @Override
    public void finish() {
        ended = true;
        mutex.unlock();
        rival.join();
    }

    private void takeTurns() {
        while (!ended) {
            mutex.lock();
            rivalsTurns++;
            mutex.unlock();
        }
    }
}
