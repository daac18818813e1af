package anax.bench.scheduler.user;

import anax.bench.measure.Contestant;
import anax.bench.measure.Count;
import anax.bench.measure.Role;
import anax.bench.measure.Setting;
import anax.bench.measure.Slice;
import anax.bench.messages.pair.Crew;
import anax.bench.messages.pair.Placement;
import anax.bench.messages.pair.ThreadKind;
import anax.runtime.clock.Clock;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;

/// Java threads that compute on one processor: by how much their processor time is off equal shares.
///
/// Owner: as of [Contestant]; each member writes its own figure, which the crew's end publishes. Allocates when it
/// starts.
public final class JavaShares implements Contestant {
    private final Placement placement;
    private final Crew crew;
    private final long lengthNs;
    private final long[] ranNs;
    private final int[] weights;
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    /// Makes a contestant.
    ///
    /// @param lengthNs how long they compute
    /// @param count    how many there are
    public JavaShares(Setting setting, long lengthNs, int count) {
        placement = new Placement(setting, true);
        crew = new Crew(design(), ThreadKind.PLATFORM, placement);
        this.lengthNs = lengthNs;
        ranNs = new long[count];
        weights = new int[count];
        Arrays.fill(weights, 1);
    }

    @Override
    public String design() {
        return "Java threads, equal";
    }

    @Override
    public Role role() {
        return Role.RIVAL;
    }

    @Override
    public void start() {
        for (int i = 0; i < ranNs.length; i++) {
            int mine = i;
            crew.add(0, _ -> compute(mine));
        }
        crew.start();
    }

    @Override
    public void run(long sliceNs, Slice slice) throws InterruptedException {
        crew.run(lengthNs, slice);
        slice.addWindow(1, lengthNs);
        slice.add(Count.OFF_SHARE_PPM, Shares.mostOffPpm(ranNs, weights));
    }

    @Override
    public void stop() {
        crew.stop();
    }

    @Override
    public List<String> notes() {
        return placement.refusals();
    }

    private void compute(int thread) {
        final Clock clock = placement.clock();
        final long beforeNs = threads.getCurrentThreadCpuTime();
        final long untilNs = clock.nowNs() + lengthNs;
        while (clock.nowNs() - untilNs < 0) {
            Thread.onSpinWait();
        }
        ranNs[thread] = threads.getCurrentThreadCpuTime() - beforeNs;
    }
}
