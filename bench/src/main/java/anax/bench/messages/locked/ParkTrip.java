package anax.bench.messages.locked;

import anax.bench.messages.pair.Letter;
import anax.bench.messages.pair.Pair;
import java.util.concurrent.locks.LockSupport;

/// A synchronous round trip between two threads that park: a volatile word says whose turn it is, `unpark` wakes
/// him.
///
/// Owner: as of [Pair]. Allocates nothing. Blocks while it is the other one's turn. It is the least that a design
/// needs whose parties give the processor back while they wait: two wake-ups, by the kernel or by the scheduler of
/// virtual threads, and no queue at all.
public final class ParkTrip implements Pair {
    private static final int INITIATOR = 0;
    private static final int TARGET = 1;
    private static final int END = 2;

    private final Letter letter = new Letter();
    private volatile int turn;
    private volatile Thread initiator;
    private volatile Thread target;
    private long next;

    /// Makes the letter; the parties say who they are when they come.
    public ParkTrip() {}

    @Override
    public void begin() {
        initiator = Thread.currentThread();
        turn = INITIATOR;
    }

    @Override
    public int initiate() throws InterruptedException {
        Thread other = awaitTarget();
        long request = next;
        for (int i = 0; i < Limits.TRIPS; i++) {
            letter.ask(request);
            turn = TARGET;
            LockSupport.unpark(other);
            while (turn != INITIATOR) {
                park();
            }
            letter.check(request);
            request++;
        }
        next = request;
        return Limits.TRIPS;
    }

    @Override
    public void finish() {
        turn = END;
        LockSupport.unpark(target);
    }

    @Override
    public boolean answer() throws InterruptedException {
        target = Thread.currentThread();
        while (turn == INITIATOR) {
            park();
        }
        if (turn == END) {
            return false;
        }
        letter.answer();
        turn = INITIATOR;
        LockSupport.unpark(initiator);
        return true;
    }

    /// In the first slice the initiator may come before the target has said who it is.
    @SuppressWarnings("ThreadPriorityCheck") // both may be virtual threads on one carrier
    private Thread awaitTarget() {
        Thread other = target;
        while (other == null) {
            Thread.yield();
            other = target;
        }
        return other;
    }

    private void park() throws InterruptedException {
        LockSupport.park(this);
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}
