package anax.bench.scheduler.timer;

import anax.runtime.timer.TimerWheel;

/// One way to have many timers fire that all have the same deadline.
///
/// Owner: one thread at a time.
public interface Burst {
    /// The most timers that a pass fires.
    int LIMIT = TimerWheel.PASS_LIMIT;

    /// Schedules all timers for one deadline.
    void schedule();

    /// Fires at most [#LIMIT] timers, after their deadline has come.
    ///
    /// @return how many fired
    int pass();
}
