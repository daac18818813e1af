package anax.bench.messages;

import anax.bench.messages.pair.Pair;
import java.util.concurrent.atomic.AtomicLong;

/// Two virtual threads that yield to each other.
///
/// Owner: as of [Pair]. Allocates what the scheduler of virtual threads does. On one carrier each yield of either
/// thread is a switch to the other one, so both threads' yields count.
final class YieldingPair implements Pair {
    private static final int YIELDS = 256;

    // The target counts, the initiator reads; on one carrier that is one processor, so no cache line moves.
    private final AtomicLong targetsYields = new AtomicLong();
    private volatile boolean ended;
    private long seen;

    YieldingPair() {}

    @Override
    public void begin() {
        ended = false;
        seen = targetsYields.get();
    }

    @Override
    @SuppressWarnings("ThreadPriorityCheck") // yielding is what is measured
    public int initiate() {
        for (int i = 0; i < YIELDS; i++) {
            Thread.yield();
        }
        long yields = targetsYields.getOpaque();
        int theirs = (int) (yields - seen);
        seen = yields;
        return YIELDS + theirs;
    }

    @Override
    public void finish() {
        ended = true;
    }

    @Override
    @SuppressWarnings("ThreadPriorityCheck") // yielding is what is measured
    public boolean answer() {
        long yields = targetsYields.getPlain();
        for (int i = 0; i < YIELDS; i++) {
            Thread.yield();
            targetsYields.setOpaque(++yields);
        }
        return !ended;
    }
}
