package anax.runtime.task;

import anax.runtime.Lwkt;
import anax.runtime.MachineConfig;
import anax.runtime.sim.SimulatedMachine;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/// A run of a scenario under one seed: four simulated CPUs with lanes of four entries, random numbers of the same
/// seed, and tasks each of which must come to its end.
///
/// `-Danax.seeds=N` runs so many seeds, `-Danax.seed=S` that one.
final class SeededRun {
    static final int CPUS = 4;

    private static final int SEEDS = Integer.getInteger("anax.seeds", 1000);
    private static final Integer SEED = Integer.getInteger("anax.seed");
    private static final MachineConfig CONFIG = MachineConfig.ofCpus(CPUS)
            .withRingBound(4)
            .withIdleSpinNs(0)
            .withTickNs(20_000)
            .withDebug(false);

    final SimulatedMachine machine;
    final Random random;
    final List<String> log = new ArrayList<>();
    private final List<Task> threads = new ArrayList<>();

    private SeededRun(SimulatedMachine machine, int seed) {
        this.machine = machine;
        random = new Random(seed);
    }

    /// Runs a scenario under every seed.
    static void forEachSeed(Consumer<SeededRun> scenario) {
        int first = SEED == null ? 1 : SEED;
        int last = SEED == null ? SEEDS : SEED;
        for (int seed = first; seed <= last; seed++) {
            try (SimulatedMachine machine = new SimulatedMachine(CONFIG, seed)) {
                scenario.accept(new SeededRun(machine, seed));
            } catch (RuntimeException | AssertionError failure) {
                throw new AssertionError("seed " + seed + ": " + failure, failure);
            }
        }
    }

    /// The number of some CPU.
    int anyCpu() {
        return random.nextInt(CPUS);
    }

    /// Makes a task on some CPU, which must end without a failure.
    Task thread(String name, Runnable body) {
        return thread(anyCpu(), name, body);
    }

    /// Makes a task, which must end without a failure.
    Task thread(int cpu, String name, Runnable body) {
        Task thread = Task.create(machine.machine(), cpu, name, body);
        threads.add(thread);
        return thread;
    }

    /// Runs until all threads have ended.
    ///
    /// @throws AssertionError if one has not when the machine rests, or if one failed
    void runToEnd() {
        machine.runToRest();
        for (Task thread : threads) {
            try {
                machine.call(0, "joiner", () -> {
                    thread.join();
                    return null;
                });
            } catch (IllegalStateException lost) {
                throw new AssertionError(thread + " failed, or waits for ever", lost);
            }
        }
        threads.clear();
    }

    /// Lets others run, for a random while.
    void pause() {
        for (int turns = random.nextInt(4); turns > 0; turns--) {
            Lwkt.giveWay();
            machine.beforeSharedAccess();
        }
    }
}
