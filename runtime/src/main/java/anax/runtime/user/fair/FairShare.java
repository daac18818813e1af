package anax.runtime.user.fair;

import anax.runtime.user.Account;
import anax.runtime.user.SchedulerPlan;
import anax.runtime.user.Seats;
import anax.runtime.user.Traits;
import anax.runtime.user.UserGroup;
import anax.runtime.user.UserScheduler;
import java.time.Duration;
import java.util.IdentityHashMap;

/// Shares a CPU by weights: among the threads and groups of a group, and so on within those.
///
/// Owner: one CPU; there is one for each, and no thread leaves its CPU. Allocates accounts, a node for each group
/// when its first thread comes, and room when a heap grows. Never blocks. Bound: the number of threads and groups.
///
/// A thread that was woken takes the processor at the running one's next yield if it has used less. It is given an
/// advance of half a turn if it went to sleep before it had used more than a turn: those that compute for long between
/// their sleeps are no better for these, or else the brief ones would have to wait for all that were woken before
/// them. Classes and levels count for nothing here but between trees. The idea is that of Seastar's scheduling groups.
public final class FairShare extends UserScheduler {
    /// How long a thread runs while others wait, before it is seen whether it is still its turn.
    public static final Duration USUAL_TURN = Duration.ofMillis(1);

    private final IdentityHashMap<UserGroup, ShareNode> groups = new IdentityHashMap<>();
    private final ShareNode root = new ShareNode(null, 1, null);
    private final long turnNs;
    private int waiting;

    FairShare(long turnNs) {
        this.turnNs = turnNs;
    }

    /// One on each CPU, with turns of [#USUAL_TURN].
    public static SchedulerPlan plan() {
        return plan(USUAL_TURN);
    }

    /// One on each CPU.
    ///
    /// @param turn how long a thread runs while others wait: at least 10 microseconds, for less is not noticed
    /// @throws IllegalArgumentException if it is shorter
    public static SchedulerPlan plan(Duration turn) {
        long turnNs = turn.toNanos();
        if (turnNs < 10_000) {
            throw new IllegalArgumentException("a turn of " + turnNs + " ns was given; use 10,000 or more");
        }
        return SchedulerPlan.onEachCpu("fair share", cpu -> new FairShare(turnNs));
    }

    @Override
    public Account enter(Traits traits, UserGroup group, Account parent) {
        return new FairAccount(traits, nodeOf(group));
    }

    @Override
    public long clockNs() {
        return turnNs;
    }

    @Override
    public boolean onClock(Account running, int waitingThreads, long nowNs) {
        ((FairAccount) running).node().raiseFloors();
        return waiting > 0;
    }

    @Override
    public void onRan(Account account, long ranNs) {
        ((FairAccount) account).charge(ranNs);
    }

    @Override
    public void onReady(Account account, long sleptNs, int waitingThreads, long nowNs) {
        ((FairAccount) account).noteReady(sleptNs, turnNs);
    }

    @Override
    public void enqueue(Account ready, long nowNs) {
        final FairAccount account = (FairAccount) ready;
        account.node().await(account.isBrief() ? turnNs / 2 : 0);
        waiting++;
    }

    @Override
    public void signal(Account ready, Seats seats) {
        seats.look(ready.cpu());
    }

    /// Whoever runs competes as if it waited as well.
    @Override
    public Account pick(int cpu, Account current, boolean reschedule, long nowNs) {
        final ShareNode running = current == null ? null : ((FairAccount) current).node();
        if (running != null) {
            running.compete(!reschedule);
        }
        final FairAccount next = root.next();
        if (running != null) {
            running.leave();
        }
        if (next == null || next == current) {
            return null;
        }
        next.node().raiseFloors();
        next.node().leave();
        waiting--;
        return next;
    }

    @Override
    public int waiting() {
        return waiting;
    }

    /// The outermost group is the root: its weight counts between trees.
    private ShareNode nodeOf(UserGroup group) {
        if (group.parent() == null) {
            return root;
        }
        final ShareNode known = groups.get(group);
        if (known != null) {
            return known;
        }
        final ShareNode made = new ShareNode(nodeOf(group.parent()), group.weight(), null);
        groups.put(group, made);
        return made;
    }
}
