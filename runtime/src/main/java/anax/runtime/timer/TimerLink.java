package anax.runtime.timer;

/// A place in a circular list of timers: a timer's own, or the list's, which closes the circle.
///
/// Owner: the CPU of the wheel. Allocates nothing, never blocks. Both links are null while a timer is in no list.
abstract sealed class TimerLink permits Timer, TimerList {
    TimerLink previous;
    TimerLink next;

    /// Takes this timer out of its list.
    ///
    /// @return the list if nothing is left in it, else null
    final TimerList unlink() {
        final TimerLink before = previous;
        final TimerLink after = next;
        before.next = after;
        after.previous = before;
        previous = null;
        next = null;
        return before == after ? (TimerList) before : null;
    }
}
