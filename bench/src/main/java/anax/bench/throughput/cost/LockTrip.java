package anax.bench.throughput.cost;

import anax.bench.messages.pair.Pair;
import anax.bench.messages.pair.Relax;
import java.util.concurrent.locks.ReentrantLock;

/// A lock that another CPU takes next, and then this one again: each side takes it, passes the turn on, and leaves
/// it.
///
/// Owner: as of [Pair]. Allocates what the lock needs for those who wait. Spins until it is its turn, so that the
/// lock is mostly free when it is taken, but always was the other CPU's.
final class LockTrip implements Pair {
    private static final int TRIPS = 256;
    private static final int LOOKS = 1_024;

    private final ReentrantLock lock = new ReentrantLock();
    private final TurnWord turn = new TurnWord();
    private final Relax initiatorsRelax;
    private final Relax targetsRelax;
    private volatile boolean ended;

    LockTrip(Relax initiatorsRelax, Relax targetsRelax) {
        this.initiatorsRelax = initiatorsRelax;
        this.targetsRelax = targetsRelax;
    }

    @Override
    public void begin() {
        ended = false;
    }

    @Override
    public int initiate() {
        final Relax relax = initiatorsRelax;
        for (int i = 0; i < TRIPS; i++) {
            final long asked = pass();
            while (turn.acquire() == asked) {
                relax.pause();
            }
        }
        return TRIPS;
    }

    private long pass() {
        lock.lock();
        try {
            final long next = turn.acquire() + 1;
            turn.release(next);
            return next;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void finish() {
        ended = true;
    }

    /// Odd numbers are the target's turn.
    @Override
    public boolean answer() {
        final Relax relax = targetsRelax;
        for (int i = 0; i < LOOKS; i++) {
            if ((turn.acquire() & 1) == 1) {
                pass();
            } else {
                relax.pause();
            }
        }
        return !ended;
    }
}
