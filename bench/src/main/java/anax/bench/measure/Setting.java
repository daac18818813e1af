package anax.bench.measure;

import anax.runtime.clock.Clock;
import anax.runtime.topology.Pinning;
import anax.runtime.topology.Topology;

/// Where a suite measures: how many CPUs, on which processors, by which clock.
///
/// Owner: nobody; immutable.
///
/// @param cpus     how many CPUs to use, 1 to [#MAX_CPUS]
/// @param topology the processors that there are
/// @param pinning  ties threads to them
/// @param clock    measures
public record Setting(int cpus, Topology topology, Pinning pinning, Clock clock) {
    /// More CPUs than any machine that we know of has.
    public static final int MAX_CPUS = 1024;

    /// Checks the bounds.
    ///
    /// @throws IllegalArgumentException if there are too few or too many CPUs
    public Setting {
        if (cpus < 1 || cpus > MAX_CPUS) {
            throw new IllegalArgumentException("--cpus " + cpus + " was given; use 1 to " + MAX_CPUS);
        }
    }

    /// True if CPUs have to share processors.
    public boolean isOversubscribed() {
        return topology.oversubscribedBy(cpus);
    }
}
