package anax.runtime.timer;

/// Timers that all run for the same period, such as TIME_WAIT: a queue in which the oldest is always the next to
/// fire.
///
/// Owner: the CPU of its wheel, in which a queue of any length occupies one timer. Every operation is O(1), allocates
/// nothing and never blocks. Bound: the number of timers that there are.
///
/// It beats the wheel where most timers run to their end, for they are never filed anew. A timer that is pushed back
/// far more often than it fires (keepalive, if each packet re-arms it) is better off in the wheel, where pushing back
/// is a store; here it is a move to the queue's end.
public final class TimerFifo {
    private final TimerWheel wheel;
    private final long periodNs;
    private final TimerList queue = new TimerList(TimerList.NO_SLOT);

    /// The queue's place in the wheel: scheduled, at the oldest deadline or before, while the queue is not
    /// empty.
    private final Timer alarm = new Timer(this::onAlarm, 0);

    private int length;

    /// Makes an empty queue.
    ///
    /// @param wheel the CPU's timers
    /// @param periodNs for how long each timer runs: at least 1
    /// @throws IllegalArgumentException if the period is less than 1
    public TimerFifo(TimerWheel wheel, long periodNs) {
        if (periodNs < 1) {
            throw new IllegalArgumentException(
                    "period " + periodNs + " ns was given; use a positive one, for a deadline at once use the wheel");
        }
        this.wheel = wheel;
        this.periodNs = periodNs;
    }

    /// Has a timer fire one period from now, whether it was scheduled before or not.
    ///
    /// @param nowNs the time; never less than at an earlier call
    /// @throws IllegalStateException if the timer is scheduled on a wheel or in another queue
    public void schedule(Timer timer, long nowNs) {
        assert wheel.isOnOwner() : "the caller does not run on the CPU that owns the queue";
        timer.checkNotElsewhere(this);
        if (timer.home == null) {
            timer.home = this;
            length++;
        } else {
            timer.unlink();
        }
        long deadlineNs = nowNs + periodNs;
        if (deadlineNs == TimerWheel.NEVER) {
            deadlineNs--; // a time like any other here; both round up to the same tick
        }
        assert queue.isEmpty() || deadlineNs - ((Timer) queue.previous).deadlineNs >= 0 : "the clock went backwards";
        timer.deadlineNs = deadlineNs;
        queue.append(timer);
        if (!alarm.isScheduled()) {
            wheel.schedule(alarm, deadlineNs);
        }
    }

    /// Has a timer not fire.
    ///
    /// @return false if it was not scheduled
    /// @throws IllegalStateException if the timer is scheduled on a wheel or in another queue
    public boolean cancel(Timer timer) {
        assert wheel.isOnOwner() : "the caller does not run on the CPU that owns the queue";
        timer.checkNotElsewhere(this);
        if (timer.home == null) {
            return false;
        }
        remove(timer);
        if (queue.isEmpty()) {
            wheel.cancel(alarm);
        }
        return true;
    }

    /// How many timers are scheduled.
    public int length() {
        return length;
    }

    private void remove(Timer timer) {
        timer.unlink();
        timer.home = null;
        length--;
    }

    /// Fires those whose tick has come. The alarm's own share of the pass pays for the first.
    private void onAlarm(Timer fired, long nowNs) {
        try {
            if (isOldestDue()) {
                do {
                    final Timer oldest = queue.first();
                    remove(oldest);
                    wheel.fire(oldest, nowNs);
                } while (isOldestDue() && wheel.takeFromBudget());
            }
        } finally {
            if (!queue.isEmpty()) {
                wheel.schedule(alarm, queue.first().deadlineNs);
            }
        }
    }

    private boolean isOldestDue() {
        return !queue.isEmpty() && wheel.isDue(queue.first().deadlineNs);
    }
}
