package anax.bench.scheduler.timer;

import anax.runtime.timer.Timer;
import anax.runtime.timer.TimerHandler;

/// The floor: an array of timers whose handler is called for one after the other, [Burst#LIMIT] at a time.
///
/// Owner: as of [Burst]. Allocates when made.
public final class BareBurst implements Burst, TimerHandler {
    private final Timer[] timers;
    private int next;
    private int fired;

    /// Makes the array.
    public BareBurst(int count) {
        timers = new Timer[count];
        for (int i = 0; i < count; i++) {
            timers[i] = new Timer(this, i);
        }
        next = count;
    }

    @Override
    public void schedule() {
        next = 0;
    }

    @Override
    public int pass() {
        fired = 0;
        final int end = Math.min(next + LIMIT, timers.length);
        for (int i = next; i < end; i++) {
            onTimer(timers[i], 0);
        }
        next = end;
        return fired;
    }

    @Override
    public void onTimer(Timer timer, long firedAtNs) {
        fired++;
    }
}
