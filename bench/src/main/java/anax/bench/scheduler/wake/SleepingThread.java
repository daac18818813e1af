package anax.bench.scheduler.wake;

import anax.bench.measure.Contestant;
import anax.bench.measure.Role;
import anax.bench.measure.Setting;
import anax.bench.measure.Slice;
import anax.bench.messages.pair.Crew;
import anax.bench.messages.pair.Duty;
import anax.bench.messages.pair.Placement;
import anax.bench.messages.pair.Relax;
import anax.bench.messages.pair.ThreadKind;
import anax.runtime.clock.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/// Two pinned Java threads: one sleeps on CPU 1, and whenever it has slept for long enough, the one on CPU 0 wakes it.
///
/// Owner: as of [Contestant]. Allocates when it starts. The sender spins.
public final class SleepingThread implements Contestant {
    /// The number that ends a slice.
    private static final long END = -1;

    private final String design;
    private final Role role;
    private final long sleepNs;
    private final Supplier<Bed> way;
    private final Placement placement;
    private final Crew crew;
    private final Slice unmeasured = new Slice();
    private Sender sender;

    /// Makes a contestant.
    ///
    /// @param sleepNs how long the target sleeps before it is woken
    /// @param way     makes what it sleeps in, when it starts
    public SleepingThread(String design, Role role, Setting setting, long sleepNs, Supplier<Bed> way) {
        this.design = design;
        this.role = role;
        this.sleepNs = sleepNs;
        this.way = way;
        placement = new Placement(setting, false);
        crew = new Crew(design, ThreadKind.PLATFORM, placement);
    }

    @Override
    public String design() {
        return design;
    }

    @Override
    public Role role() {
        return role;
    }

    @Override
    public void start() {
        Target target = new Target(way.get(), placement.clock());
        sender = new Sender(target, placement.clock(), placement.relax());
        crew.add(0, sender);
        crew.add(1, target);
        crew.start();
    }

    @Override
    public void prepare() throws InterruptedException {
        if (sender.sent == 0) {
            sender.sleepNs = WarmUpSleep.SLEEP_NS;
            for (int i = 0; i < WarmUpSleep.WINDOWS; i++) {
                crew.run(WarmUpSleep.WINDOW_NS, unmeasured);
            }
            sender.sleepNs = sleepNs;
        }
    }

    @Override
    public void run(long sliceNs, Slice slice) throws InterruptedException {
        crew.run(sliceNs, slice);
        slice.addWindow(sender.sent, sender.windowNs);
        slice.addWakeUps(sender.sent);
        slice.addLatencies(sender.latencies);
    }

    @Override
    public void stop() {
        crew.stop();
    }

    @Override
    public List<String> notes() {
        return placement.refusals();
    }

    /// Sleeps, and notes when it was woken. Owner: its thread; the sender reads what `answered` publishes.
    private static final class Target implements Duty {
        private final Bed bed;
        private final Clock clock;
        private long wokenAtNs;
        private volatile long answered;

        Target(Bed bed, Clock clock) {
            this.bed = bed;
            this.clock = clock;
        }

        @Override
        public void work(long sliceNs) throws InterruptedException {
            long number = answered;
            while ((number = bed.next(number)) != END) {
                wokenAtNs = clock.nowNs();
                answered = number;
            }
            answered = END;
        }
    }

    /// Waits, wakes, and measures. Owner: its thread; the harness reads the window after the slice.
    private static final class Sender implements Duty {
        private final Target target;
        private final Clock clock;
        private final Relax relax;
        private final Histogram latencies = Slice.newHistogram();
        private long sleepNs;
        private long number;
        private long sent;
        private long windowNs;

        Sender(Target target, Clock clock, Relax relax) {
            this.target = target;
            this.clock = clock;
            this.relax = relax;
        }

        @Override
        public void work(long sliceNs) throws InterruptedException {
            latencies.reset();
            sent = 0;
            long start = clock.nowNs();
            long now = start;
            do {
                long wakeAtNs = now + sleepNs;
                while ((now = clock.nowNs()) - wakeAtNs < 0) {
                    relax.pause();
                }
                target.bed.send(++number);
                while (target.answered != number) {
                    relax.pause();
                }
                latencies.recordValue(Math.min(Slice.MAX_LATENCY_NS, target.wokenAtNs - now));
                sent++;
                now = clock.nowNs();
            } while (now - start < sliceNs);
            windowNs = now - start;
            target.bed.send(END);
            while (target.answered != END) {
                relax.pause();
            }
        }
    }
}
