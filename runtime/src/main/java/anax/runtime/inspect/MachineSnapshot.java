package anax.runtime.inspect;

import java.util.List;

/// What a machine was doing: each CPU at a moment of its own, all within the time-out of whoever asked.
///
/// Owner: nobody; immutable.
///
/// @param name what the machine is called
/// @param pid  the process that it is in
/// @param cpus one for each CPU, by number
public record MachineSnapshot(String name, long pid, List<CpuSnapshot> cpus) {

    /// Copies the list.
    public MachineSnapshot {
        cpus = List.copyOf(cpus);
    }
}
