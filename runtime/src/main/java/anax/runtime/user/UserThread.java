package anax.runtime.user;

import anax.runtime.Cpu;
import anax.runtime.Ipi;
import anax.runtime.Lwkt;
import anax.runtime.RunGate;
import java.util.Objects;

/// A thread that runs when its user scheduler says so: on its CPU's run queue stands it, or another user thread, or
/// none.
///
/// Owner: the thread's CPU; while it waits in the scheduler's queue, its account is the scheduler's. Allocated by
/// [UserGroup#create]; allocates nothing later but an account when the scheduler is replaced. When it blocks, its
/// place goes to another thread (the passive release); when it is woken it queues for one again, and may go on on
/// another CPU if its scheduler moves threads.
public final class UserThread extends RunGate {
    private static final long NEVER_SLEPT = 0;

    private final UserGroup group;
    private final Traits traits;
    private final Journey journey;
    private final Departure departure;
    private Dispatcher dispatcher;
    private Account account;
    private Place place = Place.OUT;
    private long runsSinceNs;
    private long blockedAtNs;
    private boolean hasRun;

    private enum Place {
        /// Blocked, or not begun.
        OUT,
        /// The scheduler's: queued, or under way.
        QUEUED,
        /// It holds the seat of its group on its CPU.
        SEATED,
        /// It runs still, but its seat is another one's.
        DISPLACED
    }

    UserThread(UserGroup group, Traits traits, Lwkt thread, UserThread parent) {
        super(thread);
        this.group = group;
        this.traits = traits;
        journey = new Journey(this, group.land());
        departure = new Departure(this, group.land());
        final Cpu here = Cpu.current();
        dispatcher = group.land().at(here).seat(group.root()).regime().dispatcher(here.id());
        final boolean forked = parent != null && parent.dispatcher == dispatcher;
        account = enter(forked ? parent.account : null);
    }

    /// The user thread that calls; null if the caller is another thread.
    public static UserThread current() {
        return Lwkt.current().gate() instanceof UserThread user ? user : null;
    }

    /// Has the scheduler of the calling thread see whether an equal should run, and makes room if so. A thread
    /// that no user scheduler has just yields.
    public static void giveWay() {
        final UserThread self = current();
        final Cpu here = Cpu.current();
        if (self != null && self.place == Place.SEATED) {
            Lwkt.critEnter();
            self.group.land().at(here).seat(self.group.root()).ask(here);
            Lwkt.critExitNoPoll();
        }
        Lwkt.yield();
    }

    /// The group that it is in.
    public UserGroup group() {
        return group;
    }

    /// What it was given for life.
    public Traits traits() {
        return traits;
    }

    @Override
    protected void onWanted(Cpu home) {
        switch (place) {
            case OUT -> becomeReady(home, hasRun ? home.nowNs() - blockedAtNs : NEVER_SLEPT);
            case SEATED -> group.land().at(home).wantAgain(this);
            case QUEUED, DISPLACED -> {} // it is seen that it is wanted when it comes, or switches
        }
    }

    @Override
    protected void onUnwanted(Cpu home) {
        if (place == Place.SEATED) {
            place = Place.OUT;
            blockedAtNs = home.nowNs();
            group.land().at(home).vacate(home, this);
        }
    }

    @Override
    protected void onMount(Cpu home) {
        runsSinceNs = home.nowNs();
        hasRun = true;
    }

    @Override
    protected void onSwitch(Cpu home, boolean ended) {
        final long nowNs = home.nowNs();
        charge(home, nowNs);
        if (!isWanted()) {
            blockedAtNs = nowNs;
        }
        final Place before = place;
        if (before == Place.SEATED && !isWanted()) {
            place = Place.OUT;
            group.land().at(home).vacate(home, this);
        } else if (before == Place.DISPLACED) {
            place = Place.OUT;
            if (isWanted()) {
                becomeReady(home, NEVER_SLEPT);
            }
        }
        if (ended) {
            dispatcher.scheduler().leave(account);
        }
    }

    // What follows is the package's.

    /// Queues for a place.
    void becomeReady(Cpu home, long sleptNs) {
        final Regime regime = group.land().at(home).seat(group.root()).regime();
        if (dispatcher != regime.dispatcher(home.id())) {
            dispatcher.scheduler().leave(account);
            dispatcher = regime.dispatcher(home.id());
            account = enter(null);
        }
        account.readyOn(home.id(), !isFree());
        place = Place.QUEUED;
        if (!regime.movesThreads() && !account.mayRunOn(home.id())) {
            journey.move(traits.cpus().nextSetBit(0));
            return;
        }
        final UserCpu userCpu = group.land().at(home);
        final long nowNs = home.nowNs();
        userCpu.chargeRunning(home, nowNs);
        dispatcher
                .scheduler()
                .onReady(account, sleptNs, userCpu.seat(group.root()).waiting(), nowNs);
        journey.tellReady(home);
    }

    /// It was queued, but nothing comes of it.
    void comeBack(Cpu home) {
        place = Place.OUT;
        if (isWanted()) {
            becomeReady(home, NEVER_SLEPT);
        } else {
            blockedAtNs = home.nowNs();
        }
    }

    void sitDown() {
        place = Place.SEATED;
    }

    /// Its seat is another one's from now on.
    void giveUp(Cpu home) {
        if (isMounted()) {
            place = Place.DISPLACED;
        } else {
            comeBack(home);
        }
    }

    /// Tells the scheduler that the CPU is free of it.
    void depart(Cpu home) {
        place = Place.OUT;
        departure.tell(home);
    }

    void enterQueue() {
        if (isWanted()) {
            admit(traits.kind().priority());
        }
    }

    void leaveQueue() {
        withdraw();
    }

    void carry(Cpu to, Ipi arrival) {
        carryTo(to, arrival);
    }

    boolean couldRun() {
        return isWanted();
    }

    /// The clock of its scheduler.
    ///
    /// @return true if the scheduler should be asked
    boolean onClock(Cpu home, int waiting, long nowNs) {
        if (!chargeIfMounted(home, nowNs)) {
            return false;
        }
        return dispatcher.scheduler().onClock(account, waiting, nowNs);
    }

    Dispatcher dispatcher() {
        return dispatcher;
    }

    Account account() {
        return account;
    }

    Journey journey() {
        return journey;
    }

    /// True while it is its scheduler's.
    boolean waitsForPlace() {
        return place == Place.QUEUED;
    }

    /// True if it is on the run queue of its CPU.
    boolean isOnRunQueue() {
        return isAdmitted();
    }

    @Override
    public String toString() {
        return thread().toString();
    }

    private Account enter(Account parent) {
        final Account entered =
                Objects.requireNonNull(dispatcher.scheduler().enter(traits, group, parent), "a scheduler's account");
        entered.thread = this;
        return entered;
    }

    /// Charges it for what it had, if it runs.
    boolean chargeIfMounted(Cpu home, long nowNs) {
        if (isMounted()) {
            charge(home, nowNs);
            return true;
        }
        return false;
    }

    private void charge(Cpu home, long nowNs) {
        final long ranNs = nowNs - runsSinceNs;
        runsSinceNs = nowNs;
        dispatcher.scheduler().onRan(account, ranNs);
        group.land().at(home).charge(this, ranNs);
    }
}
