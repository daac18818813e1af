package anax.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import anax.runtime.sim.SimulatedMachine;
import anax.runtime.timer.Timer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Timers on a CPU: they wake it when it is parked, are noticed when it is busy, and keep a line from taking it over.
class TimeTest {
    private static final MachineConfig CONFIG =
            MachineConfig.ofCpus(2).withRingBound(4).withIdleSpinNs(0).withDebug(false);

    @Test
    void shouldWakeParkedCpuWhenTimeIsUpAndNotBefore() {
        for (int seed = 1; seed <= 40; seed++) {
            try (SimulatedMachine machine = new SimulatedMachine(CONFIG, seed)) {
                long lateNs = machine.call(0, "sleeper", () -> {
                    long untilNs = Cpu.current().nowNs() + 5_000_000;
                    while (Cpu.current().nowNs() - untilNs < 0) {
                        Lwkt.blockUntil("time", untilNs);
                    }
                    return Cpu.current().nowNs() - untilNs;
                });
                assertThat(lateNs).as("lateness of seed " + seed).isBetween(0L, 100_000L);
            }
        }
    }

    /// A tick that the CPU's own loop notices, between two runs of the same thread, counts like any other.
    @Test
    void shouldLetEqualRunWhenTickIsNoticedBetweenSwitches() {
        for (int seed = 1; seed <= 40; seed++) {
            try (SimulatedMachine machine = new SimulatedMachine(CONFIG.withTickNs(10_000), seed)) {
                machine.call(0, "first", () -> {
                    boolean[] ran = {false};
                    Lwkt.create("equal", () -> ran[0] = true);
                    for (int i = 0; !ran[0]; i++) {
                        assertThat(i)
                                .as("switches without a turn for the equal")
                                .isLessThan(100_000);
                        Lwkt.switchAway();
                    }
                    return null;
                });
            }
        }
    }

    @Test
    void shouldEndBlockWhenScheduledBeforeTime() {
        for (int seed = 1; seed <= 40; seed++) {
            try (SimulatedMachine machine = new SimulatedMachine(CONFIG, seed)) {
                long[] wokenNs = {0};
                boolean[] condition = {false};
                Lwkt sleeper = machine.machine().spawn(0, "sleeper", () -> {
                    long untilNs = Cpu.current().nowNs() + TimeUnit.HOURS.toNanos(1);
                    while (!condition[0] && Cpu.current().nowNs() - untilNs < 0) {
                        Lwkt.blockUntil("time or waker", untilNs);
                    }
                    wokenNs[0] = Cpu.current().nowNs();
                });
                long beganNs = machine.clock().nowNs();
                machine.spawn(1, "waker", () -> {
                    for (int i = 0; i < 10; i++) {
                        Lwkt.yield();
                    }
                    condition[0] = true;
                    sleeper.schedule();
                });
                machine.runToRest();
                assertThat(wokenNs[0] - beganNs).as("seed " + seed).isLessThan(TimeUnit.SECONDS.toNanos(1));
            }
        }
    }

    @Test
    void shouldFireInOrderOfDeadlinesWhileThreadIsBusy() {
        for (int seed = 1; seed <= 40; seed++) {
            List<Integer> fired = new ArrayList<>();
            try (SimulatedMachine machine = new SimulatedMachine(CONFIG, seed)) {
                machine.call(0, "busy", () -> {
                    Cpu cpu = Cpu.current();
                    for (int i : new int[] {3, 1, 2}) {
                        cpu.timers()
                                .schedule(
                                        new Timer((timer, nowNs) -> fired.add(timer.kind()), i),
                                        cpu.nowNs() + i * 50_000L);
                    }
                    while (fired.size() < 3) {
                        Lwkt.checkpoint();
                    }
                    return null;
                });
            }
            assertThat(fired).as("seed " + seed).containsExactly(1, 2, 3);
        }
    }

    @Test
    void shouldReportHandlerThatFailsAndGoOn() {
        try (SimulatedMachine machine = new SimulatedMachine(CONFIG, 1)) {
            boolean[] second = {false};
            machine.machine().spawn(0, "victim", () -> {
                Cpu cpu = Cpu.current();
                cpu.timers()
                        .schedule(
                                new Timer(
                                        (timer, nowNs) -> {
                                            throw new IllegalArgumentException("by design");
                                        },
                                        0),
                                cpu.nowNs() + 10_000);
                cpu.timers().schedule(new Timer((timer, nowNs) -> second[0] = true, 0), cpu.nowNs() + 20_000);
            });
            assertThatThrownBy(machine::runToRest).hasMessageContaining("by design");
            assertThat(second[0]).isTrue();
        }
    }

    /// Raised at each microsecond, the line would run its handler as often; limited, at most 40,000 times a
    /// second.
    @Test
    void shouldLimitLineThatIsRaisedTooOftenAndServeTheLastRaise() {
        try (SimulatedMachine machine = new SimulatedMachine(CONFIG, 1)) {
            int[] served = {0};
            long[] lastServedNs = {0};
            long[] lastRaisedNs = {0};
            InterruptLine[] line = new InterruptLine[1];
            machine.call(
                    0,
                    "boot",
                    () -> line[0] = Cpu.current().interrupts().addThread("device", Priority.INTERRUPT_LOW, () -> {
                        served[0]++;
                        lastServedNs[0] = Cpu.current().nowNs();
                    }));
            int[] raised = {0};
            machine.call(0, "storm", () -> {
                long untilNs = Cpu.current().nowNs() + 300_000_000;
                while (Cpu.current().nowNs() - untilNs < 0) {
                    raised[0]++;
                    line[0].raise();
                    Lwkt.checkpoint();
                }
                lastRaisedNs[0] = Cpu.current().nowNs();
                return null;
            });

            assertThat(raised[0]).as("the storm was one").isGreaterThan(100_000);
            // Before the limit is met it is served each time, then 0.3 s at the limit's rate are 12,000 more.
            assertThat(served[0]).isBetween(InterruptThread.LIMIT, InterruptThread.LIMIT + 13_000);
            assertThat(lastServedNs[0] - lastRaisedNs[0])
                    .as("the last raise was served")
                    .isPositive();
            assertThat(machine.machine().cpu(0).counters().livelocks()).isEqualTo(1);
        }
    }
}
