package anax.runtime.user;

/// Which schedulers a group has from some change on.
///
/// Owner: nobody; immutable. Its dispatchers are their CPUs'. A later one has a greater version, and each CPU goes
/// from earlier to later ones only.
final class Regime {
    private final long version;
    private final boolean movesThreads;
    private final Dispatcher[] dispatchers; // by CPU

    Regime(Userland land, SchedulerPlan plan, long version) {
        this.version = version;
        movesThreads = plan.home() != SchedulerPlan.EACH_CPU;
        dispatchers = new Dispatcher[land.cpuCount()];
        if (movesThreads) {
            land.machine().cpu(plan.home()); // refuses a CPU that there is not
        }
        for (int cpu = 0; cpu < dispatchers.length; cpu++) {
            dispatchers[cpu] = movesThreads && cpu > 0
                    ? dispatchers[0]
                    : new Dispatcher(
                            land,
                            this,
                            movesThreads ? plan.home() : cpu,
                            plan.factory().apply(movesThreads ? dispatchers.length : cpu));
        }
    }

    boolean isBefore(Regime other) {
        return version < other.version;
    }

    long version() {
        return version;
    }

    /// True if its scheduler has threads run on other CPUs than they were made on.
    boolean movesThreads() {
        return movesThreads;
    }

    /// Who decides for a CPU.
    Dispatcher dispatcher(int cpu) {
        return dispatchers[cpu];
    }
}
