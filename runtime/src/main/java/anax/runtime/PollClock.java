package anax.runtime;

import anax.runtime.clock.Clock;

/// Decides at which poll points a CPU looks at the clock, so that a switch does not pay for a reading.
///
/// Owner: one CPU. Allocates nothing. A reading costs some 20 ns, a switch some 80. Where poll points are dense the
/// clock is read every [#GRAIN_NS] or so; where they are farther apart than that, at each. After a change from dense
/// to sparse at most [#MOST_SKIPPED] poll points pass before it notices.
final class PollClock {
    /// How exactly timers and ticks are noticed while poll points are dense.
    static final long GRAIN_NS = 10_000;

    /// How many poll points may pass between two readings.
    static final int MOST_SKIPPED = 64;

    private final Clock clock;
    private long lastNs;
    private int skipped;
    private int countdown = 1;

    PollClock(Clock clock) {
        this.clock = clock;
        lastNs = clock.nowNs();
    }

    /// Counts a poll point.
    ///
    /// @return true if the clock should be read at this one
    boolean isDue() {
        return --countdown <= 0;
    }

    /// Has the clock be read at the next poll point: after a rest nobody knows how much time has passed.
    void expectGap() {
        skipped = 0;
        countdown = 1;
    }

    /// Reads the clock and decides when to read it again.
    long read() {
        final long nowNs = clock.nowNs();
        final long perPollNs = Math.max(0, nowNs - lastNs) / (skipped + 1) + 1;
        lastNs = nowNs;
        skipped = Math.clamp(GRAIN_NS / perPollNs, 0, MOST_SKIPPED - 1);
        countdown = skipped + 1;
        return nowNs;
    }
}
