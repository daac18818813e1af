package anax.runtime.inspect;

import anax.runtime.Cpu;
import anax.runtime.Machine;
import anax.runtime.clock.Clock;
import anax.runtime.clock.SystemClock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reports CPUs that are held: neither parked, nor past a poll point since it looked last.
///
/// Owner: whoever opened it; its daemon thread looks once a period. Allocates for a report only. Never blocks a CPU:
/// it reads one counter of each. A stall is reported when a period is over, and again when it has lasted twice as
/// long as at the last report. Where the idle spin is longer than the period, that counts instead.
///
/// A look that comes late reports nothing: then the whole process was stopped, or has no processor time to give.
public final class StallWatchdog implements AutoCloseable {
    /// How often it looks, if nobody says otherwise.
    public static final Duration PERIOD = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(StallWatchdog.class);

    private final Machine machine;
    private final Clock clock;
    private final Consumer<? super Stall> sink;
    private final long periodNs;
    private final Watched[] cpus;
    private final AtomicLong stalls = new AtomicLong(); // written by the thread that looks only
    private final ScheduledExecutorService looks;
    private long lookedAtNs;

    /// What is known of one CPU. Owner: the thread that looks.
    private static final class Watched {
        private long progress;
        private boolean parked;
        private long sinceNs;
        private long reportAfterNs;

        void restart(long newProgress, long nowNs, long patienceNs) {
            progress = newProgress;
            sinceNs = nowNs;
            reportAfterNs = patienceNs;
        }
    }

    StallWatchdog(
            Machine machine,
            Clock clock,
            Duration period,
            Consumer<? super Stall> sink,
            ScheduledExecutorService looks) {
        if (period.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "a watchdog period of " + period.toNanos() + " ns was given; use a millisecond or more");
        }
        this.machine = machine;
        this.clock = clock;
        this.sink = sink;
        this.looks = looks;
        periodNs = period.toNanos();
        lookedAtNs = clock.nowNs();
        cpus = new Watched[machine.cpuCount()];
        for (int id = 0; id < cpus.length; id++) {
            cpus[id] = new Watched();
            cpus[id].restart(progress(machine.cpu(id)), lookedAtNs, patienceNs());
        }
    }

    /// Watches a machine, once a second, and logs what it finds.
    public static StallWatchdog open(Machine machine) {
        return open(machine, SystemClock.INSTANCE, PERIOD, stall -> LOG.warn(stall.message()));
    }

    /// Watches a machine.
    ///
    /// @param clock  measures how long a CPU is held
    /// @param period how often it looks, a millisecond or more
    /// @param sink   is told of each stall, on the watchdog's thread
    public static StallWatchdog open(Machine machine, Clock clock, Duration period, Consumer<? super Stall> sink) {
        ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("anax-watchdog").factory());
        StallWatchdog watchdog = new StallWatchdog(machine, clock, period, sink, looks);
        long periodNs = period.toNanos();
        Future<?> _ = looks.scheduleWithFixedDelay(watchdog::look, periodNs, periodNs, TimeUnit.NANOSECONDS);
        return watchdog;
    }

    /// How many stalls there were, each counted once, however long it lasted. Any thread may ask.
    public long stalls() {
        return stalls.get();
    }

    /// Ends it without waiting for a look that is under way.
    @Override
    public void close() {
        looks.shutdownNow();
    }

    /// Looks at each CPU once.
    void look() {
        final long nowNs = clock.nowNs();
        final boolean late = nowNs - lookedAtNs > 2 * periodNs;
        lookedAtNs = nowNs;
        for (int id = 0; id < cpus.length; id++) {
            Cpu cpu = machine.cpu(id);
            Watched watched = cpus[id];
            long progress = progress(cpu);
            // One that slept at the last look may have been woken this very moment, and not have come to poll yet.
            final boolean sleptBefore = watched.parked;
            watched.parked = cpu.isParked();
            if (late || progress != watched.progress || watched.parked || sleptBefore) {
                watched.restart(progress, nowNs, patienceNs());
            } else if (nowNs - watched.sinceNs >= watched.reportAfterNs) {
                report(cpu, watched, nowNs - watched.sinceNs);
            }
        }
    }

    /// Grows at each poll point and each time that the CPU goes to sleep.
    private static long progress(Cpu cpu) {
        return cpu.counters().polls() + cpu.counters().parks();
    }

    private void report(Cpu cpu, Watched watched, long heldNs) {
        if (watched.reportAfterNs == patienceNs()) {
            stalls.incrementAndGet();
        }
        watched.reportAfterNs = 2 * heldNs;
        try {
            sink.accept(
                    new Stall(cpu.toString(), cpu.runningName(), heldNs, cpu.runningSections(), machine.stackOf(cpu)));
        } catch (RuntimeException failed) { // the next stall must be reported all the same
            LOG.error("the sink of a stall's report failed", failed);
        }
    }

    private long patienceNs() {
        return Math.max(periodNs, machine.config().idleSpinNs());
    }
}
