package anax.bench.messages.pair;

import java.util.concurrent.CancellationException;

/// What a thread does when it has looked for a letter and found none.
///
/// Owner: the thread that waits. Allocates when made only.
///
/// It spins: that is the least time between the letter's arrival and the next look. Once in a while it gives the
/// processor away, so that a run ends even where both parties share one, and looks whether it was told to give up.
public final class Relax {
    private static final int ALONE = 1 << 12;
    private static final int SHARED = 1 << 4;

    private final HotLong spins = new HotLong();
    private final int mask;

    /// Makes one.
    ///
    /// @param shared true if other spinning threads want the same processor: then it gives it away soon
    public Relax(boolean shared) {
        mask = (shared ? SHARED : ALONE) - 1;
    }

    /// Waits a moment.
    ///
    /// @throws CancellationException if the thread was interrupted, since the other party will not answer
    public void pause() {
        if ((spins.getAndIncrement() & mask) != mask) {
            Thread.onSpinWait();
        } else {
            giveWay();
        }
    }

    @SuppressWarnings("ThreadPriorityCheck") // a processor that two spinning threads share has to be given away
    private static void giveWay() {
        if (Thread.interrupted()) {
            throw new CancellationException("given up, because the other party did");
        }
        Thread.yield();
    }
}
