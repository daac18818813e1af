package anax.runtime.user;

/// Whom a scheduler has given to which CPU, for the scheduler to look at and to act on.
///
/// Owner: the scheduler's CPU.
public interface Seats {

    /// How many CPUs the machine has.
    int cpus();

    /// True if a CPU has no thread of this scheduler.
    boolean isFree(int cpu);

    /// The reported rank of the thread that a CPU has.
    ///
    /// @throws IllegalStateException if it has none
    long rank(int cpu);

    /// Has the scheduler pick for a CPU, which keeps the thread that it has unless another one is clearly better.
    void look(int cpu);

    /// Has the scheduler pick for a CPU whose thread should make room for its equals: a user reschedule.
    void reschedule(int cpu);
}
