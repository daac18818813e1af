package anax.bench.scheduler.user;

import anax.runtime.Lwkt;
import anax.runtime.Machine;
import anax.runtime.Priority;
import anax.runtime.user.SchedulerPlan;
import anax.runtime.user.Traits;
import anax.runtime.user.UserGroup;
import anax.runtime.user.Userland;
import java.util.function.Function;

/// Makes a lightweight thread on CPU 0, where it is called.
///
/// Owner: CPU 0.
@FunctionalInterface
public interface Making {

    /// Makes a thread.
    ///
    /// @param urgent true if it should go before those that are not, where there is no better way to know
    /// @param weight its share
    void make(String name, boolean urgent, int weight, Runnable body);

    /// Threads that only the thread scheduler has: two priorities, and turns of a tick among equals.
    static Function<Machine, Making> bare() {
        return machine -> (name, urgent, weight, body) ->
                Lwkt.create(0, name, urgent ? Priority.USER_REAL_TIME : Priority.USER_NORMAL, body);
    }

    /// Threads of a user scheduler, which is told of no urgency.
    static Function<Machine, Making> under(SchedulerPlan plan) {
        return machine -> {
            UserGroup group = Userland.of(machine).group("bench", plan);
            return (name, urgent, weight, body) -> group.create(name, Traits.NORMAL.withWeight(weight), body);
        };
    }
}
