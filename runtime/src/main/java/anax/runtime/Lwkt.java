package anax.runtime;

import anax.runtime.timer.Timer;
import anax.runtime.timer.TimerHandler;
import java.util.Objects;

/// A lightweight thread: a stack, a priority, a critical-section count and a message port, tied to one CPU.
///
/// Owner: its CPU; only [#name], [#schedule], [#deschedule] and [#toString] are for everybody. Allocates when made,
/// unless its CPU has a freed one; its stack comes from the CPU's pool. Bound: memory. A thread moves to another CPU
/// by its own wish ([#moveTo]), or between two CPUs that agree ([#giveAway], [#acquire]). Nothing but an interrupt
/// thread takes the processor from it, and that only at poll points and where it wakes one itself, by [#schedule], a
/// signal or a wake-up.
///
/// The static methods concern the running thread. **Never switch while holding a monitor or a lock**, for both belong
/// to the carrier: the next thread on this CPU that wants it blocks the CPU, or walks in. Never keep a [Cpu] in a
/// local across a switch. **Once descheduled, no poll point until the switch**: whoever wants the thread would wait
/// for this CPU.
public final class Lwkt extends ThreadSections implements TimerHandler {
    private final boolean interruptThread;
    private final ScheduleIpi scheduleIpi = new ScheduleIpi(this);
    private final Timer timeout = new Timer(this, 0);
    private final Handover handover = new Handover(this);
    private final ThreadPort port;
    private ThreadPort lastPort; // of the list of its ports

    // New with each use of the object.
    private String name;
    private int priority;
    private Runnable body;
    private RunGate gate; // null: it goes on the run queue as soon as somebody schedules it

    private Fiber fiber;
    boolean waitsOnPort; // for a message on any of its ports
    private boolean leaving; // has descheduled itself and not yet switched
    private boolean mounted; // on a stack of the CPU: running, or preempted
    private Lwkt preempted; // whose place an interrupt thread has taken
    private long switches;
    private String waitMessage;
    private long ranNs; // by samples, see CpuTime
    private Object attachment; // of a package that stands above this one
    private TokenStack tokens; // null before its first token
    private boolean ended;
    private boolean freed;

    Lwkt(Cpu cpu, String name, int priority, Runnable body) {
        this(cpu, name, priority, false, body);
    }

    private Lwkt(Cpu cpu, String name, int priority, boolean interruptThread, Runnable body) {
        super(cpu);
        this.name = Objects.requireNonNull(name, "a lightweight thread needs a name");
        this.priority = priority;
        this.interruptThread = interruptThread;
        this.body = body;
        port = ThreadPort.builtIn(this);
        lastPort = port;
    }

    /// Makes a freed thread object a new thread.
    void renew(String newName, int newPriority, Runnable newBody) {
        name = Objects.requireNonNull(newName, "a lightweight thread needs a name");
        priority = newPriority;
        body = newBody;
        gate = null;
        ranNs = 0;
        ended = false;
        freed = false;
        switches = 0;
        port.reopen();
        lastPort = port;
        attachment = null;
    }

    /// Makes the thread of an interrupt line: the only kind that preempts.
    static Lwkt forInterrupts(Cpu cpu, String name, int priority, Runnable body) {
        return new Lwkt(cpu, name, priority, true, body);
    }

    /// Makes a thread of priority [Priority#DAEMON] on the current CPU and schedules it.
    public static Lwkt create(String name, Runnable body) {
        return create(Cpu.current().id(), name, Priority.DAEMON, body);
    }

    /// Makes a thread on any CPU of this machine and schedules it. The paper's `lwkt_create`.
    ///
    /// @param cpu      where it runs: 0 to the machine's number of CPUs, exclusive
    /// @param name     what people call it
    /// @param priority 1 to 31, the higher goes first
    /// @param body     what it does; when it returns or throws, the thread has ended
    /// @throws IllegalArgumentException if there is no such CPU or priority
    public static Lwkt create(int cpu, String name, int priority, Runnable body) {
        Lwkt thread = alloc(cpu, name, priority, body);
        thread.schedule();
        return thread;
    }

