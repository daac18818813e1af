package anax.bench.scheduler.timer;

import anax.bench.messages.pair.Solo;

/// Idle timeouts of many connections, each pushed back when something comes in for it: an operation moves one of them
/// to [#TIMEOUT_NS] from now, all in turn, in an order that no cache foresees.
///
/// Owner: as of [Solo]. Allocates when made.
public final class IdleTimeouts implements Solo {
    /// How long a connection may be silent.
    public static final long TIMEOUT_NS = 2_000_000_000L;

    private static final long STEP_NS = 250;
    private static final int BATCHES = 32;
    private static final int BATCH = 32;

    private final Deadlines deadlines;
    private final int count;
    private final int stride;
    private long nowNs;
    private int next;

    /// Makes it, and schedules all.
    ///
    /// @param count how many, 2 to 4,000,000: beyond that one would fire before its turn comes
    public IdleTimeouts(Deadlines deadlines, int count) {
        this.deadlines = deadlines;
        this.count = count;
        stride = coprimeNearGoldenSection(count);
        // As after a long time: the turn to be moved comes to each while most of its timeout is left.
        long earliestNs = count * STEP_NS + TIMEOUT_NS / 16;
        for (int i = 0; i < count; i++) {
            deadlines.schedule(i, earliestNs + (TIMEOUT_NS - earliestNs) / count * i);
        }
    }

    @Override
    public int burst() {
        for (int batch = 0; batch < BATCHES; batch++) {
            deadlines.pass(nowNs);
            for (int i = 0; i < BATCH; i++) {
                deadlines.moveLater(next, nowNs + TIMEOUT_NS);
                next += stride;
                if (next >= count) {
                    next -= count;
                }
                nowNs += STEP_NS;
            }
        }
        if (deadlines.scheduled() != count) {
            throw new IllegalStateException(deadlines.scheduled() + " timers are scheduled instead of " + count
                    + ": some fired before their time");
        }
        return BATCHES * BATCH;
    }

    @Override
    public void end() {
        deadlines.end();
    }

    private static int coprimeNearGoldenSection(int count) {
        int stride = Math.max(1, (int) (count * 0.618));
        while (greatestCommonDivisor(count, stride) != 1) {
            stride++;
        }
        return stride;
    }

    private static int greatestCommonDivisor(int a, int b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }
}
