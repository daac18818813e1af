package anax.runtime.user;

import anax.runtime.Cpu;
import anax.runtime.Machine;
import java.util.BitSet;
import java.util.concurrent.atomic.AtomicInteger;

/// The user threads of a machine, in groups that have their schedulers.
///
/// Owner: the machine; each CPU's part is that CPU's. Allocates when made and for each group. Never blocks. Bound:
/// [#MOST_TREES] trees of groups; more are refused by an exception.
public final class Userland {
    /// So many groups may stand in no other one.
    public static final int MOST_TREES = 64;

    private static final int USUAL_WEIGHT = 100;

    private final Machine machine;
    private final UserCpu[] cpus;
    private final AtomicInteger trees = new AtomicInteger();

    private Userland(Machine machine) {
        this.machine = machine;
        cpus = new UserCpu[machine.cpuCount()];
        for (int id = 0; id < cpus.length; id++) {
            cpus[id] = new UserCpu(this, id);
        }
    }

    /// Makes the userland of a machine. Make one and share it: two of them know nothing of each other's threads,
    /// so each would have one on each run queue.
    public static Userland of(Machine machine) {
        return new Userland(machine);
    }

    /// Makes a group of the usual weight that stands in no other one.
    public UserGroup group(String name, SchedulerPlan plan) {
        return group(name, USUAL_WEIGHT, plan);
    }

    /// Makes a group that stands in no other one.
    ///
    /// @param weight its share of each CPU beside the other trees, 1 to 10,000
    /// @param plan   the schedulers of its threads, and of those of groups within it
    /// @throws IllegalArgumentException if the plan names a home that is no CPU of this machine
    /// @throws IllegalStateException if there are [#MOST_TREES] already
    public UserGroup group(String name, int weight, SchedulerPlan plan) {
        Traits.checkWeight(weight);
        final int tree = trees.getAndIncrement();
        if (tree >= MOST_TREES) {
            throw new IllegalStateException("group " + name + " would be the tree number " + (tree + 1) + "; "
                    + MOST_TREES + " are the most: make it a group within another one");
        }
        return new UserGroup(this, name, tree, weight, plan);
    }

    /// The machine.
    public Machine machine() {
        return machine;
    }

    UserCpu at(Cpu here) {
        assert here.isCurrent() && here.machine() == machine : here + " does not run the caller";
        return cpus[here.id()];
    }

    boolean isCurrent(int cpu) {
        return machine.cpu(cpu).isCurrent();
    }

    int cpuCount() {
        return cpus.length;
    }

    BitSet allCpus() {
        final BitSet all = new BitSet();
        all.set(0, cpus.length);
        return all;
    }

    void checkMachine(Cpu here) {
        if (here.machine() != machine) {
            throw new IllegalStateException("a group of " + machine.config().name() + " was used on " + here
                    + "; user threads are made on their own machine");
        }
    }
}