    /// Makes a thread on any CPU of this machine, which begins when it is first scheduled. The paper's
    /// `lwkt_alloc_thread`. On the current CPU the object of a freed thread is used, if there is one.
    ///
    /// @param cpu      where it runs: 0 to the machine's number of CPUs, exclusive
    /// @param name     what people call it
    /// @param priority 1 to 31, the higher goes first
    /// @param body     what it does; when it returns or throws, the thread has ended
    /// @throws IllegalArgumentException if there is no such CPU or priority
    public static Lwkt alloc(int cpu, String name, int priority, Runnable body) {
        Priority.check(priority);
        Objects.requireNonNull(body, "a lightweight thread needs a body");
        final Cpu here = Cpu.current();
        final Cpu there = here.machine().cpu(cpu);
        return there == here
                ? here.threadPool().take(here, name, priority, body)
                : new Lwkt(there, name, priority, body);
    }

    /// Ends the running thread here, as if its body had returned: `finally` blocks run, and a body that catches
    /// every `Throwable` has to pass this one on. The paper's `lwkt_exit`.
    ///
    /// @throws IllegalStateException if an interrupt thread calls, which lives as long as its line
    public static void exit() {
        final Lwkt self = current();
        if (self.interruptThread) {
            throw new IllegalStateException("interrupt thread " + self + " tried to end, but lives as long as its line;"
                    + " return from the handler instead");
        }
        throw new ThreadExit();
    }

    /// The running thread; in code that a CPU's own loop runs, that CPU's idle thread.
    ///
    /// @throws IllegalStateException if the caller is an ordinary Java thread
    public static Lwkt current() {
        final Lwkt thread = Fiber.mountedThread();
        return thread != null ? thread : Cpu.current().currentThread();
    }

    /// Takes in what arrived, then lets another thread run if one should: one of higher priority is ready, or a
    /// tick has passed and equals wait. Nearly free otherwise, so call it often. The paper's `lwkt_yield`.
    @SuppressWarnings("NamedLikeContextualKeyword") // the field's word for it
    public static void yield() {
        final Cpu cpu = Cpu.current();
        cpu.poll();
        if (cpu.isRescheduleWanted()) {
            suspendQueued(cpu);
        }
    }

    /// Lets threads of higher priority run, but not equals, whose turn the next tick brings.
    public static void yieldQuick() {
        final Cpu cpu = Cpu.current();
        cpu.poll();
        if (!cpu.isRescheduleWanted()) {
            return;
        }
        cpu.cancelReschedule();
        if (cpu.runQueue().head() != cpu.currentThread()) {
            suspendQueued(cpu);
        }
    }

    /// Goes behind its equals and lets them run, without waiting for a tick. Returns at once if there are none.
    public static void giveWay() {
        final Cpu cpu = Cpu.current();
        cpu.poll();
        final RunQueue runQueue = cpu.runQueue();
        final Lwkt thread = cpu.currentThread();
        runQueue.rotate(thread);
        if (runQueue.head() != thread) {
            suspendQueued(cpu);
        }
    }

    /// Takes in what arrived, in the midst of long work: interrupt threads may run here, no other thread does.
    public static void checkpoint() {
        final Cpu cpu = Cpu.current();
        if (cpu.currentThread().criticalCount() == 0) {
            cpu.poll();
        }
    }

    /// Runs the thread that should run now: the caller again, if it is still scheduled and nobody goes before it.
    /// The paper's `lwkt_switch`.
    public static void switchAway() {
        current().suspend();
    }

    /// Takes the running thread off the run queue. It runs on until it switches, and then until somebody
    /// schedules it.
    public static void descheduleSelf() {
        final Cpu cpu = Cpu.current();
        final Lwkt self = cpu.currentThread();
        cpu.runQueue().remove(self);
        self.leaving = true;
    }

    /// Gives up the processor until somebody schedules this thread. Wake-ups may be spurious: test your condition
    /// again.
    ///
    /// @param reason what it waits for, in a word or two, for whoever lists the threads
    public static void block(String reason) {
        current().blockHere(reason);
    }

