package anax.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import anax.runtime.sim.SimulatedMachine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Random programs of threads on the simulated machine: they create, switch, block, signal, sleep, wake, preempt,
/// move, send and end. Each must come to its end with every message replied once, in order, and nothing left behind.
///
/// `-Danax.seeds=N` runs more of them, `-Danax.seed=S` runs one again.
@Tag("collector")
@Tag("computes")
class RandomProgramTest {
    private static final int SEEDS = Integer.getInteger("anax.seeds", 1000);

    @Test
    void shouldComeToItsEndWithEveryRandomProgram() {
        Long only = Long.getLong("anax.seed");
        Reached reached = new Reached();
        for (long seed = only == null ? 1 : only; seed <= (only == null ? SEEDS : only); seed++) {
            try {
                new RandomProgram(seed, reached).run();
            } catch (RuntimeException | AssertionError failure) {
                fail(
                        "seed " + seed + " failed; run it again with: mvn test -pl runtime -Dtest=RandomProgramTest"
                                + " -DargLine.more=-Danax.seed=" + seed,
                        failure);
            }
        }
        System.out.println("random programs: " + reached);
        if (only == null) {
            assertThat(reached.fifoFull).as("a full ring was met").isPositive();
            assertThat(reached.nested)
                    .as("a CPU took something in while it waited for another")
                    .isPositive();
            assertThat(reached.parks).as("a CPU parked").isPositive();
            assertThat(reached.preemptions).as("an interrupt thread preempted").isPositive();
            assertThat(reached.timeouts).as("a block came to its time").isPositive();
            assertThat(reached.messages / SEEDS).as("messages a seed").isGreaterThan(5_000);
        }
    }

    @Test
    void shouldRepeatSeedToTheLastEvent() {
        for (long seed = 1; seed <= 20; seed++) {
            assertThat(new RandomProgram(seed, new Reached()).run())
                    .as("trace of seed " + seed)
                    .isEqualTo(new RandomProgram(seed, new Reached()).run());
        }
    }

    /// What all seeds together met.
    private static final class Reached {
        private long fifoFull;
        private long nested;
        private long parks;
        private long preemptions;
        private long messages;
        private long steps;
        private long timeouts;

        @Override
        public String toString() {
            return messages + " messages, " + steps + " steps, " + fifoFull + " full rings, " + nested
                    + " nested drains, " + parks + " parks, " + preemptions + " preemptions, " + timeouts
                    + " time-outs";
        }
    }

    private static final class RandomProgram {
        private static final int CPUS = 4;
        private static final int WORKERS = 8;
        private static final int OPERATIONS = 70;
        private static final int MOST_STACKS = 64; // as many as threads may be alive at once on a CPU

        private final long seed;
        private final Reached reached;
        private final SimulatedMachine machine;
        private final ThreadPort[] echoes = new ThreadPort[CPUS];
        private final WaitQueue[] queues = new WaitQueue[CPUS];
        private final InterruptLine[] lines = new InterruptLine[CPUS];
        private final int[] raised = new int[CPUS];
        private final int[] servedUpTo = new int[CPUS];
        private Replicated<Integer> replicated;
        private int replicatedChanges;
        private int ended;
        private int shortLivedMade;
        private int shortLivedEnded;

        RandomProgram(long seed, Reached reached) {
            this.seed = seed;
            this.reached = reached;
            int bound = 4 << new SplittableRandom(seed).nextInt(3);
            machine = new SimulatedMachine(
                    MachineConfig.ofCpus(CPUS)
                            .withRingBound(bound)
                            .withIdleSpinNs(0)
                            .withDebug(false),
                    seed);
        }

        long run() {
            try (machine) {
                replicated = new Replicated<>(machine.machine(), 0);
                for (int cpu = 0; cpu < CPUS; cpu++) {
                    bootServices(cpu);
                }
                for (int worker = 0; worker < WORKERS; worker++) {
                    SplittableRandom random = new SplittableRandom(seed * 1000 + worker);
                    machine.spawn(worker % CPUS, "worker-" + worker, () -> work(random));
                }
                machine.runToRest();
                check();
                return machine.trace();
            }
        }

