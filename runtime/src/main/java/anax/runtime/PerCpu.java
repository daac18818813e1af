package anax.runtime;

import java.util.function.IntFunction;

/// Partitioning as a type: one instance for each CPU, which only that CPU touches.
///
/// Owner: the machine; each instance belongs to its CPU. Allocates when made. Never blocks; needs no lock, for
/// nothing is shared.
///
/// @param <T> what each CPU has one of
public final class PerCpu<T> {
    private final Machine machine;
    private final T[] instances;

    /// Makes an instance for each CPU, on the calling thread, before any CPU can have seen it.
    ///
    /// @param factory makes the instance of a CPU, given its number
    @SuppressWarnings("unchecked") // the array never leaves this class, which puts only T into it
    public PerCpu(Machine machine, IntFunction<? extends T> factory) {
        this.machine = machine;
        instances = (T[]) new Object[machine.cpuCount()];
        for (int cpu = 0; cpu < instances.length; cpu++) {
            instances[cpu] = factory.apply(cpu);
        }
    }

    /// The instance of the current CPU. Don't keep it across a switch if the thread may move.
    ///
    /// @throws IllegalStateException if the caller is an ordinary Java thread
    public T local() {
        final Cpu here = Cpu.current();
        assert here.machine() == machine : here + " belongs to another machine";
        return instances[here.id()];
    }

    /// The instance of a CPU, for code that runs there, or when the machine is stopped.
    T of(Cpu cpu) {
        assert cpu.isCurrent() : cpu + " does not run the caller";
        return instances[cpu.id()];
    }
}
