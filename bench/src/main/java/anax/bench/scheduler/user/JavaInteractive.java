package anax.bench.scheduler.user;

import anax.bench.measure.Contestant;
import anax.bench.measure.Role;
import anax.bench.measure.Setting;
import anax.bench.measure.Slice;
import anax.bench.messages.pair.Crew;
import anax.bench.messages.pair.Duty;
import anax.bench.messages.pair.Placement;
import anax.bench.messages.pair.ThreadKind;
import anax.runtime.clock.Clock;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/// The same with Java threads on one processor, which the operating system schedules.
///
/// Owner: as of [Contestant]. Allocates when it starts.
public final class JavaInteractive implements Contestant {
    private final Placement placement;
    private final Crew crew;
    private final Histogram latencies = Slice.newHistogram();

    /// Makes a contestant.
    public JavaInteractive(Setting setting) {
        placement = new Placement(setting, true);
        crew = new Crew(design(), ThreadKind.PLATFORM, placement);
    }

    @Override
    public String design() {
        return "Java threads";
    }

    @Override
    public Role role() {
        return Role.RIVAL;
    }

    @Override
    public void start() {
        Duty compute = sliceNs -> spinUntil(placement.clock().nowNs() + sliceNs);
        for (int i = 0; i < LightInteractive.BATCH; i++) {
            crew.add(0, compute);
        }
        crew.add(0, this::sleepAndWork);
        crew.start();
    }

    @Override
    public void run(long sliceNs, Slice slice) throws InterruptedException {
        latencies.reset();
        crew.run(sliceNs, slice);
        slice.addWindow(latencies.getTotalCount(), sliceNs);
        slice.addLatencies(latencies);
    }

    @Override
    public void stop() {
        crew.stop();
    }

    @Override
    public List<String> notes() {
        return placement.refusals();
    }

    private void sleepAndWork(long sliceNs) {
        final Clock clock = placement.clock();
        final long untilNs = clock.nowNs() + sliceNs;
        long nowNs;
        do {
            final long dueNs = clock.nowNs() + LightInteractive.SLEEP_NS;
            while ((nowNs = clock.nowNs()) - dueNs < 0) {
                LockSupport.parkNanos(dueNs - nowNs);
            }
            latencies.recordValue(Math.min(Slice.MAX_LATENCY_NS, nowNs - dueNs));
            spinUntil(nowNs + LightInteractive.WORK_NS);
        } while (nowNs - untilNs < 0);
    }

    private void spinUntil(long untilNs) {
        while (placement.clock().nowNs() - untilNs < 0) {
            Thread.onSpinWait();
        }
    }
}