        private void bootServices(int cpu) {
            machine.call(cpu, "boot", () -> {
                echoes[cpu] = Lwkt.create("echo", RandomProgram::echo).port();
                queues[cpu] = new WaitQueue();
                lines[cpu] = (cpu & 1) == 0
                        ? Cpu.current().interrupts().addFast("fast", () -> servedUpTo[cpu] = raised[cpu])
                        : Cpu.current()
                                .interrupts()
                                .addThread("device", Priority.INTERRUPT_LOW, () -> servedUpTo[cpu] = raised[cpu]);
                return null;
            });
        }

        private void check() {
            assertThat(ended).as("workers that came to their end").isEqualTo(WORKERS);
            assertThat(servedUpTo).as("what was raised last was served").isEqualTo(raised);
            assertThat(shortLivedEnded).as("short-lived threads that ended").isEqualTo(shortLivedMade);
            for (int cpu = 0; cpu < CPUS; cpu++) {
                int here = cpu;
                int services = (cpu & 1) == 0 ? 1 : 2;
                int threads = machine.call(
                        cpu,
                        "count",
                        () -> machine.machine().cpu(here).threads().size());
                assertThat(threads - 1).as("threads left on CPU " + cpu).isEqualTo(services);
                assertThat(machine.call(
                                cpu, "timers", () -> Cpu.current().timers().scheduled()))
                        .as("timers left on CPU " + cpu)
                        .isEqualTo(0);
                assertThat(machine.call(
                                cpu, "pool", () -> Cpu.current().fibers().size()))
                        .as("pooled stacks of CPU " + cpu)
                        .isLessThanOrEqualTo(MOST_STACKS);
                assertThat((int) machine.call(cpu, "read", replicated::get)).isEqualTo(replicatedChanges);
                CpuCounters counters = machine.machine().cpu(cpu).counters();
                reached.fifoFull += counters.fifoFull();
                reached.nested += counters.nested();
                reached.parks += counters.parks();
                reached.preemptions += counters.preemptHit();
            }
            reached.steps += machine.steps();
        }

        private void work(SplittableRandom random) {
            for (int i = 0; i < OPERATIONS; i++) {
                switch (random.nextInt(14)) {
                    case 0 -> Lwkt.giveWay();
                    case 1 -> Lwkt.yield();
                    case 2 -> Lwkt.moveTo(random.nextInt(CPUS));
                    case 3 -> exchangeOne(random);
                    case 4, 5, 6 -> exchangeMany(random);
                    case 7 -> sleepUntilWoken(random);
                    case 8 -> waitForSignal(random);
                    case 9 -> raise(random.nextInt(CPUS));
                    case 10 -> replicate();
                    case 11 -> blockForTime(random);
                    case 12 -> wakeWhoeverEnds(random);
                    case 13 -> runByPriority(random);
                    default -> throw new AssertionError();
                }
            }
            ended++;
        }

        private void exchangeOne(SplittableRandom random) {
            Ping ping = new Ping(random.nextInt());
            assertThat(echoes[random.nextInt(CPUS)].doMessage(ping)).isEqualTo(ping.question + 1);
            reached.messages++;
        }

        /// Floods one echo without waiting, then collects: each reply once, in the order of sending.
        private void exchangeMany(SplittableRandom random) {
            int count = 20 + random.nextInt(60);
            ThreadPort echo = echoes[random.nextInt(CPUS)];
            for (int i = 0; i < count; i++) {
                echo.sendMessage(new Ping(i));
            }
            for (int i = 0; i < count; i++) {
                Ping reply = (Ping) Lwkt.current().port().waitMessage();
                assertThat(reply.question).isEqualTo(i);
                assertThat(reply.error()).isEqualTo(i + 1);
            }
            reached.messages += count;
        }

