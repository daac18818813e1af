package anax.runtime.user;

import anax.runtime.Cpu;
import anax.runtime.Lwkt;
import java.util.Objects;

/// A group of user threads. Groups form trees; a scheduler is chosen for a whole tree, and may share by the weights
/// of the groups within it.
///
/// Owner: nobody; what changes is kept by the CPUs. Allocated by [Userland#group]; [#create] allocates a thread and
/// [#use] a message. Never blocks.
///
/// ```java
/// UserGroup work = Userland.of(machine).group("work", FairShare.plan());
/// UserGroup urgent = work.group("urgent", 300);
/// urgent.create("answer", this::answer);
/// work.use(Bsd4.plan());
/// ```
public final class UserGroup {
    private static final int USUAL_WEIGHT = 100;

    private final Userland land;
    private final String name;
    private final UserGroup parent;
    private final int weight;
    private final int tree;
    private final Regime firstRegime;
    private long lastVersion; // of a root; CPU 0's

    UserGroup(Userland land, String name, int tree, int weight, SchedulerPlan plan) {
        this.land = land;
        this.name = Objects.requireNonNull(name, "a group needs a name");
        this.tree = tree;
        this.weight = weight;
        parent = null;
        firstRegime = new Regime(land, plan, lastVersion);
    }

    private UserGroup(UserGroup parent, String name, int weight) {
        Traits.checkWeight(weight);
        land = parent.land;
        this.name = Objects.requireNonNull(name, "a group needs a name");
        this.parent = parent;
        this.weight = weight;
        tree = parent.tree;
        firstRegime = parent.firstRegime;
    }

    /// Makes a group within this one, of the usual weight.
    public UserGroup group(String innerName) {
        return group(innerName, USUAL_WEIGHT);
    }

    /// Makes a group within this one.
    ///
    /// @param innerWeight its share beside the other groups and threads of this one, 1 to 10,000
    public UserGroup group(String innerName, int innerWeight) {
        return new UserGroup(this, innerName, innerWeight);
    }

    /// Makes a normal user thread of this group on the current CPU, and schedules it.
    public UserThread create(String threadName, Runnable body) {
        return create(threadName, Traits.NORMAL, body);
    }

    /// Makes a user thread of this group on the current CPU, and schedules it. From a user thread of the same
    /// tree it is a fork, which some schedulers have both pay for.
    ///
    /// @param threadName what people call it
    /// @param traits     its class, weight and CPUs
    /// @param body       what it does; when it returns or throws, the thread has ended
    /// @throws IllegalArgumentException if none of the CPUs that it may use is of this machine
    /// @throws IllegalStateException if the caller is no lightweight thread of this machine
    public UserThread create(String threadName, Traits traits, Runnable body) {
        final Cpu here = Cpu.current();
        land.checkMachine(here);
        final int first = traits.cpus().nextSetBit(0);
        if (first >= land.cpuCount()) {
            throw new IllegalArgumentException("thread " + threadName + " may use CPU " + first + " and later ones; "
                    + here.machine().config().name() + " has 0 to " + (land.cpuCount() - 1));
        }
        final Lwkt thread = Lwkt.alloc(here.id(), threadName, traits.kind().priority(), body);
        final UserThread parentThread = UserThread.current();
        final boolean forked = parentThread != null && parentThread.group().root() == root();
        final UserThread created = new UserThread(this, traits, thread, forked ? parentThread : null);
        thread.schedule();
        return created;
    }

    /// Puts the tree of this group under other schedulers, while its threads run. Each CPU changes when it hears
    /// of it; threads that wait go on waiting under the new one, threads that run make room first. From a
    /// lightweight thread.
    ///
    /// @throws IllegalArgumentException if the plan names a home that is no CPU of this machine
    public void use(SchedulerPlan plan) {
        final Cpu here = Cpu.current();
        land.checkMachine(here);
        if (plan.home() != SchedulerPlan.EACH_CPU) {
            land.machine().cpu(plan.home()); // refuses it here and not on CPU 0
        }
        here.send(land.machine().cpu(0), new Change(root(), plan));
    }

    /// What people call it.
    public String name() {
        return name;
    }

    /// The group around it; null if there is none.
    public UserGroup parent() {
        return parent;
    }

    /// Its share beside those of the same group.
    public int weight() {
        return weight;
    }

    /// The outermost group around it.
    public UserGroup root() {
        return parent == null ? this : parent.root();
    }

    @Override
    public String toString() {
        return parent == null ? name : parent + "/" + name;
    }

    Userland land() {
        return land;
    }

    int tree() {
        return tree;
    }

    Regime firstRegime() {
        return firstRegime;
    }

    /// Makes the regime that comes after all others. On CPU 0.
    Regime nextRegime(SchedulerPlan plan) {
        return new Regime(land, plan, ++lastVersion);
    }
}
