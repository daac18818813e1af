package anax.bench.designs.locked;

import anax.runtime.clock.SystemClock;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/// A lock that spins for some hundred microseconds, then gives its processor away, then parks for a time at once: a
/// critical section of the engine is far shorter than a park and a wake-up, unless its holder has lost the processor.
///
/// Chosen by measurement, with the designs interleaved on two CPUs: around the whole engine it answers 2.6 times as
/// many datagrams as with a `ReentrantLock`, which parks too soon, and around one socket for all 1.6 times; 64 spins
/// instead of these give 0.7 of them, 256 give 0.8, and some thousands as many.
///
/// Owner: nobody; any thread may enter. Allocates when made. Blocks while another thread is in. Not fair, and not to
/// be entered twice. Its word is a sequence number, too, so that readers need not enter. The unused words before and
/// behind the word keep other locks off its cache lines.
class SpinParkGuard extends GuardWord {
    private static final int SPINS = 16_000;
    private static final int YIELDS = 16;
    private static final long PARK_NS = 20_000;

    private Thread last; // that was in; written by whoever is in, and read by nobody else

    @SuppressWarnings("unused")
    private long q01, q02, q03, q04, q05, q06, q07, q08, q09, q10, q11, q12, q13, q14, q15;

    @Override
    public void enter() {
        final long seen = wordOpaque();
        final boolean free = (seen & 1) == 0 && compareAndSetWord(seen, seen + 1);
        if (!free) {
            waitAndEnter();
        }
        VarHandle.storeStoreFence(); // who reads without entering must see the word before what is written inside
        final Thread me = Thread.currentThread();
        final boolean isHandOver = last != me && last != null;
        if (last != me) {
            last = me;
        }
        Worker.countAcquired(!free, isHandOver);
    }

    @Override
    public void leave() {
        wordRelease(wordPlain() + 1);
    }

    @Override
    public long beginRead() {
        long begun = wordAcquire();
        while ((begun & 1) != 0) {
            Thread.onSpinWait();
            begun = wordAcquire();
        }
        return begun;
    }

    @Override
    public boolean endRead(long begun) {
        VarHandle.acquireFence();
        return wordOpaque() == begun;
    }

    private void waitAndEnter() {
        final long sinceNs = SystemClock.INSTANCE.nowNs();
        spinAndEnter();
        Worker.countWaited(SystemClock.INSTANCE.nowNs() - sinceNs);
    }

    @SuppressWarnings("ThreadPriorityCheck") // correct without it; it lets the holder run where processors are few
    private void spinAndEnter() {
        for (int tried = 0; ; tried++) {
            final long seen = wordOpaque();
            if ((seen & 1) == 0 && compareAndSetWord(seen, seen + 1)) {
                return;
            }
            if (tried < SPINS) {
                Thread.onSpinWait();
            } else if (tried < SPINS + YIELDS) {
                Thread.yield();
            } else {
                LockSupport.parkNanos(PARK_NS);
            }
        }
    }
}
