package anax.runtime.inspect;

import anax.runtime.Machine;
import anax.runtime.MachineConfig;
import java.time.Duration;

/// Machines on real threads whose lightweight threads do what a test says until it releases them.
final class PinnedSystem implements AutoCloseable {
    static final Duration LONG = Duration.ofSeconds(20);

    final Machine machine;
    private volatile boolean released;

    PinnedSystem(int cpus) {
        this(cpus, false);
    }

    PinnedSystem(int cpus, boolean debug) {
        machine = Machine.boot(MachineConfig.ofCpus(cpus)
                .withName("looked-at")
                .withPin(false)
                .withDebug(debug)
                .withInboxBound(4)
                .withTickNs(1_000_000_000));
    }

    /// Keeps its CPU until it is released, without a poll point.
    void hold() {
        while (!released) {
            Thread.onSpinWait();
        }
    }

    /// Waits until a thread of that name runs on a CPU.
    void awaitRunning(int cpu, String name) {
        while (!machine.cpu(cpu).runningName().equals(name)) {
            Thread.onSpinWait();
        }
    }

    boolean isReleased() {
        return released;
    }

    void release() {
        released = true;
    }

    @Override
    public void close() {
        release();
        machine.close();
    }
}
