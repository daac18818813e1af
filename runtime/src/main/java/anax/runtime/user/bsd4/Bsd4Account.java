package anax.runtime.user.bsd4;

import anax.runtime.user.Account;
import anax.runtime.user.Traits;

/// What `bsd4` remembers of a thread.
///
/// Owner: as [Account] says. Allocates nothing.
final class Bsd4Account extends Account {
    private static final long SECOND_NS = 1_000_000_000L;

    private int use; // an estimate, 0 to MOST_USE
    private int batch;
    private int clocks; // that it ran, since baseNs
    private long baseNs;
    private boolean based; // baseNs is known
    private int round; // clocks since it was picked
    private int priority;
    private int queue;

    Bsd4Account(Traits traits, int use, int batch) {
        super(traits);
        this.use = use;
        this.batch = batch;
        resetPriority();
    }

    int use() {
        return use;
    }

    int batch() {
        return batch;
    }

    int priority() {
        return priority;
    }

    @Override
    public long rank() {
        return priority;
    }

    /// One clock of running.
    ///
    /// @return true if it should make room: its round is over, or it came to another queue
    boolean onClock(int waiting, int cpus, long nowNs) {
        final long queueBefore = Bsd4Arithmetic.queueOf(priority);
        clocks++;
        use = Bsd4Arithmetic.afterClock(use);
        boolean roundIsOver = ++round >= Bsd4Arithmetic.CLOCKS_PER_ROUND;
        if (roundIsOver) {
            round = 0;
            recalculate(waiting, cpus, nowNs);
        }
        resetPriority();
        return roundIsOver || Bsd4Arithmetic.queueOf(priority) != queueBefore;
    }

    /// It could run, after some sleep or none.
    void onReady(long sleptNs, int waiting, int cpus, long nowNs) {
        round = 0;
        if (sleptNs > SECOND_NS) {
            use = Bsd4Arithmetic.useAfterSleep(use);
            batch = Bsd4Arithmetic.batchAfterSleep(batch);
            startAt(nowNs);
        } else {
            recalculate(waiting, cpus, nowNs);
        }
        resetPriority();
    }

    /// Compares the estimate with what the thread had, if a clock's time has passed since it was done last.
    void recalculate(int waiting, int cpus, long nowNs) {
        if (!based) {
            startAt(nowNs);
            return;
        }
        final long passed = (nowNs - baseNs) / Bsd4Arithmetic.CLOCK_NS;
        if (passed <= 0) {
            return;
        }
        final long share = Bsd4Arithmetic.share(clocks, passed, waiting, cpus);
        batch = Bsd4Arithmetic.batch(batch, passed, share);
        use = Bsd4Arithmetic.corrected(use, share);
        baseNs += passed * Bsd4Arithmetic.CLOCK_NS;
        clocks = 0;
        resetPriority();
    }

    /// Pays for a thread that it made.
    void payForFork() {
        use = Bsd4Arithmetic.useOfParent(use);
    }

    /// The queue that it is in.
    int queue() {
        return queue;
    }

    /// Notes the queue that its priority belongs to now.
    int enterQueue() {
        queue = priority / Bsd4Arithmetic.PRIORITIES_PER_QUEUE;
        return queue;
    }

    private void startAt(long nowNs) {
        baseNs = nowNs;
        based = true;
        clocks = 0;
    }

    private void resetPriority() {
        priority = Bsd4Arithmetic.priority(traits().kind(), traits().level(), use, batch);
    }
}
