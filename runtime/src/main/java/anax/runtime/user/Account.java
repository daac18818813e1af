package anax.runtime.user;

/// What a scheduler remembers of one user thread; each scheduler has a subclass of its own.
///
/// Owner: the thread's CPU; while the thread waits in the scheduler's queue, the scheduler's CPU. Allocated when the
/// thread comes under the scheduler; allocates nothing, for the links of the queue are fields.
public abstract class Account {
    // The framework's.
    UserThread thread; // null where arithmetic is tested alone
    private int cpu;
    private int tiedTo = -1; // a CPU that it may not leave now; -1 if it may

    // The scheduler's CPU's.
    private long reportedRank;
    Account next;
    Account previous;
    AccountList list;

    private final Traits traits;

    /// For schedulers.
    protected Account(Traits traits) {
        this.traits = traits;
    }

    /// How good it is to run it, the lower the better; what CPUs are chosen by.
    public abstract long rank();

    /// What the thread was given for life.
    public final Traits traits() {
        return traits;
    }

    /// The CPU that the thread was on when it last became ready.
    public final int cpu() {
        return cpu;
    }

    /// True if the thread may run on a CPU now.
    public final boolean mayRunOn(int where) {
        return tiedTo < 0 ? traits.allows(where) : tiedTo == where;
    }

    /// The rank that the scheduler's CPU has heard of: at the latest clock, or when the thread was picked.
    public final long reportedRank() {
        return reportedRank;
    }

    /// Notes a rank that the scheduler's CPU hears of.
    public final void reportRank(long heard) {
        reportedRank = heard;
    }

    /// Notes where the thread is that became ready.
    ///
    /// @param where its CPU
    /// @param tied  true if it may not leave it now
    public final void readyOn(int where, boolean tied) {
        cpu = where;
        tiedTo = tied ? where : -1;
    }

    /// The thread's name.
    @Override
    public String toString() {
        return thread == null ? "an account" : thread.thread().name();
    }
}
