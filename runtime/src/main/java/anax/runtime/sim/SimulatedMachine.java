package anax.runtime.sim;

import anax.runtime.Cpu;
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
/// Bound: the number of steps, at which a run that does not come to rest fails. It fails long before if all CPUs that
/// can run wait for each other, and says for what each one waits; and if the loop of a CPU ends by an exception.
/// After such a breakdown no CPU runs any more, and closing the machine just drops it.
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

    // The origin of a real clock is arbitrary, and near its wrap-around code that compares times instead of subtracting
    // them goes wrong.
    private static final long START_NS = Long.MAX_VALUE - 5_000_000;

    private final VirtualClock clock;
    private final SimulatedDriver driver;
    private final Machine machine;
    private final List<Throwable> failures = new ArrayList<>();

    /// Boots a machine that a seed drives.
    public SimulatedMachine(MachineConfig config, long seed) {
        this(config, new SeededPolicy(new SeededChoices(seed)));
    }

    SimulatedMachine(MachineConfig config, Policy policy) {
        clock = new VirtualClock(START_NS);
        driver = new SimulatedDriver(policy, clock);
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
    /// @throws IllegalStateException if that takes more than [#MOST_STEPS] steps, the machine breaks down, or
    ///     an exception escaped a thread
    public void runToRest() {
        runToRest(MOST_STEPS);
    }

    /// The same with another limit.
    void runToRest(long mostSteps) {
        long limit = driver.steps() + mostSteps;
        try {
            while (driver.step()) {
                if (driver.steps() >= limit) {
                    throw driver.breakDown(
                            "the machine did not come to rest within " + mostSteps + " steps: " + driver.describe(),
                            null);
                }
            }
        } catch (IllegalStateException breakdown) {
            takeFailures().forEach(breakdown::addSuppressed); // one of them may be the reason
            throw breakdown;
        }
        throwFailures();
    }

    /// Runs so many steps, or until the machine rests.
    ///
    /// @return false if it rests
    /// @throws IllegalStateException if the machine breaks down
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

    /// To be called by a thread that is about to touch what threads of other CPUs touch as well, other than
    /// through the runtime: here its CPU may be stopped, so that a run can meet every order of such touches.
    public void beforeSharedAccess() {
        driver.atSharedAccess(Cpu.current());
    }

    /// Runs the machine until it rests, and ends it. A machine that has broken down is dropped as it is: its
    /// stacks are ordinary objects, and no Java thread waits in them.
    ///
    /// @throws IllegalStateException if the machine breaks down meanwhile, or an exception escaped a thread
    @Override
    public void close() {
        if (driver.isBroken()) {
            return;
        }
        try {
            runToRest();
        } finally {
            if (!driver.isBroken()) {
                machine.close();
            }
        }
    }

    /// To be called by a thread that is to compute for so long: so much time passes, in which the other CPUs get
    /// nothing done either.
    ///
    /// @param ns how long, 0 or more
    public void compute(long ns) {
        clock.advance(ns);
    }

    private List<Throwable> takeFailures() {
        List<Throwable> taken = List.copyOf(failures);
        failures.clear();
        return taken;
    }

    private void throwFailures() {
        List<Throwable> taken = takeFailures();
        if (!taken.isEmpty()) {
            IllegalStateException all = new IllegalStateException(
                    taken.size() + " threads failed; the first: " + taken.getFirst(), taken.getFirst());
            taken.stream().skip(1).forEach(all::addSuppressed);
            throw all;
        }
    }
}
