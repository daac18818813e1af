package anax.runtime.timer;

/// Something that is to happen at a deadline: a field of the thread or connection that it happens to.
///
/// Owner: the CPU on whose wheel it is scheduled; while it is on none, whoever owns the object around it. Allocates
/// nothing after it was made, never blocks. It is made once and scheduled as often as one likes; after a cancel it
/// may be scheduled on another CPU's wheel, which is how it moves with its object.
public final class Timer extends TimerLink {
    final TimerHandler handler;
    private final int kind;

    /// The [TimerWheel] or [TimerFifo] on which it is scheduled; null if it is on none.
    Object home;

    long deadlineNs;

    /// The tick by which the wheel filed it: that of the deadline it had then. A later one needs no other
    /// slot.
    long filedTick;

    /// Makes a timer that is not scheduled.
    ///
    /// @param handler whom it calls when it fires
    /// @param kind what the handler tells its timers apart by
    public Timer(TimerHandler handler, int kind) {
        this.handler = handler;
        this.kind = kind;
    }

    /// What its handler tells its timers apart by.
    public int kind() {
        return kind;
    }

    /// True from scheduling to cancelling or firing.
    public boolean isScheduled() {
        return home != null;
    }

    /// The deadline that it was last scheduled for; a periodic timer adds its period to that.
    public long deadlineNs() {
        return deadlineNs;
    }

    /// Refuses to touch a timer that is scheduled, but not in `place`.
    void checkNotElsewhere(Object place) {
        if (home != null && home != place) {
            throw new IllegalStateException(this + " was given to another wheel or queue than the one on which it is"
                    + " scheduled; cancel it there first, on the CPU that owns it");
        }
    }

    @Override
    public String toString() {
        return "timer of kind " + kind + " of " + handler;
    }
}
