package anax.runtime.sim;

import anax.runtime.MachineConfig;

/// Runs a small system in every interleaving of its CPUs, up to a bound: where a seed meets some orders of events,
/// this meets all.
///
/// Owner: one Java thread. Allocates a machine for each run; the machines of runs that are over are garbage, no Java
/// thread waits in them. Blocks for as long as it takes: the number of runs grows with the power of the stops.
/// Bounds: [ExplorationBounds]; a bound that leaves runs out shows in the result, see
/// [Exploration#requireAllInterleavings].
///
/// ```java
/// Explorer explorer = new Explorer(MachineConfig.ofCpus(2).withRingBound(4), ExplorationBounds.ofStops(2));
/// explorer.explore(machine -> {
///     ... machine.spawn(0, "a", ...); machine.spawn(1, "b", ...);
///     return () -> assertThat(...);
/// }).requireAllInterleavings();
/// ```
///
/// **What branches.** A CPU can be stopped at each of its poll points and before each touch of what other CPUs touch
/// as well, if another one can run; that costs one of the run's stops. When a CPU waits, parks or is stopped, any
/// other that can run may follow. (The bound on stops is that of CHESS: Musuvathi and Qadeer, PLDI 2007.)
///
/// **What doesn't, and why nothing is lost.** Between two such places a CPU touches nothing that another one touches,
/// so it makes no difference where in between it is stopped. Each step takes the same time: that time passes decides
/// nothing until a timer is due, and systems with timers are for seeds. A CPU that waits for another one is not
/// followed by itself, for it would find what it found before; a parked CPU cannot run; one that runs alone is not
/// stopped. What threads of the scenario share beside the runtime they must announce themselves, by
/// [SimulatedMachine#beforeSharedAccess]. One order is not met: that of plain memory accesses which a processor
/// exchanges; fences are for jcstress.
public final class Explorer {
    private static final long MOST_STEPS_OF_RUN = 1_000_000;

    private final MachineConfig config;
    private final ExplorationBounds bounds;

    /// Makes an explorer.
    ///
    /// @param config how the machine of each run is built. An idle spin multiplies the runs for nothing, and so
    ///     does a tick that comes while they last
    /// @param bounds how far to go
    public Explorer(MachineConfig config, ExplorationBounds bounds) {
        this.config = config;
        this.bounds = bounds;
    }

    /// Runs the scenario in every interleaving within the bounds.
    ///
    /// @return how many there were, and whether these are all
    /// @throws ExplorationFailure if a run fails: the machine breaks down, an exception escapes a thread, or
    ///     the check throws. It has the choices to repeat the run
    /// @throws IllegalStateException if the scenario is not the same each time
    public Exploration explore(Scenario scenario) {
        ExploringPolicy policy = new ExploringPolicy(bounds.stops(), bounds.depth());
        int runs = 0;
        int longest = 0;
        int beyondDepth = 0;
        boolean more;
        do {
            runs++;
            run(runs, policy, scenario);
            longest = Math.max(longest, policy.made().length);
            beyondDepth += policy.wentDeeper() ? 1 : 0;
            more = policy.planNext();
        } while (more && runs < bounds.runs());
        return new Exploration(bounds, runs, longest, beyondDepth, !more);
    }

    /// Runs the scenario once, by the choices of a run that failed.
    ///
    /// @param choices what [ExplorationFailure#choices] gave, with the same bounds and configuration
    /// @return the [SimulatedMachine#trace] of the run, if it doesn't fail this time
    /// @throws ExplorationFailure if it fails
    /// @throws IllegalStateException if these can't be choices of this scenario
    public long replay(int[] choices, Scenario scenario) {
        ExploringPolicy policy = new ExploringPolicy(bounds.stops(), bounds.depth());
        policy.plan(choices);
        return run(1, policy, scenario);
    }

    private long run(int number, ExploringPolicy policy, Scenario scenario) {
        policy.begin();
        SimulatedMachine machine = new SimulatedMachine(config, policy);
        long trace = 0;
        try {
            Runnable check = scenario.begin(machine);
            policy.branch(true);
            try {
                machine.runToRest(MOST_STEPS_OF_RUN);
            } finally {
                trace = machine.trace();
                policy.branch(false);
            }
            check.run();
        } catch (RuntimeException | AssertionError failure) {
            policy.checkPlanWasFollowed();
            throw new ExplorationFailure(number, policy.made(), trace, failure);
        }
        policy.checkPlanWasFollowed();
        return trace;
    }
}
