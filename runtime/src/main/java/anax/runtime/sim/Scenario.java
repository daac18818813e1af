package anax.runtime.sim;

/// A small system whose interleavings are explored.
///
/// Owner: one exploration, which begins it again for each run, on a fresh machine. It must be deterministic: nothing
/// but the machine's choices may make one run differ from another, so no hash code, no real time, no random number.
@FunctionalInterface
public interface Scenario {

    /// Builds the system: boots services with [SimulatedMachine#call], and spawns the threads that are to run
    /// against each other. None of that branches; the threads that were spawned last run after this has
    /// returned.
    ///
    /// @return what must hold when the machine has come to rest; it may use [SimulatedMachine#call] too, and
    ///     throws if something is wrong
    Runnable begin(SimulatedMachine machine);
}
