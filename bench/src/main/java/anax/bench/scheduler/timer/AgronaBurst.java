package anax.bench.scheduler.timer;

import java.util.concurrent.TimeUnit;
import org.agrona.DeadlineTimerWheel;
import org.agrona.DeadlineTimerWheel.TimerHandler;

/// Agrona's wheel with few spokes, each with room for all timers from the start: with the usual room it would grow
/// every spoke together while they are scheduled, which stalls for longer than anything that is measured here.
///
/// Owner: as of [Burst]. Allocates when made.
public final class AgronaBurst implements Burst, TimerHandler {
    private static final int SPOKES = 8;
    private static final long TICK_NS = 1L << 30;

    private final DeadlineTimerWheel wheel;
    private final int count;
    private long nowNs;

    /// Makes a wheel with room for `count` timers of one deadline.
    public AgronaBurst(int count) {
        int room = Integer.highestOneBit(count - 1) << 1;
        wheel = new DeadlineTimerWheel(TimeUnit.NANOSECONDS, 0, TICK_NS, SPOKES, room);
        this.count = count;
    }

    @Override
    public void schedule() {
        nowNs += TICK_NS;
        for (int i = 0; i < count; i++) {
            wheel.scheduleTimer(nowNs);
        }
        nowNs += TICK_NS;
    }

    @Override
    public int pass() {
        return wheel.poll(nowNs, this, LIMIT);
    }

    @Override
    public boolean onTimerExpiry(TimeUnit unit, long firedAtNs, long timer) {
        return true;
    }
}
