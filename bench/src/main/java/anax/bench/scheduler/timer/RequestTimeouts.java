package anax.bench.scheduler.timer;

import anax.bench.messages.pair.Solo;

/// Timeouts of requests that are answered in time, beside many timers that stay: an operation schedules one and
/// cancels the one that was scheduled [#IN_FLIGHT] operations before.
///
/// Owner: as of [Solo]. Allocates when made.
public final class RequestTimeouts implements Solo {
    /// How many requests are under way.
    public static final int IN_FLIGHT = 1024;

    /// What a clock moves on from one operation to the next.
    public static final long STEP_NS = 250;

    /// Deadlines lie up to this far ahead: those of requests at least a part of a second, those that stay so far
    /// that no run comes to them.
    public static final long HORIZON_NS = 1L << 36;

    private static final int HORIZON_BITS = 36;
    private static final long LEAST_NS = 200_000_000L;
    private static final long STAYING_NS = 600_000_000_000L;
    private static final int BATCHES = 32;
    private static final int BATCH = 32;

    private final Deadlines deadlines;
    private final int staying;
    private final Distances distances = new Distances(HORIZON_BITS);
    private long nowNs;
    private int oldest;

    /// Makes it, and schedules those that stay: that many, at numbers from [#IN_FLIGHT] on.
    public RequestTimeouts(Deadlines deadlines, int staying) {
        this.deadlines = deadlines;
        this.staying = staying;
        for (int i = 0; i < staying; i++) {
            deadlines.schedule(IN_FLIGHT + i, STAYING_NS + distances.nextNs());
        }
        for (int i = 0; i < IN_FLIGHT; i++) {
            deadlines.schedule(i, LEAST_NS + distances.nextNs());
        }
    }

    @Override
    public int burst() {
        for (int batch = 0; batch < BATCHES; batch++) {
            deadlines.pass(nowNs);
            for (int i = 0; i < BATCH; i++) {
                deadlines.cancel(oldest);
                deadlines.schedule(oldest, nowNs + LEAST_NS + distances.nextNs());
                oldest = (oldest + 1) % IN_FLIGHT;
                nowNs += STEP_NS;
            }
        }
        if (deadlines.scheduled() != IN_FLIGHT + staying) {
            throw new IllegalStateException(deadlines.scheduled() + " timers are scheduled instead of "
                    + (IN_FLIGHT + staying) + ": some fired before their time");
        }
        return BATCHES * BATCH;
    }

    @Override
    public void end() {
        deadlines.end();
    }
}