    /// Gives up the processor until somebody schedules this thread, or time is up. Wake-ups may be spurious.
    ///
    /// @param reason   what it waits for, in a word or two, for whoever lists the threads
    /// @param untilNs when to go on at the latest, on the machine's clock ([Cpu#nowNs])
    public static void blockUntil(String reason, long untilNs) {
        final Lwkt self = current();
        Cpu.current().timers().schedule(self.timeout, untilNs);
        block(reason);
        Cpu.current().timers().cancel(self.timeout);
    }

    /// Goes on on another CPU of the same machine; returns there. Does nothing if the thread is there already.
    ///
    /// @param cpu where to: 0 to the machine's number of CPUs, exclusive
    /// @throws IllegalArgumentException if there is no such CPU
    public static void moveTo(int cpu) {
        final Cpu from = Cpu.current();
        final Cpu to = from.machine().cpu(cpu);
        if (from == to) {
            return;
        }
        final Lwkt self = from.currentThread();
        self.refuseIfInterruptThread("moved");
        self.refuseIfGated("moved");
        Sleepers.cancel();
        descheduleSelf();
        self.handover.moveAtSwitch(to);
        self.suspend();
    }

    /// Puts the thread on its CPU's run queue, wherever that is; does nothing if it is there already. Any CPU may
    /// call.
    public void schedule() {
        Cpu.current().beforeSharedAccess();
        final Cpu home = cpuAcquire();
        final Cpu here = Cpu.current();
        if (home == here) {
            scheduleOnCpu(home);
        } else {
            here.send(home, scheduleIpi);
        }
    }

    /// Takes the thread off its CPU's run queue, wherever that is; does nothing if it is not there. Any CPU may
    /// call. A thread that runs goes on until it switches.
    public void deschedule() {
        final Cpu home = cpuAcquire();
        final Cpu here = Cpu.current();
        assert priority != Priority.IDLE : "the idle thread of " + home + " was descheduled";
        if (home == here) {
            descheduleOnCpu(home);
        } else {
            here.send(home, new DescheduleIpi(this));
        }
    }

    /// Offers the thread to other CPUs: from now on any may [#acquire] it. It must be descheduled, and it may be
    /// the running one, which then has to switch next. On its own CPU.
    ///
    /// @throws IllegalStateException if it is still scheduled
    public void giveAway() {
        assert cpu.isCurrent() : this + " was given away on " + Cpu.currentOrNull();
        refuseIfInterruptThread("given away");
        refuseIfGated("given away");
        if (queued) {
            throw new IllegalStateException(this + " was given away while it is scheduled; deschedule it first");
        }
        if (ended) {
            throw new IllegalStateException(this + " was given away after it had ended; only threads that live can go");
        }
        cpu.timers().cancel(timeout);
        if (waitQueue != null) {
            throw new IllegalStateException(this + " was given away while it waits in a queue; signal the queue first");
        }
        if (sleepIdentity != null) {
            cpu.sleepers().remove(this);
            handover.scheduleLater(); // it no longer hears a wake-up, so it has to test its condition again
        }
        handover.offer();
    }

    /// Takes over a thread that was given away, and returns when it belongs to the calling CPU. It is not
    /// scheduled, unless somebody tried to meanwhile.
    ///
    /// The thread is handed over when it is off its old processor. While the caller waits its CPU takes in what
    /// other CPUs send, and warns once a second.
    ///
    /// @throws IllegalStateException if the thread was not given away, has ended, or is acquired by another CPU
    ///     as well; or if the caller is in a critical section
    public void acquire() {
        handover.acquire();
    }

    /// Gives the object back to its CPU's pool, for a thread to come. The paper's `lwkt_free_thread`. On its CPU;
    /// nobody may name the thread afterwards, for the name would be another thread's. Who never frees leaves the
    /// object to the garbage collector.
    ///
    /// @throws IllegalStateException if it has not ended, or was freed already
    public void free() {
        assert cpu.isCurrent() : this + " was freed on " + Cpu.currentOrNull();
        if (!ended || mounted || freed) {
            throw new IllegalStateException(this + (freed ? " was freed twice" : " was freed while it lives")
                    + "; free a thread once, after it has ended");
        }
        freed = true;
        body = null;
        cpu.threadPool().giveBack(this);
    }

    /// What a package above keeps of this thread; null if nothing. For the thread itself.
    public Object attachment() {
        return attachment;
    }

