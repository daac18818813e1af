package anax.runtime.user;

import anax.runtime.Cpu;
import anax.runtime.Ipi;

/// Tells all CPUs that a tree has other schedulers. By way of CPU 0, which brings several changes in an order that is
/// the same for all.
///
/// Owner: its way to CPU 0; from there nobody, for it no longer changes and is under way to all CPUs at once.
/// Allocated for each change.
final class Change extends Ipi {
    private final UserGroup root;
    private final SchedulerPlan plan;
    private Regime regime; // made on CPU 0

    Change(UserGroup root, SchedulerPlan plan) {
        this.root = root;
        this.plan = plan;
    }

    @Override
    protected void run(Cpu here) {
        if (regime != null) {
            root.land().at(here).hear(root, regime);
            return;
        }
        regime = root.nextRegime(plan);
        here.sendToAll(root.land().allCpus(), this);
    }
}
