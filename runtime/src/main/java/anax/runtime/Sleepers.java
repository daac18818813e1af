package anax.runtime;

/// The threads of one CPU that sleep on an identity, and who wakes them: any thread, on any CPU, that names the same
/// object.
///
/// Owner: one CPU. Sleeping allocates nothing, nor does waking threads of the own CPU; waking those of others
/// allocates an entry for each CPU that may have some. Bound: the number of threads.
///
/// ```java
/// while (!condition()) {
///     Sleepers.interlock(buffer);           // from here on a wake-up is not missed
///     if (condition()) { Sleepers.cancel(); break; }
///     Sleepers.sleep("buffer");
/// }
/// ```
public final class Sleepers {
    private final Cpu cpu;
    private final SleepTable table;
    private final Lwkt[] firsts;
    private final Lwkt[] lasts;

    Sleepers(Cpu cpu, SleepTable table) {
        this.cpu = cpu;
        this.table = table;
        firsts = new Lwkt[table.buckets()];
        lasts = new Lwkt[table.buckets()];
    }

    /// Has the running thread be woken by [#wakeup] of this object from now on, though it still runs. Test your
    /// condition again after it, then [#sleep] or [#cancel].
    ///
    /// @throws IllegalStateException if it is interlocked already
    public static void interlock(Object identity) {
        final Lwkt self = Lwkt.current();
        if (self.sleepIdentity != null) {
            throw new IllegalStateException(
                    self + " called interlock twice; sleep or cancel before it waits for something else");
        }
        Cpu.current().sleepers().append(self, identity);
    }

    /// Takes an interlock back.
    public static void cancel() {
        final Lwkt self = Lwkt.current();
        if (self.sleepIdentity != null) {
            Cpu.current().sleepers().remove(self);
        }
    }

    /// Sleeps until the object that was named to [#interlock] is woken; returns at once if it was since.
    ///
    /// @param reason what the thread waits for, for whoever lists the threads
    public static void sleep(String reason) {
        final Lwkt self = Lwkt.current();
        while (self.sleepIdentity != null) {
            Lwkt.block(reason);
        }
    }

    /// Wakes all threads that sleep on an object, on whatever CPU.
    public static void wakeup(Object identity) {
        final Cpu here = Cpu.current();
        here.sleepers().wakeOnCpu(identity);
        final SleepTable table = here.sleepers().table;
        final int bucket = table.bucketOf(identity);
        SleepTable.fenceBeforeReading();
        final Machine machine = here.machine();
        // From the own number upwards and round, so that CPU 0 is not favoured.
        for (int step = 1; step < machine.cpuCount(); step++) {
            final int other = (here.id() + step) % machine.cpuCount();
            here.beforeSharedAccess();
            if (table.mayHaveSleepers(bucket, other)) {
                here.send(machine.cpu(other), new WakeupIpi(identity));
            }
        }
    }

    private void wakeOnCpu(Object identity) {
        // An interrupt thread that preempted in the midst of the list could change what comes next.
        final Lwkt running = cpu.currentThread();
        running.addCritical(1);
        Lwkt thread = firsts[table.bucketOf(identity)];
        while (thread != null) {
            final Lwkt after = thread.sleepNext;
            if (thread.sleepIdentity == identity) {
                remove(thread);
                // It may still be running, between interlock and sleep; then it is queued already.
                thread.scheduleOnCpu(cpu);
            }
            thread = after;
        }
        running.addCritical(-1);
        cpu.preemptIfDue();
    }

    private void append(Lwkt thread, Object identity) {
        final int bucket = table.bucketOf(identity);
        thread.sleepIdentity = identity;
        thread.sleepPrevious = lasts[bucket];
        if (lasts[bucket] == null) {
            firsts[bucket] = thread;
        } else {
            lasts[bucket].sleepNext = thread;
        }
        lasts[bucket] = thread;
        cpu.beforeSharedAccess();
        table.announce(bucket, cpu.id());
    }

    /// Forgets a thread, because it was woken, or because it leaves this CPU.
    void remove(Lwkt thread) {
        final int bucket = table.bucketOf(thread.sleepIdentity);
        if (thread.sleepPrevious == null) {
            firsts[bucket] = thread.sleepNext;
        } else {
            thread.sleepPrevious.sleepNext = thread.sleepNext;
        }
        if (thread.sleepNext == null) {
            lasts[bucket] = thread.sleepPrevious;
        } else {
            thread.sleepNext.sleepPrevious = thread.sleepPrevious;
        }
        thread.sleepNext = null;
        thread.sleepPrevious = null;
        thread.sleepIdentity = null;
        if (firsts[bucket] == null) {
            cpu.beforeSharedAccess();
            table.withdraw(bucket, cpu.id());
        }
    }

    /// A wake-up from another CPU. Owner: its way.
    private static final class WakeupIpi extends Ipi {
        private final Object identity;

        private WakeupIpi(Object identity) {
            this.identity = identity;
        }

        @Override
        protected void run(Cpu here) {
            here.sleepers().wakeOnCpu(identity);
        }
    }
}
