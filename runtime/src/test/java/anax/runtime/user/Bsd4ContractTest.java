package anax.runtime.user;

import anax.runtime.user.bsd4.Bsd4;

/// The traditional scheduler holds what all have to hold.
class Bsd4ContractTest extends UserSchedulerContract {
    @Override
    SchedulerPlan plan() {
        return Bsd4.plan(0);
    }

    @Override
    boolean movesThreads() {
        return true;
    }
}
