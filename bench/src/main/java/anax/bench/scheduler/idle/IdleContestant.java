package anax.bench.scheduler.idle;

import anax.bench.measure.Contestant;
import anax.bench.measure.ProcessorTime;
import anax.bench.measure.Role;
import anax.bench.measure.Setting;
import anax.bench.measure.Slice;
import anax.runtime.clock.Clock;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/// Has something idle for a slice and reads the processor time that the JVM used meanwhile.
///
/// Owner: as of [Contestant]. It is there in its own slices only, so that the others are measured without it. Allocates
/// in each slice, outside of the window. Blocks for the slice.
public final class IdleContestant implements Contestant {
    private final String design;
    private final Role role;
    private final Clock clock;
    private final Supplier<Idler> what;
    private final ProcessorTime processorTime = new ProcessorTime();
    private List<String> notes = List.of();

    /// Makes a contestant.
    ///
    /// @param what starts what idles
    public IdleContestant(String design, Role role, Setting setting, Supplier<Idler> what) {
        this.design = design;
        this.role = role;
        this.clock = setting.clock();
        this.what = what;
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
    public void start() {}

    @Override
    public void run(long sliceNs, Slice slice) throws InterruptedException {
        try (Idler idler = what.get()) {
            parkFor(Idler.SETTLING_NS);
            long processorBefore = processorTime.ofProcessNs();
            long start = clock.nowNs();
            parkFor(sliceNs);
            long processorNs = processorTime.ofProcessNs() - processorBefore;
            slice.addWindow(1, clock.nowNs() - start);
            slice.addProcessorTime(processorNs);
            notes = idler.notes();
        }
    }

    @Override
    public void stop() {}

    @Override
    public List<String> notes() {
        return notes;
    }

    private void parkFor(long ns) throws InterruptedException {
        final long untilNs = clock.nowNs() + ns;
        for (long left = ns; left > 0; left = untilNs - clock.nowNs()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            LockSupport.parkNanos(this, left);
        }
    }
}
