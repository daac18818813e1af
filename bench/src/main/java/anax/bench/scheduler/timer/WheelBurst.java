package anax.bench.scheduler.timer;

import anax.runtime.timer.Timer;
import anax.runtime.timer.TimerHandler;
import anax.runtime.timer.TimerWheel;

/// Anax: equal deadlines on a wheel, a second ahead; then the clock stands behind them.
///
/// Owner: as of [Burst]. Allocates when made.
public final class WheelBurst implements Burst, TimerHandler {
    private static final long AHEAD_NS = 1_000_000_000L;

    private final TimerWheel wheel = new TimerWheel(0, () -> true);
    private final Timer[] timers;
    private long nowNs;
    private int fired;

    /// Makes timers of which none is scheduled.
    public WheelBurst(int count) {
        timers = new Timer[count];
        for (int i = 0; i < count; i++) {
            timers[i] = new Timer(this, i);
        }
    }

    @Override
    public void schedule() {
        nowNs += AHEAD_NS;
        for (Timer timer : timers) {
            wheel.schedule(timer, nowNs);
        }
        nowNs += TimerWheel.TICK_NS;
    }

    @Override
    public int pass() {
        fired = 0;
        wheel.expire(nowNs, LIMIT);
        return fired;
    }

    @Override
    public void onTimer(Timer timer, long firedAtNs) {
        fired++;
    }
}
