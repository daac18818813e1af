package anax.runtime.user;

import anax.runtime.Cpu;

/// One scheduler at work: whom it has given to which CPU, and the messages by which it hears and tells.
///
/// Owner: the scheduler's CPU, but for what never changes. Allocates when made. Never blocks. Each grant has a
/// number, by which a CPU tells the latest from one that was overtaken on its way.
final class Dispatcher implements Seats {
    private final Userland land;
    private final Regime regime;
    private final int home;
    private final UserScheduler scheduler;
    private final UserThread[] holders; // by CPU
    private final long[] grants; // the number of the last one, by CPU
    private Regime successor; // once it is closed

    Dispatcher(Userland land, Regime regime, int home, UserScheduler scheduler) {
        this.land = land;
        this.regime = regime;
        this.home = home;
        this.scheduler = scheduler;
        holders = new UserThread[land.cpuCount()];
        grants = new long[land.cpuCount()];
    }

    Regime regime() {
        return regime;
    }

    int home() {
        return home;
    }

    UserScheduler scheduler() {
        return scheduler;
    }

    /// A thread could run.
    void onReady(UserThread ready) {
        assert land.isCurrent(home) : "the scheduler of CPU " + home + " was called elsewhere";
        if (successor != null) {
            ready.journey().bringBack(successor);
            return;
        }
        final Account account = ready.account();
        final int at = account.cpu();
        final boolean cameBack = holders[at] == ready;
        if (cameBack) {
            holders[at] = null;
        }
        scheduler.enqueue(account, nowNs());
        scheduler.signal(account, this);
        if (cameBack && holders[at] == null) {
            look(at);
        }
    }

    /// A thread that was given to a CPU runs there no longer.
    void onDeparture(UserThread departed, int cpu) {
        if (successor == null && holders[cpu] == departed) {
            holders[cpu] = null;
            look(cpu);
        }
    }

    /// The clock of a CPU found that its thread should make room.
    void onClock(UserThread running, int cpu, long rank) {
        if (successor == null && holders[cpu] == running) {
            running.account().reportRank(rank);
            reschedule(cpu);
        }
    }

    /// Ends it; the threads that wait go on under a later regime.
    void close(Regime later) {
        assert land.isCurrent(home) : "the scheduler of CPU " + home + " was closed elsewhere";
        if (successor != null) {
            return;
        }
        successor = later;
        for (int cpu = 0; cpu < holders.length; cpu++) {
            holders[cpu] = null;
            for (Account left = scheduler.pick(cpu, null, true, nowNs());
                    left != null;
                    left = scheduler.pick(cpu, null, true, nowNs())) {
                left.thread.journey().bringBack(later);
            }
        }
    }

    int waiting() {
        return scheduler.waiting();
    }

    @Override
    public int cpus() {
        return holders.length;
    }

    @Override
    public boolean isFree(int cpu) {
        return holders[cpu] == null;
    }

    @Override
    public long rank(int cpu) {
        if (holders[cpu] == null) {
            throw new IllegalStateException(
                    "the rank of CPU " + cpu + " was asked for, which is free; ask isFree before");
        }
        return holders[cpu].account().reportedRank();
    }

    @Override
    public void look(int cpu) {
        pick(cpu, false);
    }

    @Override
    public void reschedule(int cpu) {
        pick(cpu, true);
    }

    private void pick(int cpu, boolean reschedule) {
        final UserThread holder = holders[cpu];
        final Account picked = scheduler.pick(cpu, holder == null ? null : holder.account(), reschedule, nowNs());
        if (picked != null) {
            assert picked.mayRunOn(cpu) : picked + " was picked for CPU " + cpu + ", which it may not use";
            final UserThread next = picked.thread;
            picked.reportRank(picked.rank());
            holders[cpu] = next;
            next.journey().grant(cpu, ++grants[cpu]);
        }
    }

    private long nowNs() {
        return Cpu.current().nowNs();
    }
}
