package anax.bench.messages.pair;

import anax.bench.measure.Contestant;
import anax.bench.measure.Role;
import anax.bench.measure.Setting;
import anax.bench.measure.Slice;
import anax.runtime.clock.Clock;
import java.util.List;
import java.util.function.Supplier;

/// A contestant of one thread, on CPU 0.
///
/// Owner: as of [Contestant]. Allocates when it starts.
public final class SoloContestant implements Contestant {
    private final String design;
    private final Role role;
    private final Placement placement;
    private final Supplier<Solo> work;
    private final Crew crew;
    private Worker worker;

    /// Makes a contestant.
    ///
    /// @param work makes what it does, when it starts
    public SoloContestant(String design, Role role, Setting setting, Supplier<Solo> work) {
        this.design = design;
        this.role = role;
        this.work = work;
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
        worker = new Worker(work.get(), placement.clock());
        crew.add(0, worker);
        crew.start();
    }

    @Override
    public void run(long sliceNs, Slice slice) throws InterruptedException {
        crew.run(sliceNs, slice);
        slice.addWindow(worker.operations, worker.windowNs);
    }

    @Override
    public void stop() {
        crew.stop();
        if (worker != null) {
            worker.solo.end();
        }
    }

    @Override
    public List<String> notes() {
        return placement.refusals();
    }

    /// Works and measures. Owner: its thread; the harness reads the window after the slice.
    private static final class Worker implements Duty {
        private final Solo solo;
        private final Clock clock;
        private long operations;
        private long windowNs;

        Worker(Solo solo, Clock clock) {
            this.solo = solo;
            this.clock = clock;
        }

        @Override
        public void work(long sliceNs) {
            long count = 0;
            long start = clock.nowNs();
            long now;
            do {
                count += solo.burst();
                now = clock.nowNs();
            } while (now - start < sliceNs);
            operations = count;
            windowNs = now - start;
        }
    }
}
