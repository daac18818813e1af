package anax.runtime.user;

import static org.assertj.core.api.Assertions.assertThat;

import anax.runtime.user.bsd4.Bsd4;
import anax.runtime.user.fair.FairShare;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// Mixes of threads that compute and threads that mostly wait, on 1 to 8 CPUs, on the virtual clock.
class StarvationTest {
    private static final long LENGTH_MS = 4_000;
    private static final long TURN_NS = 200_000;
    private static final long PAUSE_NS = 5 * UserSystem.MS;

    @Test
    void shouldLetInteractiveThreadsRunSoonUnderFairShare() {
        mixOnAllMachines(FairShare.plan());
    }

    /// Its round is a tenth of a second, but one that mostly waits is better by many queues soon.
    @Test
    void shouldLetInteractiveThreadsRunSoonUnderBsd4() {
        mixOnAllMachines(Bsd4.plan());
    }

    /// The nicest thread among the least nice ones gets worse while it computes and they get better while they
    /// wait.
    @Test
    void shouldNotStarveNiceThreadUnderBsd4() {
        try (var system = new UserSystem(1, 1)) {
            final UserGroup group = system.land.group("nice", Bsd4.plan());
            final int[] turns = new int[4];
            final long untilNs = system.inMs(120_000);
            for (int i = 0; i < turns.length; i++) {
                final int mine = i;
                final int nice = i == 0 ? Traits.MOST_NICE : Traits.LEAST_NICE;
                system.create(
                        0,
                        group,
                        "nice-" + i,
                        Traits.NORMAL.with(UserClass.NORMAL, nice),
                        () -> system.compute(untilNs, 5 * UserSystem.MS, () -> turns[mine]++));
            }
            system.runToRest();
            assertThat(turns[0]).as("turns of %s", Arrays.toString(turns)).isGreaterThan(200);
            assertThat(turns[1]).as("turns of %s", Arrays.toString(turns)).isGreaterThan(turns[0]);
        }
    }

    /// The classes are strict: that is what they are for.
    @Test
    void shouldRunClassesInTheirOrderUnderBsd4() {
        try (var system = new UserSystem(1, 1)) {
            final UserGroup group = system.land.group("classes", Bsd4.plan());
            final StringBuilder log = new StringBuilder();
            for (UserClass kind : new UserClass[] {UserClass.IDLE, UserClass.NORMAL, UserClass.REAL_TIME}) {
                system.create(0, group, kind.name(), Traits.NORMAL.with(kind, 0), () -> {
                    system.compute(system.inMs(300), UserSystem.MS, () -> {});
                    log.append(kind.name().charAt(0));
                });
            }
            system.runToRest();
            assertThat(log.toString()).isEqualTo("RNI");
        }
    }

    /// Two trees share a CPU by their weights, whatever their schedulers are.
    @Test
    void shouldShareCpuBetweenTreesByTheirWeights() {
        try (var system = new UserSystem(1, 1)) {
            final UserGroup light = system.land.group("light", 100, Bsd4.plan());
            final UserGroup heavy = system.land.group("heavy", 300, FairShare.plan());
            final int[] turns = new int[4];
            final long untilNs = system.inMs(8_000);
            for (int i = 0; i < turns.length; i++) {
                final int mine = i;
                system.create(
                        0,
                        i < 2 ? light : heavy,
                        "t" + i,
                        Traits.NORMAL,
                        () -> system.compute(untilNs, UserSystem.MS, () -> turns[mine]++));
            }
            system.runToRest();
            assertThat((double) (turns[2] + turns[3]) / (turns[0] + turns[1]))
                    .as("turns of %s", Arrays.toString(turns))
                    .isBetween(2.7, 3.3);
        }
    }

    private static void mixOnAllMachines(SchedulerPlan plan) {
        for (int cpus = 1; cpus <= 8; cpus *= 2) {
            try (var system = new UserSystem(cpus, cpus)) {
                mix(system, cpus, plan);
            }
        }
    }

    private static void mix(UserSystem system, int cpus, SchedulerPlan plan) {
        final UserGroup group = system.land.group("mix", plan);
        final int[] turns = new int[3 * cpus];
        final long[][] waits = new long[cpus][(int) (LENGTH_MS * UserSystem.MS / PAUSE_NS) + 1];
        final long untilNs = system.inMs(LENGTH_MS);
        for (int i = 0; i < turns.length; i++) {
            final int mine = i;
            system.create(
                    i % cpus,
                    group,
                    "batch-" + i,
                    Traits.NORMAL,
                    () -> system.compute(untilNs, TURN_NS, () -> turns[mine]++));
        }
        for (int i = 0; i < cpus; i++) {
            final long[] waited = waits[i];
            system.create(i, group, "interactive-" + i, Traits.NORMAL, () -> {
                for (int n = 0; system.machine.clock().nowNs() - untilNs < 0; n++) {
                    final long dueNs = system.machine.clock().nowNs() + PAUSE_NS;
                    UserSystem.pause(PAUSE_NS);
                    waited[n] = system.machine.clock().nowNs() - dueNs;
                    system.machine.compute(TURN_NS / 4 / cpus);
                }
            });
        }
        system.runToRest();
        final int fair = (int) (LENGTH_MS * UserSystem.MS / TURN_NS / 3);
        for (int i = 0; i < turns.length; i++) {
            assertThat(turns[i])
                    .as("turns of batch thread " + i + " on " + cpus + " CPUs, of " + Arrays.toString(turns))
                    .isGreaterThan(fair / 3);
        }
        final long[] all = Arrays.stream(waits)
                .flatMapToLong(Arrays::stream)
                .filter(wait -> wait > 0)
                .sorted()
                .toArray();
        checkWaits(all, cpus);
    }

    /// The simulator pauses a CPU for up to 200 steps of the others, in each of which a turn of theirs may pass:
    /// on several CPUs that is most of what the worst waits are.
    private static void checkWaits(long[] sorted, int cpus) {
        assertThat(sorted.length).as("waits on " + cpus + " CPUs").isGreaterThan(cpus * 100);
        final long tickNs = UserSystem.MS;
        assertThat(sorted[sorted.length / 2])
                .as("median from wake to run on " + cpus + " CPUs, ns")
                .isLessThan(cpus == 1 ? tickNs / 10 : 10 * tickNs);
        assertThat(sorted[sorted.length * 99 / 100])
                .as("p99 from wake to run on " + cpus + " CPUs, ns")
                .isLessThan(cpus == 1 ? tickNs : 250 * tickNs);
    }
}
