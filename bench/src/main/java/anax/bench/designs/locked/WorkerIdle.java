package anax.bench.designs.locked;

import java.util.concurrent.locks.LockSupport;

/// What a worker does while nothing comes: spins for a while, then parks for a short time at once, and looks again.
///
/// Owner: one worker. Allocates nothing. Blocks for at most [#PARK_NS] at once.
final class WorkerIdle {
    private static final int SPINS = 1_000;
    private static final long PARK_NS = 50_000;

    private int rounds;

    /// There was something.
    void reset() {
        rounds = 0;
    }

    /// There was nothing.
    void rest() {
        if (rounds++ < SPINS) {
            Thread.onSpinWait();
        } else {
            LockSupport.parkNanos(PARK_NS);
        }
    }
}
