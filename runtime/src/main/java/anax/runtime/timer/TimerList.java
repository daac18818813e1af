package anax.runtime.timer;

/// A list of timers, first in first out: what a slot of the wheel or a queue holds.
///
/// Owner: the CPU of the wheel. Every operation is O(1), allocates nothing and never blocks; the links are the
/// timers'.
final class TimerList extends TimerLink {
    /// The place of a list that is not a slot.
    static final int NO_SLOT = -1;

    final int slot;

    /// Makes an empty list.
    ///
    /// @param slot its place in the wheel, or [#NO_SLOT]
    TimerList(int slot) {
        this.slot = slot;
        previous = this;
        next = this;
    }

    boolean isEmpty() {
        return next == this;
    }

    /// The oldest timer; only for a list that is not empty.
    Timer first() {
        return (Timer) next;
    }

    void append(Timer timer) {
        final TimerLink last = previous;
        timer.previous = last;
        timer.next = this;
        last.next = timer;
        previous = timer;
    }

    /// Moves all timers of another list, in their order, behind those of this one.
    void takeAll(TimerList other) {
        if (other.isEmpty()) {
            return;
        }
        final TimerLink last = previous;
        last.next = other.next;
        other.next.previous = last;
        other.previous.next = this;
        previous = other.previous;
        other.next = other;
        other.previous = other;
    }
}
