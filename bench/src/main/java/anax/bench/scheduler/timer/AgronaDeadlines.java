package anax.bench.scheduler.timer;

import java.util.concurrent.TimeUnit;
import org.agrona.DeadlineTimerWheel;

/// Agrona's wheel, with so many spokes that each holds few timers and so much room in each that none has to grow.
///
/// Owner: as of [Deadlines]. Allocates when made, and if a spoke has to grow after all.
public final class AgronaDeadlines implements Deadlines {
    private static final int SPOKES = 1 << 16;
    private static final int LEAST_ROOM = 16;
    private static final int MARGIN = 3;

    private final DeadlineTimerWheel wheel;
    private final long[] ids;

    /// Makes timers of which none is scheduled.
    ///
    /// @param horizonNs the way ahead over which their deadlines spread; the wheel turns once in it or in up to
    ///     twice as long
    public AgronaDeadlines(int count, long horizonNs) {
        long tickNs = nextPowerOfTwo(Math.max(2, horizonNs / SPOKES));
        long onAverage = count * tickNs / horizonNs + 1;
        int room = (int) nextPowerOfTwo(Math.max(LEAST_ROOM, MARGIN * onAverage));
        wheel = new DeadlineTimerWheel(TimeUnit.NANOSECONDS, 0, tickNs, SPOKES, room);
        ids = new long[count];
    }

    @Override
    public void schedule(int timer, long deadlineNs) {
        ids[timer] = wheel.scheduleTimer(deadlineNs);
    }

    @Override
    public void cancel(int timer) {
        if (!wheel.cancelTimer(ids[timer])) {
            throw new IllegalStateException("timer " + timer + " fired before its deadline");
        }
    }

    @Override
    public void moveLater(int timer, long deadlineNs) {
        cancel(timer);
        schedule(timer, deadlineNs);
    }

    @Override
    public void pass(long nowNs) {
        wheel.poll(nowNs, (unit, now, id) -> true, Integer.MAX_VALUE);
    }

    @Override
    public long scheduled() {
        return wheel.timerCount();
    }

    private static long nextPowerOfTwo(long value) {
        return Long.highestOneBit(value - 1) << 1;
    }
}
