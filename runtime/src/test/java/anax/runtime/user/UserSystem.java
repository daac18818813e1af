package anax.runtime.user;

import static org.assertj.core.api.Assertions.assertThat;

import anax.runtime.Cpu;
import anax.runtime.Lwkt;
import anax.runtime.MachineConfig;
import anax.runtime.sim.SimulatedMachine;
import java.util.ArrayList;
import java.util.List;

/// A simulated machine with user threads, on which the law is looked at after each step.
final class UserSystem implements AutoCloseable {
    static final int MS = 1_000_000;

    final SimulatedMachine machine;
    final Userland land;
    final List<UserThread> threads = new ArrayList<>();
    private final int cpus;
    private long waits;

    UserSystem(int cpus, long seed) {
        this.cpus = cpus;
        machine = new SimulatedMachine(
                MachineConfig.ofCpus(cpus)
                        .withRingBound(4 << seed % 3)
                        .withIdleSpinNs(0)
                        .withDebug(false),
                seed);
        land = Userland.of(machine.machine());
    }

    /// Makes a user thread, once a thread of the CPU comes to it.
    void create(int cpu, UserGroup group, String name, Traits traits, Runnable body) {
        machine.spawn(cpu, "make " + name, () -> threads.add(group.create(name, traits, body)));
    }

    /// Makes a user thread from within one.
    void fork(UserGroup group, String name, Runnable body) {
        threads.add(group.create(name, body));
    }

    /// Computes for so long in turns of so long, and counts the turns.
    void compute(long untilNs, long turnNs, Runnable turn) {
        while (machine.clock().nowNs() - untilNs < 0) {
            machine.compute(turnNs / cpus);
            turn.run();
            Lwkt.yield();
        }
    }

    /// When so many milliseconds have passed.
    long inMs(long ms) {
        return machine.clock().nowNs() + ms * MS;
    }

    /// Blocks the calling thread for so long, whoever else schedules it.
    static void pause(long ns) {
        final long untilNs = Cpu.current().nowNs() + ns;
        while (Cpu.current().nowNs() - untilNs < 0) {
            Lwkt.blockUntil("pause", untilNs);
        }
    }

    /// Runs until the machine rests, and looks at the law after each step.
    void runToRest() {
        long steps = 0;
        while (machine.runSteps(1)) {
            checkLaw();
            assertThat(++steps).as("steps").isLessThan(SimulatedMachine.MOST_STEPS);
        }
        machine.runToRest(); // tells of threads that failed
    }

    /// At most one user thread of each CPU is on its run queue.
    void checkLaw() {
        final UserThread[] queued = new UserThread[cpus];
        for (UserThread thread : threads) {
            waits += thread.waitsForPlace() ? 1 : 0;
            if (thread.isOnRunQueue()) {
                final int cpu = thread.thread().cpu().id();
                if (queued[cpu] != null) {
                    throw new AssertionError(queued[cpu] + " and " + thread + " are both on the run queue");
                }
                queued[cpu] = thread;
            }
        }
    }

    /// How often the look at the law found a thread that waited for its place.
    long waits() {
        return waits;
    }

    @Override
    public void close() {
        machine.close();
    }
}
