package anax.runtime.user;

/// A user scheduler: which of its threads may run on which CPU, one at a time on each.
///
/// Owner: two kinds of CPUs. What stands first is called on the thread's CPU and touches the thread's account only;
/// what stands last is called on the scheduler's own CPU, which alone touches the queue. One that is made for each
/// CPU has both in one place. A scheduler knows no thread, lock or message: accounts and times come in, accounts go
/// out. It must neither block nor switch.
///
/// The way of a thread: [#enter], then again and again [#onReady], [#enqueue], [#signal], [#pick], [#onClock] and
/// [#onRan] while it runs, until it blocks or is picked for no longer; [#leave] at its end.
public abstract class UserScheduler {

    /// For those that implement it.
    protected UserScheduler() {}

    // On the thread's CPU.

    /// Makes the account of a thread that comes under this scheduler.
    ///
    /// @param group  the group of the thread, which may stand within others
    /// @param parent the account of the running thread if that made the new one under this scheduler; else null
    public abstract Account enter(Traits traits, UserGroup group, Account parent);

    /// A thread ended, or goes to another scheduler.
    public void leave(Account account) {}

    /// How far apart the calls of [#onClock] are, in nanoseconds.
    public abstract long clockNs();

    /// The clock, while the thread runs.
    ///
    /// @param waiting how many threads wait, as far as is known here
    /// @return true if [#pick] should see whether another one should run
    public abstract boolean onClock(Account running, int waiting, long nowNs);

    /// The thread had the processor for so long since the last call.
    public void onRan(Account account, long ranNs) {}

    /// The thread could run: it was woken, or made room for another one.
    ///
    /// @param sleptNs how long it was blocked; 0 if it was not
    /// @param waiting how many threads wait, as far as is known here
    public void onReady(Account account, long sleptNs, int waiting, long nowNs) {}

    // On the scheduler's CPU.

    /// Queues a thread that could run.
    public abstract void enqueue(Account ready, long nowNs);

    /// Has those CPUs look again that may have use for a thread that was just queued. A free CPU that the thread
    /// may use must be among them.
    public abstract void signal(Account ready, Seats seats);

    /// Takes out of the queue the thread that a CPU should run next.
    ///
    /// @param current    the account of the thread that the CPU has, null if it has none. Of it only
    ///     [Account#reportedRank] may be read, unless the scheduler is made for each CPU
    /// @param reschedule true if the thread that it has should make room for its equals
    /// @return one that [Account#mayRunOn] the CPU; null if it should keep what it has
    public abstract Account pick(int cpu, Account current, boolean reschedule, long nowNs);

    /// How many threads wait in the queue.
    public abstract int waiting();
}
