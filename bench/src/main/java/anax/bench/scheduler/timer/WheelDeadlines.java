package anax.bench.scheduler.timer;

import anax.runtime.timer.Timer;
import anax.runtime.timer.TimerWheel;

/// Anax: a wheel with intrusive timers, in passes of the usual limit.
///
/// Owner: as of [Deadlines]. Allocates when made.
public final class WheelDeadlines implements Deadlines {
    private final TimerWheel wheel = new TimerWheel(0, () -> true);
    private final Timer[] timers;

    /// Makes timers of which none is scheduled.
    public WheelDeadlines(int count) {
        timers = new Timer[count];
        for (int i = 0; i < count; i++) {
            timers[i] = new Timer((timer, nowNs) -> {}, i);
        }
    }

    @Override
    public void schedule(int timer, long deadlineNs) {
        wheel.schedule(timers[timer], deadlineNs);
    }

    @Override
    public void cancel(int timer) {
        if (!wheel.cancel(timers[timer])) {
            throw new IllegalStateException("timer " + timer + " fired before its deadline");
        }
    }

    @Override
    public void moveLater(int timer, long deadlineNs) {
        wheel.schedule(timers[timer], deadlineNs);
    }

    @Override
    public void pass(long nowNs) {
        wheel.expire(nowNs, TimerWheel.PASS_LIMIT);
    }

    @Override
    public long scheduled() {
        return wheel.scheduled();
    }
}
