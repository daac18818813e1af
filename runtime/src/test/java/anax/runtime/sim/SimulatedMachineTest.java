package anax.runtime.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import anax.runtime.Cpu;
import anax.runtime.Lwkt;
import anax.runtime.MachineConfig;
import anax.runtime.Message;
import anax.runtime.Port;
import anax.runtime.ThreadPort;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SimulatedMachineTest {
    private static final MachineConfig CONFIG =
            MachineConfig.ofCpus(4).withRingBound(4).withIdleSpinNs(0).withDebug(false);

    @Test
    void shouldRunThreadsOfAllCpusOnOneJavaThread() {
        try (SimulatedMachine machine = new SimulatedMachine(CONFIG, 1)) {
            List<String> log = new ArrayList<>();
            for (int cpu = 0; cpu < 4; cpu++) {
                machine.spawn(
                        cpu,
                        "t" + cpu,
                        () -> log.add(Cpu.current().id() + Lwkt.current().name()));
            }
            machine.runToRest();

            assertThat(log).containsExactlyInAnyOrder("0t0", "1t1", "2t2", "3t3");
        }
    }

    @Test
    void shouldGiveSameTraceForSameSeedAndOthersForOthers() {
        assertThat(traceOf(7)).isEqualTo(traceOf(7));
        assertThat(traceOf(7)).isNotEqualTo(traceOf(8));
    }

    @Test
    void shouldReportWhatEscapesThreads() {
        try (SimulatedMachine machine = new SimulatedMachine(CONFIG, 1)) {
            machine.spawn(2, "faulty", () -> {
                throw new IllegalArgumentException("by design");
            });
            assertThatThrownBy(machine::runToRest).hasMessageContaining("by design");
        }
    }

    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void shouldRunMachineWhenMoreIsSpawnedThanInboxHolds() {
        try (SimulatedMachine machine = new SimulatedMachine(CONFIG.withInboxBound(4), 1)) {
            int[] ended = {0};
            for (int i = 0; i < 100; i++) {
                machine.spawn(0, "t" + i, () -> ended[0]++);
            }
            machine.runToRest();

            assertThat(ended[0]).isEqualTo(100);
        }
    }

    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void shouldNameCpuThatDiedAndCloseWithoutSecondFailure() {
        assertThatThrownBy(() -> {
                    try (SimulatedMachine machine = machineOfWhichDies(2)) {
                        machine.runToRest();
                    }
                })
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("CPU 2 of anax died of java.lang.AssertionError: by design")
                .hasRootCauseMessage("by design")
                .satisfies(failure -> assertThat(failure.getSuppressed()).isEmpty());
    }

    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void shouldRefuseToRunOnWhenCpuHasDied() {
        SimulatedMachine machine = machineOfWhichDies(2);
        assertThatThrownBy(machine::runToRest).hasMessageContaining("CPU 2 of anax died of");

        assertThatThrownBy(() -> machine.runSteps(1))
                .hasMessage("the machine has broken down and runs no more: CPU 2 of anax died of"
                        + " java.lang.AssertionError: by design")
                .hasRootCauseMessage("by design");
        machine.close();
    }

    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void shouldEndCpusThoughFailureIsFirstMetWhenClosed() {
        SimulatedMachine machine = new SimulatedMachine(CONFIG, 1);
        machine.spawn(2, "faulty", () -> {
            throw new IllegalArgumentException("by design");
        });

        assertThatThrownBy(machine::close).hasMessageContaining("by design");
        assertThatThrownBy(() -> machine.spawn(0, "late", () -> {})).hasMessageContaining("which is stopped");
    }

    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void shouldSayForWhatEachCpuWaitsWhenAllWaitForEver() {
        assertThatThrownBy(() -> {
                    try (SimulatedMachine machine = new SimulatedMachine(CONFIG, 1)) {
                        Stubborn.spawnTwo(machine);
                        machine.runToRest();
                    }
                })
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("all CPUs that can run wait for another one, and nothing arrives:"
                        + " CPU 0 of anax waits for a thread that it acquires, from CPU 1 of anax;"
                        + " CPU 1 of anax waits for a thread that it acquires, from CPU 0 of anax;"
                        + " CPU 2 of anax is parked; CPU 3 of anax is parked")
                .satisfies(failure -> assertThat(failure.getSuppressed()).isEmpty());
    }

    @Test
    void shouldFireTimersOfParkedCpuWhileAnotherRunsOn() {
        try (SimulatedMachine machine = new SimulatedMachine(CONFIG, 1)) {
            boolean[] fired = {false};
            machine.spawn(1, "sleeper", () -> {
                Lwkt.blockUntil("a millisecond", Cpu.current().nowNs() + 1_000_000);
                fired[0] = true;
            });
            machine.spawn(0, "impatient", () -> {
                while (!fired[0]) {
                    Lwkt.yield();
                }
            });
            assertThat(machine.runSteps(100_000)).as("still running").isFalse();
        }
    }

    /// A machine with a CPU whose loop ends by an exception, as a broken invariant of the scheduler would end
    /// it.
    private static SimulatedMachine machineOfWhichDies(int cpu) {
        Choices random = new SeededChoices(1);
        return new SimulatedMachine(CONFIG, new SeededPolicy(options -> {
            Cpu here = Cpu.currentOrNull();
            if (here != null && here.id() == cpu) {
                throw new AssertionError("by design");
            }
            return random.choose(options);
        }));
    }

    private static List<Object> traceOf(long seed) {
        List<Object> log = new ArrayList<>();
        try (SimulatedMachine machine = new SimulatedMachine(CONFIG, seed)) {
            Port[] echoes = new Port[4];
            for (int cpu = 0; cpu < 4; cpu++) {
                int here = cpu;
                machine.call(
                        cpu,
                        "boot",
                        () -> echoes[here] =
                                Lwkt.create("echo", SimulatedMachineTest::echo).port());
            }
            for (int cpu = 0; cpu < 4; cpu++) {
                int here = cpu;
                machine.spawn(cpu, "client", () -> {
                    for (int i = 0; i < 50; i++) {
                        Ping ping = new Ping();
                        echoes[(here + i) % 4].doMessage(ping);
                        log.add(here + ":" + i);
                    }
                });
            }
            machine.runToRest();
            log.add(machine.trace());
            log.add(machine.steps());
            return log;
        }
    }

    private static void echo() {
        ThreadPort own = Lwkt.current().port();
        while (true) {
            own.waitMessage().replyMessage(0);
        }
    }

    private static final class Ping extends Message {}
}
