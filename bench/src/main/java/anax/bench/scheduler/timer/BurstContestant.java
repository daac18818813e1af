package anax.bench.scheduler.timer;

import anax.bench.measure.Contestant;
import anax.bench.measure.ProcessorTime;
import anax.bench.measure.Role;
import anax.bench.measure.Setting;
import anax.bench.measure.Slice;
import anax.bench.messages.pair.Crew;
import anax.bench.messages.pair.Duty;
import anax.bench.messages.pair.Placement;
import anax.bench.messages.pair.ThreadKind;
import anax.runtime.clock.Clock;
import java.util.List;
import java.util.function.IntFunction;

/// Many timers of one deadline on CPU 0: scheduled before the round, fired in the slice, pass by pass, each timed.
///
/// Owner: as of [Contestant]. Allocates when it starts. A slice is as long as it takes to fire all; its window adds
/// what it took to schedule them, so that the time per timer holds both.
public final class BurstContestant implements Contestant {
    private static final int WARM_UP_TIMERS = 10_000;
    private static final int WARM_UP_BURSTS = 20;

    private final String design;
    private final Role role;
    private final int count;
    private final IntFunction<Burst> way;
    private final Placement placement;
    private final Crew crew;
    private final Slice unmeasured = new Slice();
    private Firing firing;

    /// Makes a contestant.
    ///
    /// @param count how many timers
    /// @param way   makes what it does for so many timers, when it starts
    public BurstContestant(String design, Role role, Setting setting, int count, IntFunction<Burst> way) {
        this.design = design;
        this.role = role;
        this.count = count;
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
        firing = new Firing(way.apply(count), count, placement.clock());
        Firing small = new Firing(way.apply(WARM_UP_TIMERS), WARM_UP_TIMERS, placement.clock());
        for (int i = 0; i < WARM_UP_BURSTS; i++) {
            small.work(0);
            small.work(0);
        }
        crew.add(0, firing);
        crew.start();
    }

    @Override
    public void prepare() throws InterruptedException {
        unmeasured.clear();
        crew.run(0, unmeasured);
    }

    @Override
    public void run(long sliceNs, Slice slice) throws InterruptedException {
        crew.run(sliceNs, slice);
        slice.addWindow(count, firing.scheduledNs + firing.firedNs);
        slice.addPass(firing.longestNs, firing.longestOnProcessorNs);
    }

    @Override
    public void stop() {
        crew.stop();
    }

    @Override
    public List<String> notes() {
        return placement.refusals();
    }

    /// Schedules and fires in turn. Owner: its thread; the harness reads the figures after the slice.
    private static final class Firing implements Duty {
        private final Burst burst;
        private final int count;
        private final Clock clock;
        private final ProcessorTime processorTime = new ProcessorTime();
        private boolean scheduled;
        private long scheduledNs;
        private long firedNs;
        private long longestNs;
        private long longestOnProcessorNs;

        Firing(Burst burst, int count, Clock clock) {
            this.burst = burst;
            this.count = count;
            this.clock = clock;
        }

        @Override
        public void work(long sliceNs) {
            if (scheduled) {
                fire();
            } else {
                long start = clock.nowNs();
                burst.schedule();
                scheduledNs = clock.nowNs() - start;
            }
            scheduled = !scheduled;
        }

        private void fire() {
            longestNs = 0;
            longestOnProcessorNs = 0;
            firedNs = 0;
            int fired = 0;
            int fruitless = 0;
            while (fired < count) {
                long processorBefore = processorTime.ofThreadNs();
                long before = clock.nowNs();
                int now = burst.pass();
                long passNs = clock.nowNs() - before;
                longestOnProcessorNs = Math.max(longestOnProcessorNs, processorTime.ofThreadNs() - processorBefore);
                longestNs = Math.max(longestNs, passNs);
                firedNs += passNs;
                fired += now;
                fruitless = now == 0 ? fruitless + 1 : 0;
                if (fruitless > count) {
                    throw new IllegalStateException(fired + " of " + count + " timers fired after their deadline");
                }
            }
        }
    }
}
