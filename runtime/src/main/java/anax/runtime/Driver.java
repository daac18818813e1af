package anax.runtime;

/// What stands under the CPUs of a machine and gives them time: pinned Java threads, or something that simulates them.
///
/// Owner: the machine. A CPU calls only [#relax] and [#park], each for itself.
interface Driver {

    /// Starts the loop of each CPU.
    void start(Cpu[] cpus);

    /// One turn of a CPU's wait for another one.
    ///
    /// @param turn how many turns this wait has taken so far
    void relax(Cpu waiting, int turn);

    /// Puts a CPU to sleep that found nothing to do. May return for no reason; the caller looks again.
    void park(Cpu idle);

    /// Ends the sleep of a CPU, or its next one if it is still on its way there. Any thread may call.
    void wake(Cpu parked);

    /// Waits until each loop has returned.
    ///
    /// @param timeoutNs how long at most, in nanoseconds
    /// @return true if all have
    boolean join(long timeoutNs);

    /// The stack of whatever runs on a CPU, for a person to read.
    StackTraceElement[] stackOf(Cpu cpu);
}
