package anax.runtime.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import anax.runtime.Cpu;
import anax.runtime.Lwkt;
import anax.runtime.Message;
import anax.runtime.Port;
import anax.runtime.Sleepers;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What every user scheduler has to hold; one is tested by a subclass that names its plan.
///
/// `-Danax.seeds=N` runs more programs, `-Danax.seed=S` one of them again.
@Tag("collector")
@Tag("computes")
abstract class UserSchedulerContract {
    private static final int SEEDS = Integer.getInteger("anax.seeds", 1000);
    private static final int CPUS = 4;

    /// The plan of the scheduler that is tested.
    abstract SchedulerPlan plan();

    /// Whether its threads go from CPU to CPU.
    abstract boolean movesThreads();

    /// No wake-up is lost, and at most one user thread of each CPU is on the run queue, whatever is under way.
    @Test
    void shouldBringEveryRandomProgramToItsEnd() {
        final Long only = Long.getLong("anax.seed");
        long moved = 0;
        long waits = 0;
        for (long seed = only == null ? 1 : only; seed <= (only == null ? SEEDS : only); seed++) {
            try (var system = new UserSystem(CPUS, seed)) {
                final var program = new UserProgram(system, system.land.group("program", plan()), seed);
                program.run();
                moved += program.moves();
                waits += system.waits();
            } catch (RuntimeException | AssertionError failure) {
                fail("seed " + seed + " of " + plan().name(), failure);
            }
        }
        System.out.println(plan().name() + ": " + moved + " moves, threads were seen " + waits
                + " times as they waited for a place");
        if (only == null) {
            assertThat(waits).as("a thread had to wait for its place").isPositive();
            if (movesThreads()) {
                assertThat(moved).as("a thread went on on another CPU").isPositive();
            } else {
                assertThat(moved).isZero();
            }
        }
    }

    /// Whoever waits at a mutex, condition, semaphore, barrier, lock, channel or future goes on, is let in by its
    /// rules, and is let go when it is cancelled, whoever decides when and where it runs.
    @Test
    void shouldBringEveryProgramOfTasksToItsEnd() {
        final Long only = Long.getLong("anax.seed");
        long cancelled = 0;
        long waits = 0;
        for (long seed = only == null ? 1 : only; seed <= (only == null ? SEEDS : only); seed++) {
            try (var system = new UserSystem(CPUS, seed)) {
                final var program = new TaskProgram(system, system.land.group("tasks", plan()), seed);
                program.run();
                cancelled += program.cancelled();
                waits += system.waits();
            } catch (RuntimeException | AssertionError failure) {
                fail("seed " + seed + " of tasks under " + plan().name(), failure);
            }
        }
        if (only == null) {
            assertThat(waits).as("a task had to wait for its place").isPositive();
            assertThat(cancelled).as("a task was told that it is cancelled").isPositive();
        }
    }

    /// Whoever computes all the time leaves everybody else a part of it.
    @Test
    void shouldStarveNobodyOfEqualThreads() {
        for (int cpus = 1; cpus <= 8; cpus *= 2) {
            for (long seed = 1; seed <= 3; seed++) {
                try (var system = new UserSystem(cpus, seed)) {
                    final UserGroup group = system.land.group("equals", plan());
                    final int[] turns = new int[3 * cpus];
                    final long untilNs = system.inMs(3_000);
                    for (int i = 0; i < turns.length; i++) {
                        final int mine = i;
                        system.create(
                                i % cpus,
                                group,
                                "equal-" + i,
                                Traits.NORMAL,
                                () -> system.compute(untilNs, UserSystem.MS, () -> turns[mine]++));
                    }
                    system.runToRest();
                    for (int i = 0; i < turns.length; i++) {
                        assertThat(turns[i])
                                .as("turns of thread " + i + " of " + turns.length + " on " + cpus + " CPUs, seed "
                                        + seed)
                                .isGreaterThan(3_000 / 3 / 3);
                    }
                }
            }
        }
    }

    @Test
    void shouldLetNobodyRunElsewhereThanAllowed() {
        for (long seed = 1; seed <= 50; seed++) {
            try (var system = new UserSystem(CPUS, seed)) {
                final UserGroup group = system.land.group("tied", plan());
                final List<Integer> seen = new ArrayList<>();
                for (int i = 0; i < 2 * CPUS; i++) {
                    system.create(i % CPUS, group, "tied-" + i, Traits.NORMAL.onCpus(1, 3), () -> {
                        for (int round = 0; round < 10; round++) {
                            seen.add(Cpu.current().id());
                            UserSystem.pause(1_000);
                        }
                    });
                }
                system.runToRest();
                assertThat(seen).hasSize(20 * CPUS).containsOnly(1, 3).contains(1, 3);
            }
        }
    }

