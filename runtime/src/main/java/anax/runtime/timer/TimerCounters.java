package anax.runtime.timer;

/// What one wheel has counted since it was made.
///
/// Owner: the CPU of the wheel, which alone writes. Plain words: another thread may read them at any time and may see
/// old values. Allocates nothing.
public final class TimerCounters {
    long fired;
    long cascaded;
    long cascadedAhead;
    long refiled;
    long cutShort;

    TimerCounters() {}

    /// How many timers fired, those of queues among them.
    public long fired() {
        return fired;
    }

    /// How often a timer was filed in a finer level because its slot's time had come.
    public long cascaded() {
        return cascaded;
    }

    /// How often a timer was filed in a finer level before its slot's time had come.
    public long cascadedAhead() {
        return cascadedAhead;
    }

    /// How often a timer came up whose deadline had been moved since it was filed.
    public long refiled() {
        return refiled;
    }

    /// How many passes spent their limit on what was due, so that the next pass had to go on with it.
    public long cutShort() {
        return cutShort;
    }
}
