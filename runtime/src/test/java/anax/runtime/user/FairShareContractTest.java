package anax.runtime.user;

import anax.runtime.user.fair.FairShare;

/// The scheduler that shares by weights holds what all have to hold.
class FairShareContractTest extends UserSchedulerContract {
    @Override
    SchedulerPlan plan() {
        return FairShare.plan();
    }

    @Override
    boolean movesThreads() {
        return false;
    }
}
