package anax.runtime;

/// What stands under the CPUs of a machine and gives them time: pinned Java threads, or a simulator.
///
/// Owner: the machine. A CPU calls [#atPollPoint], [#atSharedAccess], [#relax] and [#park], each for itself; they are
/// on the way of every message, so one implementation should be loaded in a JVM that measures. It is a class because
/// the JVM then knows that there is one, and asks no object what it is; of an interface it would have to.
public abstract class Driver {

    /// For those that implement it.
    protected Driver() {}

    /// Gets the CPUs ready to run; called once, before anything else.
    public abstract void start(Processor[] processors);

    /// Called by a CPU wherever it looks for arrivals: a simulator may stop it here.
    public abstract void atPollPoint(Cpu cpu);

    /// Called by a CPU before it touches what another CPU touches as well: a lane, a parked flag, the word that
    /// says to whom a thread belongs. A simulator may stop it here, so that it meets every order of such
    /// touches. To stop after one as well would add none: until the next touch, which has its own stop before
    /// it, nobody could tell the difference.
    public abstract void atSharedAccess(Cpu cpu);

    /// One turn of a CPU's wait for another one, or of its look for work before it parks.
    ///
    /// @param other for whom it waits; null if it looks for work
    /// @param what  what it waits for
    /// @param turn  how many turns this wait has taken so far
    public abstract void relax(Cpu waiting, Cpu other, String what, int turn);

    /// Puts a CPU to sleep that found nothing to do. May return for no reason; the caller looks again.
    ///
    /// @param untilNs when it must be awake again, on the machine's clock; [Long#MAX_VALUE] if never by itself
    public abstract void park(Cpu idle, long untilNs);

    /// Ends the sleep of a CPU, or its next one if it is still on its way there. Any thread may call.
    public abstract void wake(Cpu parked);

    /// One turn of an ordinary thread's wait for the machine. A simulator, whose CPUs have no thread but the
    /// one that waits, runs them meanwhile.
    ///
    /// @param aboutNs how long a turn should take; 0 for as short as the processor can be offered to others
    public abstract void relaxForeign(long aboutNs);

    /// Waits until each loop has returned.
    ///
    /// @param timeoutNs how long at most, in nanoseconds
    /// @return true if all have
    public abstract boolean join(long timeoutNs);

    /// The stack of whatever runs on a CPU, for a person to read.
    public abstract StackTraceElement[] stackOf(Cpu cpu);

    /// One CPU as its driver sees it: something that is run.
    ///
    /// Owner: the driver; run by one Java thread at a time.
    public interface Processor {

        /// The CPU.
        Cpu cpu();

        /// Runs the CPU until it is suspended or its loop has returned.
        void run();

        /// Where it was suspended, the innermost frame first; for a person to read.
        StackTraceElement[] stack();

        /// True if its loop has returned, or ended by an exception.
        boolean isEnded();

        /// Suspends the CPU that the caller runs on, whatever thread of it that is, and returns when it is run
        /// again.
        static void suspendCurrent() {
            Fiber.suspendCpu();
        }
    }
}
