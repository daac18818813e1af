package anax.runtime.timer;

import java.util.function.BooleanSupplier;

/// The timers of one CPU, filed by their deadlines in levels of slots. The package page says how.
///
/// Owner: one CPU. Scheduling, cancelling and re-arming are O(1). Allocates when it is made and never after. Never
/// blocks. Bound: the number of timers that there are. A wheel serves for 292 years of its clock, from the time at
/// which it was made; within them the clock may start anywhere and wrap around.
public final class TimerWheel {
    /// The deadline that never comes. A timer with this deadline is scheduled, but nobody wakes for it.
    public static final long NEVER = Long.MAX_VALUE;

    private static final int TICK_BITS = 10;

    /// How exact the wheel is: deadlines are rounded up to a multiple of this many nanoseconds.
    public static final long TICK_NS = 1L << TICK_BITS;

    /// How many timers a pass should handle at most: 256 that are cold in the cache take some 50 us, handlers
    /// aside.
    public static final int PASS_LIMIT = 256;

    /// In how short a list one looks for the earliest deadline.
    private static final int SHORT_LIST = 8;

    /// The longest way ahead, in ticks, that a difference of two `long` of nanoseconds can tell from the
    /// past.
    private static final long HORIZON_TICKS = Long.MAX_VALUE >>> TICK_BITS;

    private final BooleanSupplier onOwner;
    private final long originNs;
    private final TimerCounters counters = new TimerCounters();
    private final TimerLevels levels = new TimerLevels();
    private final TimerList overdue = new TimerList(TimerList.NO_SLOT); // already due when scheduled; for the next pass
    private final TimerList opened = new TimerList(TimerList.NO_SLOT); // of slots that have begun, not yet looked at
    private final TimerList never = new TimerList(TimerList.NO_SLOT);

    private long tick; // where the wheel stands; slots that began here or before are empty
    private long quietUntilTick; // a pass before this tick has nothing to do
    private int scheduled;

    private boolean expiring;
    private int budget; // how many timers the pass may still handle

    /// Makes an empty wheel.
    ///
    /// @param startNs the time
    /// @param onOwner true if the caller runs on the CPU that owns the wheel; asked by assertions
    public TimerWheel(long startNs, BooleanSupplier onOwner) {
        this.onOwner = onOwner;
        originNs = startNs & -TICK_NS;
    }

    /// Has a timer fire at a deadline, whether it was scheduled before or not.
    ///
    /// A deadline that has passed is due at once, in the next pass. A later deadline than before costs no
    /// more than a store.
    ///
    /// @param deadlineNs at most 292 years ahead; or [#NEVER]
    /// @throws IllegalStateException if the timer is scheduled on another wheel or in a queue
    public void schedule(Timer timer, long deadlineNs) {
        assert isOnOwner() : "the caller does not run on the CPU that owns the wheel";
        timer.checkNotElsewhere(this);
        final long due = tickOf(deadlineNs);
        timer.deadlineNs = deadlineNs;
        if (timer.home == null) {
            timer.home = this;
            scheduled++;
        } else if (due >= timer.filedTick) {
            return;
        } else {
            levels.takeOut(timer);
        }
        file(timer, due);
    }

    /// Has a timer not fire.
    ///
    /// @return false if it was not scheduled
    /// @throws IllegalStateException if the timer is scheduled on another wheel or in a queue
    public boolean cancel(Timer timer) {
        assert isOnOwner() : "the caller does not run on the CPU that owns the wheel";
        timer.checkNotElsewhere(this);
        if (timer.home == null) {
            return false;
        }
        levels.takeOut(timer);
        timer.home = null;
        scheduled--;
        return true;
    }

    /// One pass: fires what is due, in the order of deadlines; then, if the limit allows, moves on what comes
    /// next.
    ///
    /// From within a handler it does nothing.
    ///
    /// @param nowNs the time; never less than at an earlier call
    /// @param limit how many timers to handle at most, be it to fire them or to file them anew: at least 1
    /// @return how many were handled; if that is `limit`, there may be more to do now
    /// @throws IllegalArgumentException if the limit is less than 1
    public int expire(long nowNs, int limit) {
        assert isOnOwner() : "the caller does not run on the CPU that owns the wheel";
        if (limit < 1) {
            throw new IllegalArgumentException(
                    "limit " + limit + " was given; allow a pass at least 1 timer, for instance " + PASS_LIMIT);
        }
        if (expiring) {
            return 0;
        }
        final long aheadNs = nowNs - tickNs();
        assert aheadNs >= 0 : "the clock went backwards";
        final long nowTick = aheadNs > 0 ? tick + (aheadNs >>> TICK_BITS) : tick;
        if (nowTick < quietUntilTick) {
            tick = nowTick;
            return 0;
        }
        quietUntilTick = 0;
        budget = limit;
        expiring = true;
        try {
            if (fireDue(nowTick, nowNs)) {
                cascadeAhead();
            } else {
                counters.cutShort++;
            }
        } finally {
            expiring = false;
        }
        if (budget > 0 && overdue.isEmpty()) {
            quietUntilTick = nextTurn();
        }
        return limit - budget;
    }

