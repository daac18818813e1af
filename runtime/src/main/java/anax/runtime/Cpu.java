package anax.runtime;

import anax.runtime.clock.Clock;
import anax.runtime.clock.SystemClock;
import anax.runtime.crossbar.Doorbell;
import anax.runtime.crossbar.LaneReceiver;
import anax.runtime.timer.TimerWheel;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/// One CPU of a machine: its run queue, its ends of the crossbar, its interrupts, and the loop under them all.
///
/// Owner: itself, that is, whatever runs on it; only [#id], [#machine], [#counters], [#isParked], [#runningName],
/// [#runningSections] and [#toString] are for everybody. Allocates at boot and when a thread is made. Blocks only
/// when it has nothing to do. What happens at the bound of a lane stands at [#send].
///
/// **Poll points.** What arrives is noticed at a switch, a yield, the end of an outermost critical section, a
/// [Lwkt#checkpoint], where a thread waits for a message, and in the idle loop, and taken in this order: what other
/// CPUs sent, what foreign threads handed in, the tick, fast interrupts, interrupt threads. Only the last may take
/// the processor from the running thread.
public final class Cpu extends CpuPadding {
    /// How long a wait for another CPU may take before it is reported, again and again.
    private static final long WARN_EVERY_NS = 1_000_000_000L;

    private static final int TURNS_PER_CLOCK_READING = 256;

    /// How often a poll goes round for fast lines that are raised meanwhile; then the running thread has its
    /// turn.
    private static final int MOST_FAST_ROUNDS = 8;

    private final Driver driver;
    private final Clock clock;
    private final CpuCounters counters = new CpuCounters();
    private final RunQueue runQueue = new RunQueue();
    private final ThreadList threads = new ThreadList();
    private final FiberPool fibers;
    private final ThreadPool threadPool;
    private final Outbound outbound;
    private final Inbound inbound;
    private final CpuTime time;
    private final Idling idling;
    private final Preemption preemption = new Preemption(this);
    private final Interrupts interrupts = new Interrupts(this);
    private final SyncHold syncHold = new SyncHold(this);
    private final Sleepers sleepers;
    private final HeldLocks heldLocks;
    private final Lwkt idleThread;

    private Lwkt current;
    private Lwkt lastRun; // before the loop itself
    private boolean rescheduleWanted;
    private int ipiNesting;
    private int tokenTurns; // of waiting for tokens with nothing else to run
    private volatile boolean halted;

    Cpu(Machine machine, int id, Driver driver, Clock clock, Crosspoint crosspoint) {
        super(machine, id);
        MachineConfig config = machine.config();
        this.driver = driver;
        this.clock = clock;
        fibers = new FiberPool(config.pooledStacks());
        threadPool = new ThreadPool(config.pooledStacks());
        outbound = new Outbound(this, driver, counters, crosspoint.outbound, config.ringBound());
        inbound = new Inbound(crosspoint.inbound, new ForeignInbox(config.inboxBound()));
        time = new CpuTime(this, clock, config.tickNs());
        idling = new Idling(this, driver, clock, machine.idleSpinNs());
        heldLocks = config.debug() ? new HeldLocks(SystemClock.INSTANCE) : null;
        sleepers = new Sleepers(this, machine.sleepTable());
        idleThread = new Lwkt(this, "idle", Priority.IDLE, null);
        current = idleThread;
        lastRun = idleThread;
    }

    /// The CPU that runs the caller. Right at any moment, also right after a move; a few loads.
    ///
    /// @throws IllegalStateException if the caller is an ordinary Java thread
    public static Cpu current() {
        final Lwkt thread = Fiber.mountedThread();
        return thread != null ? thread.cpu() : currentOfLoop();
    }

    /// The CPU that runs the caller; null if the caller is an ordinary Java thread.
    public static Cpu currentOrNull() {
        final Lwkt thread = Fiber.mountedThread();
        return thread != null ? thread.cpu() : Fiber.mountedCpu();
    }

    private static Cpu currentOfLoop() {
        Cpu cpu = Fiber.mountedCpu();
        if (cpu == null) {
            throw new IllegalStateException("an ordinary Java thread called what only a lightweight thread may call;"
                    + " hand the work to a machine with Machine.spawn or Machine.call");
        }
        return cpu;
    }

    /// The machine that it belongs to.
    public Machine machine() {
        return machine;
    }

    /// Its number in the machine, from 0.
    public int id() {
        return id;
    }

