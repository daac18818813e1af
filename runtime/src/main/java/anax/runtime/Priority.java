package anax.runtime;

/// The fixed priorities of lightweight threads: 0 to 31, the higher goes first. After DragonFly's sys/thread.h.
///
/// Owner: nobody; constants.
public final class Priority {
    /// The lowest: a CPU's own idle loop. Nothing else may have it.
    public static final int IDLE = 0;

    /// Work for which the CPU has no better use.
    public static final int IDLE_WORK = 1;

    /// The threads of user schedulers: helper, and the thread that each CPU has designated, by class.
    public static final int USER_HELPER = 2, USER_IDLE = 4, USER_NORMAL = 6, USER_REAL_TIME = 8;

    /// A system call's work on behalf of a user thread.
    public static final int KERNEL_USER = 10;

    /// The priority of threads that ask for none.
    public static final int DAEMON = 12;

    /// Soft interrupts: protocol threads and the like.
    public static final int SOFT_NORMAL = 14, SOFT_FAST = 16;

    /// What supports interrupts without being one.
    public static final int INTERRUPT_SUPPORT = 20;

    /// Interrupt threads.
    public static final int INTERRUPT_LOW = 27, INTERRUPT_MEDIUM = 28, INTERRUPT_HIGH = 29;

    /// The highest.
    public static final int MAX = 31;

    /// How many priorities there are.
    public static final int COUNT = 32;

    private Priority() {}

    /// Refuses a priority that a thread cannot have.
    ///
    /// @throws IllegalArgumentException if `priority` is not above [#IDLE] and at most [#MAX]
    static void check(int priority) {
        if (priority <= IDLE || priority > MAX) {
            throw new IllegalArgumentException("priority " + priority + " was given; a thread may have " + (IDLE + 1)
                    + " to " + MAX + ", and " + DAEMON + " if nothing speaks for another");
        }
    }
}
