package anax.runtime;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import anax.runtime.sim.SimulatedMachine;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Scenarios that must come out the same under every seed: three simulated CPUs with lanes of four entries.
abstract class SeededScenarios {
    static final int SEEDS = 40;
    static final long NO_TICK_NS = 1_000_000_000;
    static final MachineConfig CONFIG = MachineConfig.ofCpus(3)
            .withRingBound(4)
            .withIdleSpinNs(0)
            .withTickNs(NO_TICK_NS)
            .withDebug(false);

    /// What the threads of the scenario did, in order; empty at its begin.
    final List<String> log = new ArrayList<>();

    final void forEachSeed(Consumer<SimulatedMachine> scenario) {
        forEachSeed(CONFIG, scenario);
    }

    final void forEachSeed(MachineConfig config, Consumer<SimulatedMachine> scenario) {
        for (int seed = 1; seed <= SEEDS; seed++) {
            log.clear();
            try (SimulatedMachine machine = new SimulatedMachine(config, seed)) {
                scenario.accept(machine);
            } catch (RuntimeException | AssertionError failure) {
                throw new AssertionError("seed " + seed, failure);
            }
        }
    }

    /// Runs what is spawned; one thread must fail with this message.
    static void runToFailure(SimulatedMachine machine, String message) {
        assertThatThrownBy(machine::runToRest).hasMessageContaining(message);
    }
}
