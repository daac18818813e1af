package anax.runtime.user;

import java.util.Objects;
import java.util.function.IntFunction;

/// How many schedulers of a kind a machine gets, and where: one for each CPU, or one for all.
///
/// One for all chooses CPUs and moves threads between them; each decision is then up to three messages away. One for
/// each CPU moves none.
///
/// @param name    what people call it
/// @param home    the CPU of the one scheduler; [#EACH_CPU] for one on each
/// @param factory makes one, given the number of its CPU, or, if there is one for all, how many CPUs there are
public record SchedulerPlan(String name, int home, IntFunction<? extends UserScheduler> factory) {
    /// Instead of a home.
    public static final int EACH_CPU = -1;

    /// Checks each value.
    ///
    /// @throws IllegalArgumentException if the home is no number of a CPU
    public SchedulerPlan {
        Objects.requireNonNull(name, "a scheduler needs a name");
        Objects.requireNonNull(factory, "a scheduler needs somebody who makes it");
        if (home < EACH_CPU) {
            throw new IllegalArgumentException("CPU " + home + " was named as the home of " + name
                    + "; name one of the machine's, or EACH_CPU for a scheduler on each");
        }
    }

    /// A scheduler on each CPU.
    ///
    /// @param factory makes one, given the number of its CPU
    public static SchedulerPlan onEachCpu(String name, IntFunction<? extends UserScheduler> factory) {
        return new SchedulerPlan(name, EACH_CPU, factory);
    }

    /// One scheduler for all CPUs.
    ///
    /// @param home    its CPU
    /// @param factory makes it, given how many CPUs there are
    public static SchedulerPlan forAll(String name, int home, IntFunction<? extends UserScheduler> factory) {
        return new SchedulerPlan(name, home, factory);
    }
}
