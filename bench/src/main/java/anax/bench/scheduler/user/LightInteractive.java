package anax.bench.scheduler.user;

import anax.bench.measure.Contestant;
import anax.bench.measure.Role;
import anax.bench.measure.Setting;
import anax.bench.measure.Slice;
import anax.runtime.Cpu;
import anax.runtime.Lwkt;
import anax.runtime.Machine;
import anax.runtime.clock.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.HdrHistogram.Histogram;

/// One lightweight thread that sleeps and works for a moment, again and again, beside some that compute: how late it
/// runs after its sleep.
///
/// Owner: as of [Contestant]. Allocates when it starts. Those that compute yield about each microsecond.
public final class LightInteractive implements Contestant {
    /// How many compute.
    public static final int BATCH = 4;

    /// How long the one sleeps, and works.
    public static final long SLEEP_NS = 1_000_000, WORK_NS = 20_000;

    private static final int WEIGHT = 100;

    private final String design;
    private final Role role;
    private final Setting setting;
    private final Function<Machine, Making> how;
    private final Histogram latencies = Slice.newHistogram();
    private LightCrew crew;

    /// Makes a contestant.
    public LightInteractive(String design, Role role, Setting setting, Function<Machine, Making> how) {
        this.design = design;
        this.role = role;
        this.setting = setting;
        this.how = how;
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
        if (latencies.getTotalCount() == 0) {
            List<LightCrew.Member> members = new ArrayList<>();
            for (int i = 0; i < BATCH; i++) {
                members.add(new LightCrew.Member("batch-" + i, false, WEIGHT, this::compute));
            }
            members.add(new LightCrew.Member("interactive", true, WEIGHT, this::sleepAndWork));
            crew.start(how, members);
            crew.run(SLEEP_NS * 2);
        }
    }

    @Override
    public void run(long sliceNs, Slice slice) throws InterruptedException {
        latencies.reset();
        crew.run(sliceNs);
        slice.addWindow(latencies.getTotalCount(), sliceNs);
        slice.addLatencies(latencies);
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

    private void compute(long untilNs) {
        final Clock clock = setting.clock();
        while (clock.nowNs() - untilNs < 0) {
            Lwkt.yield();
        }
    }

    private void sleepAndWork(long untilNs) {
        final Clock clock = setting.clock();
        long nowNs;
        do {
            final long dueNs = clock.nowNs() + SLEEP_NS;
            while ((nowNs = Cpu.current().nowNs()) - dueNs < 0) {
                Lwkt.blockUntil("sleep", dueNs);
            }
            latencies.recordValue(Math.min(Slice.MAX_LATENCY_NS, nowNs - dueNs));
            compute(nowNs + WORK_NS);
        } while (nowNs - untilNs < 0);
    }
}
