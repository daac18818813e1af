package anax.bench.scheduler.timer;

/// One way to keep many deadlines, each that of a numbered timer.
///
/// Owner: one thread at a time. All calls are made through this interface by the same loops, for everybody alike.
public interface Deadlines {

    /// Schedules a timer that is not scheduled.
    void schedule(int timer, long deadlineNs);

    /// Cancels a timer that is scheduled.
    ///
    /// @throws IllegalStateException if it has fired or cannot be cancelled
    void cancel(int timer);

    /// Moves a timer that is scheduled to a later deadline.
    ///
    /// @throws IllegalStateException if it has fired or cannot be moved
    void moveLater(int timer, long deadlineNs);

    /// Fires what is due, if anything is.
    void pass(long nowNs);

    /// How many timers are scheduled.
    long scheduled();

    /// Frees what it holds beside memory.
    default void end() {}
}
