package anax.runtime.user.bsd4;

import anax.runtime.user.Account;
import anax.runtime.user.AccountList;
import anax.runtime.user.SchedulerPlan;
import anax.runtime.user.Seats;
import anax.runtime.user.Traits;
import anax.runtime.user.UserGroup;
import anax.runtime.user.UserScheduler;

/// The traditional multi-level scheduler, after DragonFly's `usched_bsd4`: three classes of 32 queues, and an
/// estimate of what each thread uses, by which those that sleep much go before those that compute.
///
/// Owner: one CPU, in the place of the spin lock that guards DragonFly's queues; accounts as [Account] says.
/// Allocates accounts only. Never blocks. Bound: the number of threads.
///
/// A normal thread that waits gets better each second, because it used nothing; so none of them starves, whatever the
/// others do. The classes are strict.
public final class Bsd4 extends UserScheduler {
    private static final long UPKEEP_NS = 1_000_000_000L;
    private static final int CLASSES = 3;

    private final int cpus;
    private final AccountList[] queues = new AccountList[CLASSES * Bsd4Arithmetic.QUEUES];
    private final int[] occupied = new int[CLASSES];
    private int waiting;
    private int scanCpu;
    private long upkeepNs;
    private boolean upkept; // upkeepNs is known

    Bsd4(int cpus) {
        this.cpus = cpus;
        for (int i = 0; i < queues.length; i++) {
            queues[i] = new AccountList();
        }
    }

    /// One for all CPUs, on CPU 0.
    public static SchedulerPlan plan() {
        return plan(0);
    }

    /// One for all CPUs.
    ///
    /// @param home the CPU that keeps the queues
    public static SchedulerPlan plan(int home) {
        return SchedulerPlan.forAll("bsd4", home, Bsd4::new);
    }

    @Override
    public Account enter(Traits traits, UserGroup group, Account parent) {
        if (parent == null) {
            return new Bsd4Account(traits, 0, 0);
        }
        final Bsd4Account forking = (Bsd4Account) parent;
        final Bsd4Account child =
                new Bsd4Account(traits, Bsd4Arithmetic.useOfChild(forking.use()), Bsd4Arithmetic.batchOfChild());
        forking.payForFork();
        return child;
    }

    @Override
    public long clockNs() {
        return Bsd4Arithmetic.CLOCK_NS;
    }

    @Override
    public boolean onClock(Account running, int waitingThreads, long nowNs) {
        return ((Bsd4Account) running).onClock(waitingThreads, cpus, nowNs);
    }

    @Override
    public void onReady(Account account, long sleptNs, int waitingThreads, long nowNs) {
        ((Bsd4Account) account).onReady(sleptNs, waitingThreads, cpus, nowNs);
    }

    @Override
    public void enqueue(Account ready, long nowNs) {
        final int queue = ((Bsd4Account) ready).enterQueue();
        queues[queue].add(ready);
        occupied[queue / Bsd4Arithmetic.QUEUES] |= 1 << queue % Bsd4Arithmetic.QUEUES;
        waiting++;
    }

    /// A free CPU first; then one whose thread is in a worse queue; else whoever's turn it is may look.
    @Override
    public void signal(Account ready, Seats seats) {
        scanCpu = (scanCpu + 1) % cpus;
        for (int step = 0; step < cpus; step++) {
            final int cpu = (scanCpu + step) % cpus;
            if (ready.mayRunOn(cpu) && seats.isFree(cpu)) {
                seats.look(cpu);
                return;
            }
        }
        for (int step = 0; step < cpus; step++) {
            final int cpu = (scanCpu + step) % cpus;
            if (ready.mayRunOn(cpu) && Bsd4Arithmetic.queueOf(seats.rank(cpu)) > Bsd4Arithmetic.queueOf(ready.rank())) {
                seats.reschedule(cpu);
                return;
            }
        }
        seats.look(scanCpu);
    }

    @Override
    public Account pick(int cpu, Account current, boolean reschedule, long nowNs) {
        keepUp(nowNs);
        final Account best = best(cpu);
        if (best == null || (current != null && keeps(current.reportedRank(), best.rank(), reschedule))) {
            return null;
        }
        final Account next = AccountList.after(best);
        final boolean neighbourIsHome = best.cpu() != cpu && next != null && next.cpu() == cpu && next.mayRunOn(cpu);
        return take((Bsd4Account) (neighbourIsHome ? next : best));
    }

    @Override
    public int waiting() {
        return waiting;
    }

    /// A thread that should make room stays if it is better; another one unless it is worse by a queue.
    private static boolean keeps(long current, long candidate, boolean reschedule) {
        return current < candidate + (reschedule ? 0 : Bsd4Arithmetic.PRIORITIES_PER_QUEUE);
    }

    private Account best(int cpu) {
        for (int kind = 0; kind < CLASSES; kind++) {
            for (int bits = occupied[kind]; bits != 0; bits &= bits - 1) {
                final int queue = kind * Bsd4Arithmetic.QUEUES + Integer.numberOfTrailingZeros(bits);
                for (Account each = queues[queue].first(); each != null; each = AccountList.after(each)) {
                    if (each.mayRunOn(cpu)) {
                        return each;
                    }
                }
            }
        }
        return null;
    }

    private Account take(Bsd4Account taken) {
        final int queue = taken.queue();
        queues[queue].remove(taken);
        if (queues[queue].size() == 0) {
            occupied[queue / Bsd4Arithmetic.QUEUES] &= ~(1 << queue % Bsd4Arithmetic.QUEUES);
        }
        waiting--;
        return taken;
    }

    /// Once a second those that wait are recalculated, and go to the queues that they belong to now.
    private void keepUp(long nowNs) {
        if (upkept && nowNs - upkeepNs < UPKEEP_NS) {
            return;
        }
        upkept = true;
        upkeepNs = nowNs;
        for (int i = 0; i < queues.length && waiting > 0; i++) {
            for (Account each = queues[i].first(); each != null; ) {
                final Bsd4Account account = (Bsd4Account) each;
                each = AccountList.after(each);
                account.recalculate(waiting, cpus, nowNs);
                if (account.priority() / Bsd4Arithmetic.PRIORITIES_PER_QUEUE != account.queue()) {
                    take(account);
                    enqueue(account, nowNs);
                }
            }
        }
    }
}
