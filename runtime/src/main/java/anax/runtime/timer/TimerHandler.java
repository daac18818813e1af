package anax.runtime.timer;

/// Whom a timer calls when it fires: the connection or thread that the timer is a field of.
///
/// Owner: the CPU of the wheel. One class for all timers of an object, which tells them apart by [Timer#kind], keeps
/// the wheel's call to few targets, so that the compiler can inline them; a lambda for each timer makes it
/// megamorphic.
@FunctionalInterface
public interface TimerHandler {

    /// Handles a deadline that has come. The timer is no longer scheduled; this and every other timer may be
    /// scheduled and cancelled here. What is thrown here leaves through [TimerWheel#expire], and loses no
    /// other timer.
    ///
    /// @param nowNs the time of the pass, which is at or after the timer's deadline
    void onTimer(Timer timer, long nowNs);
}
