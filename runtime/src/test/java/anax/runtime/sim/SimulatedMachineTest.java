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
