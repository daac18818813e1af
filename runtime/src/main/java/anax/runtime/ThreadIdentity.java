package anax.runtime;

import anax.runtime.crossbar.CacheLinePadding;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// Whose a thread is, between padding: on a cache line that is written when it moves only. Whoever sends to one of its
/// ports reads it; beside words that change with each switch, each of these reads would wait for the line.
///
/// Owner: the CPU that it names, which alone may name another one.
abstract class ThreadIdentity extends CacheLinePadding {
    private static final VarHandle CPU;

    static {
        try {
            CPU = MethodHandles.lookup().findVarHandle(ThreadIdentity.class, "cpu", Cpu.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    Cpu cpu; // changes hands by cpuRelease, after the stack is off the old processor

    ThreadIdentity(Cpu cpu) {
        this.cpu = cpu;
    }

    final Cpu cpuAcquire() {
        return (Cpu) CPU.getAcquire(this);
    }

    final void cpuRelease(Cpu to) {
        CPU.setRelease(this, to);
    }
}
