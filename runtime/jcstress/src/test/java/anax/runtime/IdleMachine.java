package anax.runtime;

import anax.runtime.clock.SystemClock;

/// A machine whose CPUs never run, so that a test can do on any thread what they would do.
///
/// Owner: nobody. Its JVM runs without assertions, for those would find that no CPU runs the caller.
public final class IdleMachine extends Driver {
    private static final IdleMachine DRIVER = new IdleMachine();

    private IdleMachine() {}

    /// Makes the machine; each of its CPUs is made of real parts.
    public static Machine ofCpus(int cpus) {
        return Machine.boot(
                MachineConfig.ofCpus(cpus).withRingBound(4).withInboxBound(4).withDebug(false),
                SystemClock.INSTANCE,
                DRIVER,
                (thread, failure) -> {
                    throw new IllegalStateException("a lightweight thread ran on an idle machine", failure);
                });
    }

    /// Does what a CPU would do with the oldest entry that ordinary threads handed to it.
    ///
    /// @return false if there was none
    public static boolean serve(Cpu cpu) {
        final Ipi entry = cpu.inbox().poll();
        if (entry == null) {
            return false;
        }
        entry.run(cpu);
        return true;
    }

    @Override
    public void start(Processor[] processors) {}

    @Override
    public void atPollPoint(Cpu cpu) {}

    @Override
    public void atSharedAccess(Cpu cpu) {}

    @Override
    public void relax(Cpu waiting, Cpu other, String what, int turn) {}

    @Override
    public void relaxForeign(long aboutNs) {}

    @Override
    public void park(Cpu idle, long untilNs) {}

    @Override
    public void wake(Cpu parked) {}

    @Override
    public boolean join(long timeoutNs) {
        return true;
    }

    @Override
    public StackTraceElement[] stackOf(Cpu cpu) {
        return new StackTraceElement[0];
    }
}
