package anax.runtime;

/// What stands under the CPUs of a machine and gives them time: pinned Java threads, or a simulator.
///
/// Owner: the machine. A CPU calls [#atPollPoint], [#atSharedAccess], [#relax] and [#park], each for itself; they are
/// on the way of every message, so one implementation should be loaded in a JVM that measures.
public interface Driver {

    /// Gets the CPUs ready to run; called once, before anything else.
    void start(Processor[] processors);

    /// Called by a CPU wherever it looks for arrivals: a simulator may stop it here.
    void atPollPoint(Cpu cpu);

    /// Called by a CPU before and after it touches what another CPU touches as well: a lane, a parked flag. A
    /// simulator may stop it here, so that it meets every order of such touches.
    void atSharedAccess(Cpu cpu);

    /// One turn of a CPU's wait for another one.
    ///
    /// @param turn how many turns this wait has taken so far
    void relax(Cpu waiting, int turn);

    /// Puts a CPU to sleep that found nothing to do. May return for no reason; the caller looks again.
    ///
    /// @param untilNs when it must be awake again, on the machine's clock; [Long#MAX_VALUE] if never by itself
    void park(Cpu idle, long untilNs);

    /// Ends the sleep of a CPU, or its next one if it is still on its way there. Any thread may call.
    void wake(Cpu parked);

    /// Waits until each loop has returned.
    ///
    /// @param timeoutNs how long at most, in nanoseconds
    /// @return true if all have
    boolean join(long timeoutNs);

    /// The stack of whatever runs on a CPU, for a person to read.
    StackTraceElement[] stackOf(Cpu cpu);

    /// One CPU as its driver sees it: something that is run.
    ///
    /// Owner: the driver; run by one Java thread at a time.
    interface Processor {

        /// The CPU.
        Cpu cpu();

        /// Runs the CPU until it is suspended or its loop has returned.
        void run();

        /// True if its loop has returned.
        boolean isEnded();

        /// Suspends the CPU that the caller runs on, whatever thread of it that is, and returns when it is run
        /// again.
        static void suspendCurrent() {
            Fiber.suspendCpu();
        }
    }
}
