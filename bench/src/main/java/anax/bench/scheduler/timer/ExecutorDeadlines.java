package anax.bench.scheduler.timer;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// The JDK's everyday timers: a `ScheduledThreadPoolExecutor`, which is a binary heap under a lock, and a thread that
/// waits for its first deadline.
///
/// Owner: as of [Deadlines], and its thread. Allocates each time a timer is scheduled. It has the real clock, so its
/// deadlines lie hours ahead: what it would take to fire them is not in its figures.
public final class ExecutorDeadlines implements Deadlines {
    private static final long FAR_NS = TimeUnit.HOURS.toNanos(24);

    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(
            1, work -> Thread.ofPlatform().daemon().name("executor-timers").unstarted(work));
    private final ScheduledFuture<?>[] futures;

    /// Makes timers of which none is scheduled.
    public ExecutorDeadlines(int count) {
        futures = new ScheduledFuture<?>[count];
        executor.setRemoveOnCancelPolicy(true);
    }

    @Override
    public void schedule(int timer, long deadlineNs) {
        futures[timer] = executor.schedule(() -> {}, FAR_NS + deadlineNs, TimeUnit.NANOSECONDS);
    }

    @Override
    public void cancel(int timer) {
        if (!futures[timer].cancel(false)) {
            throw new IllegalStateException("timer " + timer + " fired before its deadline");
        }
    }

    @Override
    public void moveLater(int timer, long deadlineNs) {
        cancel(timer);
        schedule(timer, deadlineNs);
    }

    @Override
    public void pass(long nowNs) {}

    @Override
    public long scheduled() {
        return executor.getQueue().size();
    }

    @Override
    public void end() {
        executor.shutdownNow();
    }
}
