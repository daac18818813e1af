package anax.runtime.sim;

import anax.runtime.Lwkt;
import anax.runtime.Machine;
import anax.runtime.MachineConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;

/// A machine whose CPUs are interleaved on the calling thread, by choices that can be repeated, on a virtual clock.
///
/// Owner: one Java thread, which spawns threads, runs the machine, and looks at what came of it. Allocates when made.
/// Bound: the number of steps, at which a run that does not come to rest fails.
///
/// ```java
/// try (var machine = new SimulatedMachine(MachineConfig.ofCpus(4).withRingBound(4), seed)) {
///     machine.spawn(0, "a", () -> ...);
///     machine.runToRest();
/// }
/// ```
public final class SimulatedMachine implements AutoCloseable {
    /// After so many steps without rest a run has failed.
    public static final long MOST_STEPS = 50_000_000;

    private static final int STOP_ODDS = 4;
    private static final int PAUSE_ODDS = 50;

    private final VirtualClock clock;
    private final SimulatedDriver driver;
    private final Machine machine;
    private final List<Throwable> failures = new ArrayList<>();

    /// Boots a machine that a seed drives.
    public SimulatedMachine(MachineConfig config, long seed) {
        // The origin of a real clock is arbitrary, and near its wrap-around code that compares times instead of
        // subtracting
        // them goes wrong.
        this(config, new SeededChoices(seed), Long.MAX_VALUE - 5_000_000, STOP_ODDS, PAUSE_ODDS);
    }

    SimulatedMachine(MachineConfig config, Choices choices, long startNs, int stopOdds, int pauseOdds) {
        clock = new VirtualClock(startNs);
        driver = new SimulatedDriver(choices, clock, stopOdds, pauseOdds);
        // Whatever differs from one run of the JVM to the next must not decide anything here.
        machine = Machine.boot(config.withSleepBuckets(1), clock, driver, (thread, failure) -> failures.add(failure));
    }

    /// The machine itself, for all that is not said here. Its blocking methods are not for the simulation's
    /// thread.
    public Machine machine() {
        return machine;
    }

    /// What the CPUs read the time from.
    public VirtualClock clock() {
        return clock;
    }

    /// Starts a thread, as [Machine#spawn] does; it runs when the machine is run.
    public Lwkt spawn(int cpu, String name, Runnable body) {
        return machine.spawn(cpu, name, body);
    }

    /// Runs `body` as a lightweight thread, and the machine until it rests.
    ///
    /// @throws IllegalStateException if the body threw, or did not come to its end
    public <T> T call(int cpu, String name, Callable<T> body) {
        AtomicReference<T> result = new AtomicReference<>();
        boolean[] done = {false};
        machine.spawn(cpu, name, () -> {
            try {
                result.set(body.call());
                done[0] = true;
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        runToRest();
        if (!done[0]) {
            throw new IllegalStateException(name + " came to rest before its end");
        }
        return result.get();
    }

    /// Runs until no CPU has anything to do and no alarm is set.
    ///
    /// @throws IllegalStateException if that takes more than [#MOST_STEPS] steps, or an exception escaped a
    ///     thread
    public void runToRest() {
        long limit = driver.steps() + MOST_STEPS;
        while (driver.step()) {
            if (driver.steps() >= limit) {
                throw new IllegalStateException("the machine did not come to rest within " + MOST_STEPS + " steps");
            }
        }
        throwFailures();
    }

    /// Runs so many steps, or until the machine rests.
    ///
    /// @return false if it rests
    public boolean runSteps(long steps) {
        for (long i = 0; i < steps; i++) {
            if (!driver.step()) {
                return false;
            }
        }
        return true;
    }

    /// Steps so far.
    public long steps() {
        return driver.steps();
    }

    /// A number that differs between two runs if any step, its CPU or its time differed.
    public long trace() {
        return driver.trace();
    }

    /// Runs the machine until it rests, and ends it.
    @Override
    public void close() {
        runToRest();
        machine.close();
    }

    private void throwFailures() {
        if (!failures.isEmpty()) {
            IllegalStateException all =
                    new IllegalStateException(failures.size() + " threads failed; the first: " + failures.getFirst());
            failures.forEach(all::addSuppressed);
            failures.clear();
            throw all;
        }
    }
}