    /// True if the caller runs on this CPU.
    public boolean isCurrent() {
        return currentOrNull() == this;
    }

    /// What it has counted since boot. From another thread the figures may be old.
    public CpuCounters counters() {
        return counters;
    }

    /// The same by name, with the time up to now. On this CPU.
    public Map<String, Long> figures() {
        assert isCurrent() : this + " does not run the caller";
        time.charge(clock.nowNs());
        return counters.byName();
    }

    /// True while it sleeps for want of work. From another thread the answer may be old.
    public boolean isParked() {
        return doorbell.isParked();
    }

    /// The name of the thread that it runs; `idle` while its own loop does, or the thread rests. From another
    /// thread the answer may be old.
    public String runningName() {
        final Lwkt running = current;
        return running.waitMessage() == null ? running.name() : idleThread.name();
    }

    /// If the running thread is in a critical section, which ones it entered last and where, the newest first;
    /// empty otherwise, and unless in debug mode. From another thread the answer may be old.
    public String runningSections() {
        final Lwkt running = current;
        return running.criticalCount() == 0 ? "" : running.sections();
    }

    /// What its threads are doing, in the order of their coming. For an entry that an ordinary thread handed in
    /// with [Machine#submit]: it runs at a poll point of the running thread.
    ///
    /// A thread that is just going from one CPU to another is on neither list.
    ///
    /// @param most       how many threads at most; each takes some 100 ns
    /// @param mostStacks of how many of them the stack is taken as well, which takes some 30 us each
    public List<ThreadSnapshot> threadSnapshots(int most, int mostStacks) {
        assert isCurrent() && isInIpi() : this + " is not in an entry of the crossbar";
        StackTraceElement[] carrierStack = mostStacks > 0 ? driver.stackOf(this) : new StackTraceElement[0];
        return new ThreadCensus(this, mostStacks, carrierStack).take(most);
    }

    /// How many threads have begun here and not ended. On this CPU.
    public int threadCount() {
        return threads.size();
    }

    /// Its timers, for its owner to schedule. Handlers run at poll points, in the context of whatever thread runs
    /// there, and must neither block nor switch.
    public TimerWheel timers() {
        return time.timers();
    }

    /// The time, on the machine's clock.
    public long nowNs() {
        return clock.nowNs();
    }

    /// Its interrupt lines, for its owner to add to.
    public Interrupts interrupts() {
        return interrupts;
    }

    /// Has `target` run `entry` at its next poll point; on this CPU itself, runs it at once.
    ///
    /// The order is kept for each pair of CPUs. A parked target is woken at this CPU's next poll point, or when
    /// half a ring or a batch of entries is out, whichever comes first. Call it on this CPU.
    ///
    /// At the bound a thread waits, while its CPU takes in what others send; in a critical section and in an
    /// entry, where waiting is forbidden, the entry is kept until there is room.
    ///
    /// @throws IllegalArgumentException if the target belongs to another machine
    /// @throws IllegalStateException if the lane is full and the machine is halted
    public void send(Cpu target, Ipi entry) {
        assert isCurrent() : this + " does not run the caller";
        if (target == this) {
            runIpi(entry);
        } else {
            checkMachine(target);
            outbound.send(target, entry);
        }
    }

    private void checkMachine(Cpu target) {
        if (target.machine != machine) {
            throw new IllegalArgumentException(this + " was asked to send to " + target
                    + "; lanes lead to CPUs of the same machine only: use Machine.spawn of the other");
        }
    }

    /// As [#send], but wakes nobody: the target takes the entry in when it looks for other reasons, at the latest
    /// when this CPU parks, or a quarter of the lane is in use. For what can wait: memory that goes home,
    /// statistics.
    ///
    /// @throws IllegalArgumentException if the target belongs to another machine
    /// @throws IllegalStateException if the lane is full and the machine is halted
    public void sendPassive(Cpu target, Ipi entry) {
        assert isCurrent() : this + " does not run the caller";
        if (target == this) {
            runIpi(entry);
            return;
        }
        checkMachine(target);
        outbound.sendPassive(target, entry);
    }

    /// Sends one entry to several CPUs, from this CPU's number upwards and round, so that none is favoured; on
    /// this CPU itself, if it is among them, runs it at once, last. The entry may be under way several times, so
    /// it must be of a class that allows that.
    ///
    /// @param targets numbers of CPUs
    /// @throws IllegalArgumentException if there is no CPU of such a number
    public void sendToAll(BitSet targets, Ipi entry) {
        if (targets.length() > machine.cpuCount()) {
            machine.cpu(targets.length() - 1); // says what is allowed
        }
        for (int step = 1; step <= machine.cpuCount(); step++) {
            final int target = (id + step) % machine.cpuCount();
            if (targets.get(target)) {
                send(machine.cpu(target), entry);
            }
        }
    }