    /// Keeps an object with the thread until it ends. For the thread itself.
    public void attach(Object newAttachment) {
        attachment = newAttachment;
    }

    /// True if this is how [#exit] gets to the end of a thread. Who catches every `Throwable` passes such a one
    /// on.
    public static boolean isExit(Throwable thrown) {
        return thrown instanceof ThreadExit;
    }

    /// The thread's built-in port, on which it alone gets messages and replies.
    public ThreadPort port() {
        return port;
    }

    /// What people call it.
    public String name() {
        return name;
    }

    /// 1 to 31, the higher goes first; 0 for a CPU's idle thread.
    public int priority() {
        return priority;
    }

    /// What decides when it may be on the run queue; null if nothing does. On its CPU.
    public RunGate gate() {
        return gate;
    }

    /// The CPU that owns the thread. Seen from another CPU the answer may be old: send there, and what arrives
    /// follows.
    public Cpu cpu() {
        return cpuAcquire();
    }

    /// Name, CPU and what it waits for, if anything. From another CPU the answer may be old.
    @Override
    public String toString() {
        String wait = waitMessage;
        return name + " (CPU " + cpuAcquire().id() + (wait == null ? ")" : ", waits: " + wait + ")");
    }

    /// Its time-out has come. For the CPU's timers only.
    @Override
    public void onTimer(Timer timer, long nowNs) {
        scheduleOnCpu(cpu);
    }

    // What follows is the CPU's and the ports'.

    /// Puts the thread on the run queue of its own CPU, which is the current one. A thread that has ended stays
    /// away.
    void scheduleOnCpu(Cpu home) {
        assert priority != Priority.IDLE : "the idle thread of " + home + " was scheduled";
        if (handover.isOffered()) {
            handover.scheduleLater();
        } else if (!ended) {
            leaving = false;
            enterQueue(home);
        }
    }

    private void enterQueue(Cpu home) {
        if (gate == null) {
            home.enqueue(this);
        } else {
            gate.schedule(home);
        }
    }

    /// Takes the thread off the run queue of its own CPU, which is the current one.
    void descheduleOnCpu(Cpu home) {
        if (gate == null) {
            home.runQueue().remove(this);
        } else {
            gate.deschedule(home);
        }
    }

    /// Lets a gate decide when it runs.
    void putGate(RunGate newGate) {
        assert cpu.isCurrent() : "a gate was put before " + this + " on " + Cpu.currentOrNull();
        if (gate != null || listed || ended) {
            throw new IllegalStateException("a gate was put before " + this
                    + ", which has begun or has one; give it to a thread that was allocated and not yet scheduled");
        }
        gate = newGate;
    }

    /// Changes the priority of a thread that is not queued.
    void changePriority(int newPriority) {
        assert !queued : this + " changed its priority on the run queue";
        priority = newPriority;
    }

    /// Makes it another CPU's, between two switches.
    void leave(Cpu from, Cpu to) {
        from.timers().cancel(timeout);
        if (listed) {
            from.forget(this);
        }
        from.beforeSharedAccess();
        changeCpu(to);
    }

    /// How long it has had the processor, by samples.
    long ranNs() {
        return ranNs;
    }

    void addRan(long ns) {
        ranNs += ns;
    }

    /// True if it could run.
    boolean isReady() {
        return queued || (gate != null && gate.isWanted());
    }

    /// Gives up the processor until somebody schedules it; called by the thread itself.
    void blockHere(String reason) {
        cpu.runQueue().remove(this);
        leaving = true;
        waitMessage = reason;
        suspend();
        waitMessage = null;
    }

    /// True if it has tokens, or waits for some.
    boolean hasTokens() {
        return tokens != null && !tokens.isEmpty();
    }

    TokenStack tokens() {
        if (tokens == null) {
            tokens = new TokenStack(this);
        }
        return tokens;
    }

    ScheduleIpi scheduleIpi() {
        return scheduleIpi;
    }

    Handover handover() {
        return handover;
    }

    /// True once its body has returned or thrown. On its CPU.
    boolean hasEnded() {
        return ended;
    }

    /// True while it is on a stack of its CPU: running, or preempted.
    boolean isMounted() {
        return mounted;
    }

