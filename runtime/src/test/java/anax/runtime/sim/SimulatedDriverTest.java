package anax.runtime.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import anax.runtime.Cpu;
import anax.runtime.Lwkt;
import anax.runtime.Machine;
import anax.runtime.MachineConfig;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The driver's side of a wait for another CPU, spoken to as a CPU does. What waits in the runtime wakes whomever it
/// waits for, so that a CPU that sleeps on meanwhile is met here only.
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SimulatedDriverTest {
    private static final long HOUR_NS = 3_600_000_000_000L;

    private final VirtualClock clock = new VirtualClock(0);
    private final SimulatedDriver driver = new SimulatedDriver(new SeededPolicy(new SeededChoices(1)), clock);
    private Machine machine;
    private boolean done;

    @BeforeEach
    void boot() {
        MachineConfig config = MachineConfig.ofCpus(3).withIdleSpinNs(0).withDebug(false);
        machine = Machine.boot(config, clock, driver, (thread, failure) -> {
            throw new AssertionError(thread + " failed", failure);
        });
    }

    /// Its time would not come otherwise before some hundred million turns of the others.
    @Test
    void shouldWakeSleeperWhenOthersOnlyWaitForWhatItWillDo() {
        machine.spawn(1, "late", () -> {
            Lwkt.blockUntil("an hour", Cpu.current().nowNs() + HOUR_NS);
            done = true;
        });
        spawnWaiter(0);
        spawnWaiter(2);
        runToRest();

        assertThat(done).isTrue();
        assertThat(clock.nowNs()).isBetween(HOUR_NS, 2 * HOUR_NS);
    }

    /// The nearest alarm is the next thing that happens.
    @Test
    void shouldWakeSleepersInTheOrderOfTheirAlarms() {
        long[] wokenAtNs = new long[2];
        machine.spawn(1, "later", () -> {
            Lwkt.blockUntil("two hours", 2 * HOUR_NS);
            wokenAtNs[1] = Cpu.current().nowNs();
            done = true;
        });
        machine.spawn(2, "earlier", () -> {
            Lwkt.blockUntil("an hour", HOUR_NS);
            wokenAtNs[0] = Cpu.current().nowNs();
        });
        spawnWaiter(0);
        runToRest();

        assertThat(wokenAtNs[0]).isBetween(HOUR_NS, 2 * HOUR_NS - 1);
        assertThat(wokenAtNs[1]).isBetween(2 * HOUR_NS, 3 * HOUR_NS);
    }

    @Test
    void shouldBreakDownWhenOthersOnlyWaitAndNobodyHasSetAnAlarm() {
        machine.spawn(1, "gone", () -> {});
        spawnWaiter(0);
        assertThatThrownBy(this::runToRest)
                .hasMessageStartingWith("all CPUs that can run wait for another one, and nothing arrives: CPU 0 of anax"
                        + " waits for what CPU 1 does, from CPU 1 of anax; CPU 1 of anax is parked");
    }

    /// A thread whose CPU waits for CPU 1, and takes nothing in meanwhile.
    private void spawnWaiter(int cpu) {
        machine.spawn(cpu, "waiter", () -> {
            for (int turn = 0; !done; turn++) {
                driver.relax(Cpu.current(), machine.cpu(1), "what CPU 1 does", turn);
            }
        });
    }

    private void runToRest() {
        while (driver.step()) {
            assertThat(driver.steps()).isLessThan(1_000_000);
        }
    }
}