        private void sleepUntilWoken(SplittableRandom random) {
            boolean[] condition = {false};
            createSomewhere(random, () -> {
                condition[0] = true;
                Sleepers.wakeup(condition);
            });
            while (!condition[0]) {
                Sleepers.interlock(condition);
                if (condition[0]) {
                    Sleepers.cancel();
                } else {
                    Sleepers.sleep("condition");
                }
            }
        }

        private void waitForSignal(SplittableRandom random) {
            int cpu = random.nextInt(CPUS);
            Lwkt.moveTo(cpu);
            boolean[] condition = {false};
            long seen = queues[cpu].generation();
            createSomewhere(random, () -> {
                condition[0] = true;
                queues[cpu].signal(-1);
            });
            while (!condition[0]) {
                seen = queues[cpu].block("signal", seen);
            }
        }

        private void raise(int cpu) {
            raised[cpu]++;
            lines[cpu].raise();
        }

        private void replicate() {
            int[] before = {0};
            replicatedChanges++;
            replicated.update(value -> {
                before[0] = value;
                return value + 1;
            });
            assertThat(replicated.get()).isGreaterThan(before[0]);
        }

        /// Goes on when time is up, not before unless it is woken, and leaves no timer behind.
        private void blockForTime(SplittableRandom random) {
            long untilNs = Cpu.current().nowNs() + random.nextInt(200_000);
            Lwkt self = Lwkt.current();
            boolean[] isWoken = {false};
            if (random.nextBoolean()) {
                createSomewhere(random, () -> {
                    isWoken[0] = true;
                    self.schedule();
                });
            }
            while (!isWoken[0] && Cpu.current().nowNs() - untilNs < 0) {
                Lwkt.blockUntil("time", untilNs);
            }
            reached.timeouts += isWoken[0] ? 0 : 1;
        }

        /// Threads that end at once while several CPUs still schedule them.
        private void wakeWhoeverEnds(SplittableRandom random) {
            int target = random.nextInt(CPUS);
            Lwkt shortLived = Lwkt.create(target, "short-lived", Priority.DAEMON, () -> shortLivedEnded++);
            shortLivedMade++;
            for (int i = 0; i < 3; i++) {
                createSomewhere(random, shortLived::schedule);
            }
            shortLived.schedule();
        }

        /// On one CPU the higher priority runs first, and equals in the order in which they were made.
        private static void runByPriority(SplittableRandom random) {
            List<Integer> priorities = new ArrayList<>();
            List<Integer> order = new ArrayList<>();
            Lwkt maker = Lwkt.current();
            // Nothing is taken in while they are made, so that all stand on the queue before the first one runs.
            Lwkt.critEnter();
            for (int i = 0; i < 4; i++) {
                int serial = i;
                int priority = random.nextBoolean() ? Priority.SOFT_NORMAL : Priority.SOFT_FAST;
                priorities.add(priority);
                Lwkt.create(Cpu.current().id(), "in-order", priority, () -> {
                    order.add(serial);
                    if (order.size() == 4) {
                        maker.schedule();
                    }
                });
            }
            Lwkt.critExit();
            while (order.size() < 4) {
                Lwkt.block("children");
            }
            List<Integer> expected = new ArrayList<>(List.of(0, 1, 2, 3));
            expected.sort(Comparator.comparing(priorities::get, Comparator.reverseOrder()));
            assertThat(order).as("order of priorities %s", priorities).isEqualTo(expected);
        }

        private static void createSomewhere(SplittableRandom random, Runnable body) {
            int priority = random.nextBoolean() ? Priority.SOFT_NORMAL : Priority.USER_NORMAL;
            Lwkt.create(random.nextInt(CPUS), "child", priority, body);
        }

        private static void echo() {
            ThreadPort own = Lwkt.current().port();
            while (true) {
                Ping ping = (Ping) own.waitMessage();
                ping.replyMessage(ping.question + 1);
            }
        }
    }

    private static final class Ping extends Message {
        private final int question;

        private Ping(int question) {
            this.question = question;
        }
    }
}
