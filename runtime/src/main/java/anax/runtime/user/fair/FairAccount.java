package anax.runtime.user.fair;

import anax.runtime.user.Account;
import anax.runtime.user.Traits;

/// A thread in the tree of shares.
///
/// Owner: its CPU, which is that of its scheduler.
final class FairAccount extends Account {
    private final ShareNode node;
    private boolean slept; // before it became ready

    FairAccount(Traits traits, ShareNode group) {
        super(traits);
        node = new ShareNode(group, traits.weight(), this);
    }

    ShareNode node() {
        return node;
    }

    boolean slept() {
        return slept;
    }

    void noteSleep(long sleptNs) {
        slept = sleptNs > 0;
    }

    /// Its place in the tree says how good it is to run it; across CPUs nothing is compared.
    @Override
    public long rank() {
        return 0;
    }
}