    /// Waits until `target` has run everything that this CPU sent to it before. Meanwhile this CPU takes in what
    /// is sent to it; it warns once a second. Allocates an entry.
    ///
    /// @throws IllegalStateException if the caller may not wait here, or the machine is halted
    public void waitIpi(Cpu target) {
        assert isCurrent() : this + " does not run the caller";
        if (isTakingInForbidden()) {
            throw new IllegalStateException(currentThread() + " tried to wait for " + target
                    + " in a critical section or an entry of the crossbar, where nothing is taken in; leave it before"
                    + currentThread().lastEntered());
        }
        new IpiFence(this, target).await();
    }

    /// Waits with `wait` from now on when there is nothing to do; null parks again. For the CPU's owner: whoever
    /// brings a device to this CPU.
    public void waitWith(DeviceWait wait) {
        assert isCurrent() : this + " does not run the caller";
        idling.waitWith(wait);
    }

    /// What it waits with; null if it parks. On this CPU.
    public DeviceWait deviceWait() {
        assert isCurrent() : this + " does not run the caller";
        return idling.deviceWait();
    }

    /// True if the running thread, which has nothing to do, may look for more a few times before it waits: nobody
    /// else is ready, and the CPU would spin for want of work anyway. On this CPU.
    public boolean mayLookOn() {
        return machine.idleSpinNs() > 0 && runQueue.holdsOnly(current);
    }

    /// Does what the idle loop does, but on the stack of the running thread, which has nothing to do: waits until
    /// something arrives, a device has something, or a timer is due, and takes that in. On this CPU.
    ///
    /// @param what what the thread waits for, in a word or two, for whoever lists the threads
    /// @return false at once if the thread must block instead: somebody else is ready, it is in a critical
    ///     section, or the machine is in debug mode, where each wait is a switch
    public boolean takeInPlace(String what) {
        return idling.takeInPlace(current, what);
    }

    /// Looks at the devices that it waits with, if any.
    ///
    /// @return true if one has something
    boolean lookAtDevices() {
        return idling.lookAtDevices();
    }

    /// Ends this CPU's wait for something to do. Any thread may call, after it rang the bell and was told to.
    void wake() {
        idling.wake();
    }

    /// Takes in what arrived and rings the bells that are due: what happens at every poll point.
    void poll() {
        driver.atPollPoint(this);
        counters.polls++;
        final Lwkt running = current;
        // Whoever acquires this thread may wait for it to be off the processor while it waits for us to answer an
        // entry.
        assert running == idleThread || !running.isLeaving()
                : running + " passed a poll point between descheduling itself and the switch";
        running.addCritical(1);
        takeInbound();
        inbound.takeFromForeigners(this);
        time.poll();
        if (interrupts.isPending()) {
            serveInterrupts();
        }
        running.addCritical(-1);
        if (runQueue.hasInterruptThread()) {
            preemption.runWhatMayPreempt(running);
        }
        if (syncHold.isWanted() && !isTakingInForbidden()) {
            syncHold.stay();
        }
        if (outbound.owesAnything()) {
            outbound.settle(); // last, for what was run meanwhile may have sent
        }
    }

    /// What arrives while fast lines are served is taken in before the threads of the others are scheduled.
    private void serveInterrupts() {
        interrupts.runFast();
        for (int round = 1; interrupts.isFastPending() && round < MOST_FAST_ROUNDS; round++) {
            takeInbound();
            inbound.takeFromForeigners(this);
            time.poll();
            interrupts.runFast();
        }
        interrupts.scheduleThreads();
    }

    /// What the end of an outermost critical section does: a poll, unless this is the midst of one.
    void pollUnlessNested() {
        if (ipiNesting == 0 && current.nesting() < 2) {
            poll();
        }
    }

    /// Takes in what other CPUs sent, and nothing else: what a CPU does that waits for another one.
    ///
    /// @return true if there was something
    private boolean takeInbound() {
        return inbound.takeFromCpus(this);
    }

    /// One turn of the look for work before it parks. A simulator can run another CPU meanwhile.
    void relax(int turn) {
        driver.relax(this, null, "work", turn);
    }