    /// When to call [#expire] at the latest; [#NEVER] if nothing is scheduled or nothing ever due.
    ///
    /// Not later than the first deadline, rounded up to a tick; but earlier if many timers have to be filed
    /// anew before that, if a deadline was moved, or if a pass came to its limit, when it is a time that has
    /// passed. O(levels).
    public long nextDeadlineNs() {
        assert isOnOwner() : "the caller does not run on the CPU that owns the wheel";
        if (!opened.isEmpty() || !overdue.isEmpty()) {
            return tickNs();
        }
        long earliest = NEVER;
        for (int rest = levels.occupiedLevels(); rest != 0; rest &= rest - 1) {
            earliest = Math.min(earliest, earliestDueOf(Integer.numberOfTrailingZeros(rest)));
        }
        return earliest == NEVER ? NEVER : tickNs() + (Math.min(earliest - tick, HORIZON_TICKS) << TICK_BITS);
    }

    /// What it has counted. From another thread the figures may be old.
    public TimerCounters counters() {
        return counters;
    }

    /// How many timers are scheduled; one for each [TimerFifo] that is not empty, however long it is.
    public int scheduled() {
        return scheduled;
    }

    // The ways into and out of a slot.

    /// The first tick at or after a deadline; the current one if the deadline has passed.
    private long tickOf(long deadlineNs) {
        if (deadlineNs == NEVER) {
            return NEVER;
        }
        final long aheadNs = deadlineNs - tickNs();
        return aheadNs <= 0 ? tick : tick + ((aheadNs - 1) >>> TICK_BITS) + 1;
    }

    private void file(Timer timer, long due) {
        timer.filedTick = due;
        if (due <= tick) {
            // Not a store when it is re-armed in the same pass: it may be due before others of this pass then.
            timer.filedTick = NEVER;
            overdue.append(timer);
            quietUntilTick = 0;
            return;
        }
        if (due == NEVER) {
            never.append(timer);
            return;
        }
        final int level = levels.file(timer, due, tick);
        quietUntilTick = Math.min(quietUntilTick, level == 0 ? due : nextSlotOfLevel1());
    }

    // A pass, in the order of calling.

    /// Comes to `nowTick` and fires what is due on the way.
    ///
    /// @return false if the budget was used up before
    private boolean fireDue(long nowTick, long nowNs) {
        opened.takeAll(overdue);
        while (budget > 0) {
            if (opened.isEmpty() && !openNext(nowTick)) {
                return true;
            }
            budget--;
            final Timer timer = opened.first();
            timer.unlink();
            final long due = tickOf(timer.deadlineNs);
            if (due <= tick) {
                timer.home = null;
                scheduled--;
                fire(timer, nowNs);
            } else {
                countFiling(timer, due, false);
                file(timer, due);
            }
        }
        return false;
    }

    /// Comes to the first tick at which a slot begins that holds timers, and opens all that begin there.
    ///
    /// @return false if none does up to `nowTick`, which then is where the wheel stands
    private boolean openNext(long nowTick) {
        final long start = levels.firstStart(tick);
        if (start > nowTick) {
            tick = nowTick;
            return false;
        }
        levels.open(start, tick, opened);
        tick = start;
        return true;
    }

    /// Calls a timer's handler. The timer is in no list.
    void fire(Timer timer, long nowNs) {
        counters.fired++;
        timer.handler.onTimer(timer, nowNs);
    }

    /// Empties the slot that comes next on each level, as far as the budget goes, the most urgent first.
    private void cascadeAhead() {
        for (int rest = levels.occupiedLevels() & ~1; rest != 0; rest &= rest - 1) {
            final TimerList next = levels.next(Integer.numberOfTrailingZeros(rest), tick);
            while (!next.isEmpty()) {
                if (budget == 0) {
                    return;
                }
                budget--;
                final Timer timer = next.first();
                levels.takeOut(timer);
                final long due = tickOf(timer.deadlineNs);
                countFiling(timer, due, true);
                file(timer, due);
            }
        }
    }

    private void countFiling(Timer timer, long due, boolean ahead) {
        if (due != timer.filedTick) {
            counters.refiled++;
        } else if (ahead) {
            counters.cascadedAhead++;
        } else {
            counters.cascaded++;
        }
    }

    /// The first tick at which a pass has something to do: open a slot, or empty one that then comes next.
    private long nextTurn() {
        final long firstStart = levels.firstStart(tick);
        final boolean mayCascade = levels.occupiedLevels() > 1;
        return mayCascade ? Math.min(firstStart, nextSlotOfLevel1()) : firstStart;
    }

    /// The tick at which the next slot of level 1 begins. The slots of coarser levels all begin with one of
    /// level 1.
    private long nextSlotOfLevel1() {
        return (tick & -TimerLevels.width(1)) + TimerLevels.width(1);
    }

    /// A tick that no deadline on a level precedes. If its first slot holds few timers, that of the earliest
    /// of them, so that the CPU does not wake up only to file them anew.
    private long earliestDueOf(int level) {
        final long start = levels.firstStartOf(level, tick);
        final TimerList list = levels.slotOf(level, start);
        long earliest = start + TimerLevels.width(level);
        int looked = 0;
        for (TimerLink link = list.next; link != list; link = link.next) {
            if (++looked > SHORT_LIST) {
                return start;
            }
            earliest = Math.min(earliest, tickOf(((Timer) link).deadlineNs));
        }
        return earliest;
    }

    // For the queues.

    /// True if a deadline has come, where the wheel stands.
    boolean isDue(long deadlineNs) {
        return tickOf(deadlineNs) <= tick;
    }

    /// Takes one timer from what the pass may still handle.
    ///
    /// @return false if nothing is left
    boolean takeFromBudget() {
        if (budget == 0) {
            return false;
        }
        budget--;
        return true;
    }

    boolean isOnOwner() {
        return onOwner.getAsBoolean();
    }

    /// Where the wheel stands: never after the time of the last pass.
    long tickNs() {
        return originNs + (tick << TICK_BITS);
    }
}
