package anax.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import anax.runtime.sim.SimulatedMachine;
import org.junit.jupiter.api.Test;

/// Whose time passes: each CPU samples it where it reads the clock.
class ChargedTimeTest {
    private static final long MS = 1_000_000;
    private static final long STRETCH_NS = 5_000;
    private static final MachineConfig CONFIG =
            MachineConfig.ofCpus(1).withIdleSpinNs(0).withDebug(false);

    @Test
    void shouldChargeTimeToClassAndThreadThatRuns() {
        for (long seed = 1; seed <= 20; seed++) {
            try (var machine = new SimulatedMachine(CONFIG, seed)) {
                final Cpu cpu = machine.machine().cpu(0);
                final Lwkt daemon = machine.spawn(0, "daemon", () -> compute(machine, 30));
                final Lwkt soft = machine.machine().spawn(0, "soft", Priority.SOFT_FAST, () -> compute(machine, 7));
                final Lwkt user = machine.machine().spawn(0, "user", Priority.USER_NORMAL, () -> compute(machine, 11));
                machine.runToRest();
                final CpuCounters counters = cpu.counters();
                assertMs(counters.daemonNs(), 30);
                assertMs(counters.softNs(), 7);
                assertMs(counters.userNs(), 11);
                assertMs(counters.interruptNs(), 0);
                assertMs(daemon.ranNs(), 30);
                assertMs(soft.ranNs(), 7);
                assertMs(user.ranNs(), 11);
            }
        }
    }

    @Test
    void shouldChargeRestToNobody() {
        for (long seed = 1; seed <= 20; seed++) {
            try (var machine = new SimulatedMachine(CONFIG, seed)) {
                final Cpu cpu = machine.machine().cpu(0);
                final long idleNs = machine.call(0, "sleeper", () -> {
                    compute(machine, 5);
                    Lwkt.blockUntil("rest", cpu.nowNs() + 100 * MS);
                    compute(machine, 5);
                    return cpu.counters().idleNs();
                });
                assertMs(idleNs, 100);
                assertMs(cpu.counters().daemonNs(), 10);
            }
        }
    }

    /// A look from outside finds what has passed since the clock was read last as well.
    @Test
    void shouldTellTimeUpToNow() {
        try (var machine = new SimulatedMachine(CONFIG, 1)) {
            machine.call(0, "looks", () -> {
                machine.compute(3 * MS);
                assertMs(Cpu.current().figures().get("daemonNs"), 3);
                return null;
            });
        }
    }

    /// With poll points that are not far apart: after a switch the clock is not read at each.
    private static void compute(SimulatedMachine machine, int ms) {
        for (long i = 0; i < ms * MS / STRETCH_NS; i++) {
            machine.compute(STRETCH_NS);
            Lwkt.checkpoint();
        }
    }

    private static void assertMs(long ns, int ms) {
        assertThat(ns).isBetween((long) (0.85 * ms * MS), (long) (1.5 * ms * MS) + MS);
    }
}