    /// When a wait that begins now has to be reported.
    long warnOfWaitAtNs() {
        return clock.nowNs() + WARN_EVERY_NS;
    }

    /// One turn of a wait for another CPU: takes in what is sent meanwhile, lets the other one run, and reports a
    /// wait that takes long.
    ///
    /// @param what     what it waits for
    /// @param turn     how many turns this wait has taken
    /// @param warnAtNs when to report it
    /// @return when to report it next
    /// @throws IllegalStateException if this CPU is halted
    long waitFor(Cpu other, String what, int turn, long warnAtNs) {
        assert !isTakingInForbidden() : this + " waits for " + what + " where it must take nothing in";
        refuseIfHalted(what);
        outbound.flushSpill();
        if (outbound.owesBells()) {
            outbound.ringBells();
        }
        if (takeInbound()) {
            counters.nested++;
        }
        if (syncHold.isWanted()) {
            syncHold.stay();
        }
        driver.relax(this, other, what, turn);
        if (turn % TURNS_PER_CLOCK_READING == 0 && clock.nowNs() - warnAtNs >= 0) {
            machine.warnOfWait(this, what, other);
            return warnAtNs + WARN_EVERY_NS;
        }
        return warnAtNs;
    }

    /// Runs an entry of the crossbar in the context of the running thread, which it must neither block nor
    /// switch.
    void runIpi(Ipi entry) {
        final Lwkt running = current;
        final int criticalBefore = running.criticalCount();
        final int hardBefore = running.hardCount();
        running.addCritical(1);
        ipiNesting++;
        try {
            // Messages are of any number of classes: this keeps the call to one target.
            if (entry instanceof Message message) {
                message.arrive(this);
            } else {
                entry.run(this);
            }
            assert running.checkSections(entry, criticalBefore + 1, hardBefore);
        } catch (RuntimeException | Error failure) { // it must end neither the loop nor whoever's stack it ran on
            machine.reportFailure(running, failure);
        } finally {
            ipiNesting--;
            running.restoreSections(this, criticalBefore, hardBefore);
        }
    }

    /// Runs what a lane hands out. Messages are most of it; they call nothing that could leave a section open,
    /// but for receipt handlers, so all of a batch share what each other entry is given by itself.
    void runBatch(LaneReceiver<Ipi> batch) {
        final Lwkt running = current;
        final int criticalBefore = running.criticalCount();
        final int hardBefore = running.hardCount();
        ipiNesting++;
        for (Ipi entry = batch.next(); entry != null; entry = batch.next()) {
            if (entry instanceof Message message && !message.is(Message.RECEIPT)) {
                try {
                    message.arrive(this);
                } catch (RuntimeException | Error failure) {
                    machine.reportFailure(running, failure);
                }
            } else {
                runIpi(entry);
            }
        }
        ipiNesting--;
        running.restoreSections(this, criticalBefore, hardBefore);
    }

    /// The loop of the CPU: poll, run the thread that should run, idle if there is none. Returns when halted.
    void loop() {
        while (!halted) {
            turn();
        }
    }

    private void turn() {
        poll();
        rescheduleWanted = false;
        final Lwkt thread = runQueue.head();
        if (thread == null) {
            idling.untilWork();
            return;
        }
        if (thread.hasTokens()) {
            runWithTokens(thread);
            return;
        }
        counters.switches++;
        run(thread);
    }

    /// Runs the first thread whose tokens can be had. If there is none, other CPUs have them: they are asked
    /// again and again, for nobody wakes who waits for a token, but whoever has one runs, and the stall watchdog
    /// sees who runs for long.
    private void runWithTokens(Lwkt first) {
        Lwkt thread = first;
        while (thread != null && thread.hasTokens() && !thread.tokens().takeAll(this)) {
            thread = runQueue.after(thread);
        }
        if (thread == null) {
            relax(tokenTurns++);
            return;
        }
        tokenTurns = 0;
        rescheduleWanted = thread != first; // its next yield tries for the first again
        counters.switches++;
        run(thread);
    }

    /// Mounts a thread until it switches, and finishes what it began before.
    private void run(Lwkt thread) {
        current = thread;
        final RunGate gate = thread.gate();
        if (gate != null) {
            gate.mount(this);
        }
        thread.resume(fibers);
        current = idleThread;
        lastRun = thread;
        thread.completeSwitch(this);
    }

    /// The same on top of the thread that is preempted.
    void runNested(Lwkt thread, Lwkt preempted) {
        run(thread);
        current = preempted;
    }