    @Test
    void shouldGoOnWithoutThreadThatWasDescheduledWhileItWaited() {
        for (long seed = 1; seed <= 50; seed++) {
            try (var system = new UserSystem(1, seed)) {
                final UserGroup group = system.land.group("one", plan());
                final List<String> log = new ArrayList<>();
                final Lwkt[] victim = new Lwkt[1];
                system.machine.call(0, "boot", () -> {
                    system.fork(group, "hog", () -> {
                        victim[0].deschedule();
                        UserThread.giveWay();
                        log.add("hog");
                    });
                    system.fork(group, "victim", () -> log.add("victim"));
                    system.fork(group, "last", () -> log.add("last"));
                    victim[0] = system.threads.get(1).thread();
                    return null;
                });
                assertThat(log).containsExactlyInAnyOrder("hog", "last");
                system.machine.call(0, "waker", () -> {
                    victim[0].schedule();
                    return null;
                });
                assertThat(log).containsExactlyInAnyOrder("hog", "last", "victim");
            }
        }
    }

    /// A program of user threads that send, sleep, wake, meddle, yield, compute and make others, as a seed
    /// decides.
    private static final class UserProgram {
        private static final int WORKERS = 10;
        private static final int OPERATIONS = 25;

        private final UserSystem system;
        private final UserGroup group;
        private final long seed;
        private final Port[] servers = new Port[2];
        private int ended;
        private int made;
        private int moves;
        private boolean open;
        private final Object gate = new Object();

        UserProgram(UserSystem system, UserGroup group, long seed) {
            this.system = system;
            this.group = group;
            this.seed = seed;
        }

        void run() {
            for (int i = 0; i < servers.length; i++) {
                final int mine = i;
                system.create(i, group, "server-" + i, Traits.NORMAL, () -> serve(mine));
            }
            system.runToRest();
            for (int i = 0; i < WORKERS; i++) {
                final SplittableRandom random = new SplittableRandom(seed * 100 + i);
                made++;
                final boolean sleeps = i > 0; // one has to open the gate
                system.create(i % CPUS, group, "worker-" + i, traits(random), () -> work(random, sleeps));
            }
            system.runToRest();
            assertThat(ended).as("threads that came to their end").isEqualTo(made);
        }

        long moves() {
            return moves;
        }

        private static Traits traits(SplittableRandom random) {
            return random.nextInt(3) == 0
                    ? Traits.NORMAL
                            .with(UserClass.NORMAL, random.nextInt(41) - 20)
                            .withWeight(1 + random.nextInt(300))
                    : Traits.NORMAL;
        }

        private void serve(int mine) {
            servers[mine] = Lwkt.current().port();
            while (true) {
                Lwkt.current().port().waitMessage().replyMessage(0);
            }
        }

        private void work(SplittableRandom random, boolean sleeps) {
            for (int i = 0; i < OPERATIONS; i++) {
                final int before = Cpu.current().id();
                operate(random, sleeps);
                moves += Cpu.current().id() == before ? 0 : 1;
            }
            open = true;
            Sleepers.wakeup(gate);
            ended++;
        }

        private void operate(SplittableRandom random, boolean sleeps) {
            switch (random.nextInt(9)) {
                case 0, 1 -> servers[random.nextInt(servers.length)].doMessage(new Message() {});
                case 2 -> UserSystem.pause(1 + random.nextInt(20_000));
                case 3 -> UserThread.giveWay();
                case 4 -> Lwkt.yield();
                case 5 -> sleepAtGate(sleeps);
                case 6 -> crowd(random);
                case 7 -> meddle(random);
                default -> makeOne();
            }
        }

        private void sleepAtGate(boolean sleeps) {
            while (sleeps && !open) {
                Sleepers.interlock(gate);
                if (open) {
                    Sleepers.cancel();
                    return;
                }
                Sleepers.sleep("gate");
            }
        }

        private void crowd(SplittableRandom random) {
            for (int i = 0; i < 4; i++) {
                system.machine.compute(random.nextInt(UserSystem.MS));
                Lwkt.yield();
            }
        }

        /// Schedules somebody who may wait for something else; he has to test his condition again.
        private void meddle(SplittableRandom random) {
            system.threads.get(random.nextInt(system.threads.size())).thread().schedule();
        }

        private void makeOne() {
            if (made < 3 * WORKERS) {
                made++;
                system.fork(group, "made-" + made, () -> {
                    Lwkt.yield();
                    ended++;
                });
            }
        }
    }
}
