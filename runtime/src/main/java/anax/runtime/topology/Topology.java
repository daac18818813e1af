package anax.runtime.topology;

import java.util.BitSet;
import java.util.List;

/// The processors that this process may use, in the operating system's numbering.
///
/// Owner: nobody; immutable. Read once at boot; later changes of the process's affinity are not followed.
///
/// @param allowed the operating system's numbers of the allowed processors, ascending, at least one
public record Topology(List<Integer> allowed) {

    /// Checks and copies.
    ///
    /// @throws IllegalArgumentException if the list is empty, not ascending, or holds a negative number
    public Topology {
        allowed = List.copyOf(allowed);
        if (allowed.isEmpty()) {
            throw new IllegalArgumentException("a topology of no processors was given; name at least one");
        }
        for (int i = 0; i < allowed.size(); i++) {
            if (allowed.get(i) < 0 || (i > 0 && allowed.get(i) <= allowed.get(i - 1))) {
                throw new IllegalArgumentException("processors " + allowed
                        + " were given; numbers must be at least 0, ascending, and each named once");
            }
        }
    }

    /// The processors that the calling thread may use. Call it from a thread that was not pinned.
    ///
    /// If the operating system doesn't tell, as many as the JVM reports are assumed, numbered from 0.
    public static Topology ofThisProcess() {
        BitSet set = AffinityCalls.allowedProcessors();
        if (set.isEmpty()) {
            set.set(0, Runtime.getRuntime().availableProcessors());
        }
        return new Topology(set.stream().boxed().toList());
    }

    /// How many processors may be used, at least 1.
    public int processorCount() {
        return allowed.size();
    }

    /// The processor that CPU `cpu` of a machine is put on. More CPUs than processors wrap around and share.
    ///
    /// @param cpu the machine's number of the CPU, 0 or more
    public int processorOf(int cpu) {
        return allowed.get(cpu % allowed.size());
    }

    /// True if a machine of `cpus` CPUs has to share processors: it works, but says nothing about speed.
    public boolean oversubscribedBy(int cpus) {
        return cpus > allowed.size();
    }
}
