package anax.runtime.user.fair;

import anax.runtime.user.Account;
import anax.runtime.user.Traits;

/// A thread in the tree of shares.
///
/// Owner: its CPU, which is that of its scheduler.
final class FairAccount extends Account {
    private final ShareNode node;
    private long ranNs; // since it slept last
    private boolean brief; // it slept before it became ready, and had used no more than a turn since its last sleep

    FairAccount(Traits traits, ShareNode group) {
        super(traits);
        node = new ShareNode(group, traits.weight(), this);
    }

    ShareNode node() {
        return node;
    }

    /// Notes that it had the processor.
    void charge(long chargedNs) {
        ranNs += chargedNs;
        node.charge(chargedNs);
    }

    /// Notes that it became ready.
    ///
    /// @param sleptNs how long it slept; 0 if it did not
    void noteReady(long sleptNs, long turnNs) {
        brief = sleptNs > 0 && ranNs <= turnNs;
        if (sleptNs > 0) {
            ranNs = 0;
        }
    }

    /// True if it comes from sleep, to which it had gone before it had used more than a turn.
    boolean isBrief() {
        return brief;
    }

    /// Its place in the tree says how good it is to run it; across CPUs nothing is compared.
    @Override
    public long rank() {
        return 0;
    }
}