    /// To be called before this CPU touches what others touch as well, see [Driver#atSharedAccess].
    void beforeSharedAccess() {
        driver.atSharedAccess(this);
    }

    /// Has the clock be read at the next poll point.
    void expectGap() {
        time.expectGap();
    }

    /// The CPU has nothing to do from `nowNs` to the next reading of the clock.
    void beginIdle(long nowNs) {
        time.beginIdle(nowNs);
    }

    /// It has something again.
    void endIdle() {
        time.charge(clock.nowNs());
    }

    /// Charges time that has passed to the thread that runs; in the loop itself, to the one that ran last.
    void charge(long passedNs) {
        final Lwkt running = current == idleThread ? lastRun : current;
        if (running.cpu() == this) { // it may have left meanwhile
            running.addRan(passedNs);
        }
        counters.charge(running.priority(), passedNs);
    }

    boolean isHalted() {
        return halted;
    }

    /// True if an alarm is set and its time has come.
    boolean isPast(long alarmNs) {
        return alarmNs != TimerWheel.NEVER && clock.nowNs() - alarmNs >= 0;
    }

    /// True if something waits to be taken in.
    boolean hasArrivals() {
        return !inbound.isEmpty() || interrupts.isPending();
    }

    /// True in a critical section and while an entry runs: what arrives has to wait, and so nobody may wait for
    /// it.
    boolean isTakingInForbidden() {
        return current.criticalCount() != 0 || ipiNesting != 0;
    }

    /// The scheduler's clock: whoever ran goes behind its equals, and yields at its next yield.
    void tick() {
        // In the loop itself: it is whoever ran last whose turn is over.
        final Lwkt running = current == idleThread ? lastRun : current;
        if (running.cpu() != this || !running.isQueued()) {
            return; // it has left meanwhile, or waits
        }
        if (runQueue.head() != running) {
            rescheduleWanted = true;
        } else if (runQueue.hasEqual(running)) {
            runQueue.rotate(running);
            rescheduleWanted = true;
        }
    }

    // What follows is the threads' and the machine's.

    /// Puts one of its threads on the run queue. A thread that goes before the running one is noticed at the next
    /// yield, an interrupt thread takes the processor at once if it may.
    void enqueue(Lwkt thread) {
        list(thread);
        runQueue.enqueue(thread);
        if (runQueue.head() == thread && thread != current) {
            rescheduleWanted = true;
            if (thread.isInterruptThread()) {
                preemption.runWhatMayPreempt(current);
            }
        }
    }

    /// Notes a thread that begins or arrives here.
    void list(Lwkt thread) {
        if (!thread.listed) {
            threads.add(thread);
        }
    }

    /// Lets interrupt threads run that could not while the caller was in the midst of a list.
    void preemptIfDue() {
        preemption.runWhatMayPreempt(current);
    }

    /// Forgets a thread that ended here or goes elsewhere.
    void forget(Lwkt thread) {
        threads.remove(thread);
    }

    void wantReschedule() {
        rescheduleWanted = true;
    }

    void cancelReschedule() {
        rescheduleWanted = false;
    }

    boolean isRescheduleWanted() {
        return rescheduleWanted;
    }

    boolean isInIpi() {
        return ipiNesting != 0;
    }

    /// Hard sections and fast interrupts forbid what entries of the crossbar forbid.
    void nestAsIpi(int change) {
        ipiNesting += change;
    }

    SyncHold syncHold() {
        return syncHold;
    }

    Sleepers sleepers() {
        return sleepers;
    }

    HeldLocks heldLocks() {
        return heldLocks;
    }

    RunQueue runQueue() {
        return runQueue;
    }

    ThreadList threads() {
        return threads;
    }

    FiberPool fibers() {
        return fibers;
    }

    ThreadPool threadPool() {
        return threadPool;
    }

    Doorbell doorbell() {
        return doorbell;
    }

    ForeignInbox inbox() {
        return inbound.inbox();
    }

    Outbound outbound() {
        return outbound;
    }

    Lwkt currentThread() {
        return current;
    }

    private void refuseIfHalted(String what) {
        if (halted) {
            throw new IllegalStateException(this + " was halted while it waited for " + what);
        }
    }

    /// Has the loop return at its next turn. Any thread may call; the caller must wake the CPU if it is parked.
    void halt() {
        halted = true;
    }

    @Override
    public String toString() {
        return "CPU " + id + " of " + machine.config().name();
    }
}
