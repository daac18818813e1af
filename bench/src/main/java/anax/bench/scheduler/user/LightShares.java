package anax.bench.scheduler.user;

import anax.bench.measure.Contestant;
import anax.bench.measure.Count;
import anax.bench.measure.Role;
import anax.bench.measure.Setting;
import anax.bench.measure.Slice;
import anax.runtime.Lwkt;
import anax.runtime.Machine;
import anax.runtime.clock.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/// Lightweight threads that compute on one CPU: by how much the shares are off that they have by their weights.
///
/// Owner: as of [Contestant]. Allocates when it starts. Each run is as long as the contestant is told, however long
/// its slice is. Time is a thread's if two looks at the clock are both its own, one after the other.
public final class LightShares implements Contestant {
    private final String design;
    private final Role role;
    private final Setting setting;
    private final long lengthNs;
    private final int[] weights;
    private final Function<Machine, Making> how;
    private final long[] ranNs;
    private int last; // CPU 0's, as is the next one
    private long lastNs;
    private boolean begun;
    private LightCrew crew;

    /// Makes a contestant.
    ///
    /// @param lengthNs how long they compute
    /// @param weights  of each thread
    public LightShares(
            String design, Role role, Setting setting, long lengthNs, int[] weights, Function<Machine, Making> how) {
        this.design = design;
        this.role = role;
        this.setting = setting;
        this.lengthNs = lengthNs;
        this.weights = weights.clone();
        this.how = how;
        ranNs = new long[weights.length];
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
        crew = new LightCrew(setting);
    }

    @Override
    public void prepare() throws InterruptedException {
        if (!begun) {
            begun = true;
            List<LightCrew.Member> members = new ArrayList<>();
            for (int i = 0; i < weights.length; i++) {
                int mine = i;
                members.add(new LightCrew.Member(
                        "weighs-" + weights[i], false, weights[i], untilNs -> compute(mine, untilNs)));
            }
            crew.start(how, members);
        }
    }

    @Override
    public void run(long sliceNs, Slice slice) throws InterruptedException {
        Arrays.fill(ranNs, 0);
        last = -1;
        crew.run(lengthNs);
        slice.addWindow(1, lengthNs);
        slice.add(Count.OFF_SHARE_PPM, Shares.mostOffPpm(ranNs, weights));
    }

    @Override
    public void stop() {
        if (crew != null) {
            crew.close();
        }
    }

    @Override
    public List<String> notes() {
        return crew.warnings();
    }

    private void compute(int thread, long untilNs) {
        final Clock clock = setting.clock();
        long nowNs = clock.nowNs();
        while (nowNs - untilNs < 0) {
            Lwkt.yield();
            nowNs = clock.nowNs();
            if (last == thread) {
                ranNs[thread] += nowNs - lastNs;
            }
            last = thread;
            lastNs = nowNs;
        }
    }
}