    /// Adds a port to those that are closed when the thread ends.
    ///
    /// @return the one that was added before it
    ThreadPort addPort(ThreadPort added) {
        final ThreadPort before = lastPort;
        lastPort = added;
        return before;
    }

    boolean isInterruptThread() {
        return interruptThread;
    }

    boolean isQueued() {
        return queued;
    }

    /// True from descheduling itself to the switch.
    boolean isLeaving() {
        return leaving;
    }

    /// Says what it waits for on its stack; null when it does not any more.
    void restsFor(String what) {
        waitMessage = what;
    }

    String waitMessage() {
        return waitMessage;
    }

    Fiber fiber() {
        return fiber;
    }

    Lwkt preempted() {
        return preempted;
    }

    void preempts(Lwkt running) {
        preempted = running;
    }

    /// Runs the body; called on the thread's own fiber. What escapes ends the thread and is reported, no more.
    void runToEnd() {
        try {
            body.run();
        } catch (ThreadExit end) { // it ends as it wished
        } catch (Throwable failure) { // whatever it is, the CPU and its other threads go on
            cpu.machine().reportFailure(this, failure);
        }
        leaveAllSections(cpu);
        releaseTokens();
        Sleepers.cancel();
        cpu.timers().cancel(timeout);
        for (ThreadPort each = lastPort; each != null; each = each.addedBefore()) {
            each.close();
        }
        cpu.runQueue().remove(this);
        ended = true;
    }

    /// Mounts the thread until it switches; called by its CPU.
    void resume(FiberPool fibers) {
        if (fiber == null) {
            fiber = fibers.take(this);
        }
        mounted = true;
        fiber.run();
        mounted = false;
    }

    /// Finishes, off the thread's own stack, what it began before the switch: its end, its move, or its
    /// hand-over.
    void completeSwitch(Cpu from) {
        final RunGate guarded = gate; // read before the thread may be another CPU's
        if (ended) {
            from.fibers().giveBack(fiber);
            fiber = null;
            from.forget(this);
            handover.cancel(from, "it has ended");
        } else if (guarded == null) {
            handover.completeSwitch(from);
        }
        if (guarded != null) {
            guarded.completeSwitch(from);
        }
    }

    /// Makes it another CPU's.
    void changeCpu(Cpu to) {
        cpuRelease(to);
    }

    private static void suspendQueued(Cpu cpu) {
        cpu.currentThread().suspend();
    }

    void suspend() {
        if (fiber == null) {
            throw new IllegalStateException("CPU " + cpu.id() + "'s own loop was asked to switch; an Ipi must neither"
                    + " block nor switch: send a message to a thread instead");
        }
        assert !cpu.isInIpi()
                : this + " switched in the midst of an entry of the crossbar or a hard section" + lastEntered();
        if (hasTokens()) {
            tokens.dropAll(); // whoever runs it again has taken them before
        }
        try {
            final HeldLocks heldLocks = cpu.heldLocks();
            if (heldLocks != null) {
                heldLocks.check(this, switches++);
            }
            fiber.suspend();
        } catch (IllegalStateException refused) {
            stay();
            throw refused;
        }
        leaving = false;
    }

    /// Undoes what a switch that was refused had begun: the thread goes on here, scheduled as a running thread
    /// is.
    private void stay() {
        handover.cancel(cpu, "it could not leave its processor");
        leaving = false;
        waitMessage = null;
        if (hasTokens()) {
            tokens.takeBack(cpu);
        }
        enterQueue(cpu);
    }

    private void refuseIfGated(String what) {
        if (gate != null) {
            throw new IllegalStateException(this + " was " + what + ", but its user scheduler says where it runs;"
                    + " name the CPUs that it may use when you create it");
        }
    }

    private void releaseTokens() {
        if (hasTokens()) {
            final int left = tokens.releaseAll();
            cpu.machine()
                    .reportFailure(
                            this,
                            new IllegalStateException(
                                    this + " ended with " + left + " tokens; release each before the body returns"));
        }
    }

    private void refuseIfInterruptThread(String what) {
        if (interruptThread) {
            throw new IllegalStateException("interrupt thread " + this + " was " + what
                    + "; it belongs to the CPU of its line: hand the work to a thread that may move");
        }
    }
}
