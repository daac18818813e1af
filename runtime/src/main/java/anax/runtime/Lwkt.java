package anax.runtime;

import anax.runtime.timer.Timer;
import anax.runtime.timer.TimerHandler;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;

/// A lightweight thread: a stack, a priority, a critical-section count and a message port, tied to one CPU.
///
/// Owner: its CPU; only [#name], [#schedule], [#deschedule] and [#toString] are for everybody. Allocates when made;
/// its stack comes from the CPU's pool. Bound: memory. A thread moves to another CPU by its own wish ([#moveTo]), or
/// between two CPUs that agree ([#giveAway], [#acquire]). Nothing but an interrupt thread takes the processor from
/// it, and that at poll points only.
///
/// The static methods concern the running thread. **Never switch while holding a monitor or a lock**, for both belong
/// to the carrier: the next thread on this CPU that wants it blocks the CPU, or walks in. Never keep a [Cpu] in a
/// local across a switch. **Once descheduled, no poll point until the switch**: whoever wants the thread would wait
/// for this CPU.
public final class Lwkt implements TimerHandler {
    private static final VarHandle CPU;

    static {
        try {
            CPU = MethodHandles.lookup().findVarHandle(Lwkt.class, "cpu", Cpu.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final String name;
    private final int priority;
    private final boolean interruptThread;
    private final Runnable body;
    private final ThreadPort port;
    private final ScheduleIpi scheduleIpi = new ScheduleIpi(this);
    private final Timer timeout = new Timer(this, 0);

    // The run queue's.
    Lwkt next;
    Lwkt previous;
    boolean queued;

    // The list of all threads.
    Lwkt allNext;
    Lwkt allPrevious;
    private boolean listed;

    // The wait queue's.
    WaitQueue waitQueue;
    Lwkt waitNext;

    // The sleepers'.
    Object sleepIdentity;
    Lwkt sleepNext;
    Lwkt sleepPrevious;

    private Cpu cpu; // changes hands by cpuRelease, after the stack is off the old processor
    private Fiber fiber;
    private boolean leaving; // has descheduled itself and not yet switched
    private boolean mounted; // on a stack of the CPU: running, or preempted
    private int criticalCount;
    private int nesting; // how often it is in the midst of its own soft interrupts
    private Lwkt preempted; // whose place an interrupt thread has taken
    private long switches;
    private String waitMessage;
    private boolean ended;

    // What the next switch completes.
    private Cpu moveTarget;
    private boolean givenAway;
    private Cpu acquirer;
    private boolean scheduleWhenAcquired;

    Lwkt(Cpu cpu, String name, int priority, Runnable body) {
        this(cpu, name, priority, false, body);
    }

    private Lwkt(Cpu cpu, String name, int priority, boolean interruptThread, Runnable body) {
        this.cpu = cpu;
        this.name = Objects.requireNonNull(name, "a lightweight thread needs a name");
        this.priority = priority;
        this.interruptThread = interruptThread;
        this.body = body;
        port = new ThreadPort(this);
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
        Priority.check(priority);
        Objects.requireNonNull(body, "a lightweight thread needs a body");
        Lwkt thread = new Lwkt(Cpu.current().machine().cpu(cpu), name, priority, body);
        thread.schedule();
        return thread;
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
        if (cpu.currentThread().criticalCount == 0) {
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
        descheduleSelf();
        final Lwkt self = current();
        self.waitMessage = reason;
        self.suspend();
        self.waitMessage = null;
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
        Sleepers.cancel();
        descheduleSelf();
        self.moveTarget = to;
        self.suspend();
    }

    /// Enters a critical section: what arrives from now on waits until the outermost one is left. The paper's
    /// `crit_enter`.
    ///
    /// The count belongs to the thread. A critical section doesn't forbid to block or switch; it protects until
    /// then.
    public static void critEnter() {
        current().criticalCount++;
    }

    /// Leaves a critical section; leaving the outermost one takes in what arrived and rings the bells that are
    /// due. It never switches to an ordinary thread. The paper's `crit_exit`.
    ///
    /// @throws IllegalStateException if the thread is in none
    public static void critExit() {
        if (current().leaveCritical()) {
            Cpu.current().pollUnlessNested();
        }
    }

    /// Leaves a critical section without looking for what arrived; the next poll point does.
    ///
    /// @throws IllegalStateException if the thread is in none
    public static void critExitNoPoll() {
        current().leaveCritical();
    }

    /// Enters a hard section: a critical section in which switching and blocking are forbidden as well.
    public static void critEnterHard() {
        critEnter();
        Cpu.current().nestAsIpi(1);
    }

    /// Leaves a hard section.
    ///
    /// @throws IllegalStateException if the thread is in no critical section
    public static void critExitHard() {
        Cpu.current().nestAsIpi(-1);
        critExit();
    }

    /// Puts the thread on its CPU's run queue, wherever that is; does nothing if it is there already. Any CPU may
    /// call.
    public void schedule() {
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
            home.runQueue().remove(this);
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
        if (queued) {
            throw new IllegalStateException(this + " was given away while it is scheduled; deschedule it first");
        }
        cpu.timers().cancel(timeout);
        if (waitQueue != null) {
            throw new IllegalStateException(this + " was given away while it waits in a queue; signal the queue first");
        }
        if (sleepIdentity != null) {
            cpu.sleepers().remove(this);
            scheduleWhenAcquired = true; // it no longer hears a wake-up, so it has to test its condition again
        }
        givenAway = true;
        if (acquirer != null && !mounted) {
            handOver(cpu, acquirer);
        }
    }

    /// Takes over a thread that was given away, and returns when it belongs to the calling CPU. It is not
    /// scheduled, unless somebody tried to meanwhile.
    ///
    /// The thread is handed over when it is off its old processor. While the caller waits its CPU takes in what
    /// other CPUs send, and warns once a second.
    public void acquire() {
        final Cpu here = Cpu.current();
        if (cpuAcquire() == here) {
            takeBack(here);
            return;
        }
        here.send(cpuAcquire(), new AcquireIpi(this, here));
        long warnAtNs = here.warnOfWaitAtNs();
        for (int turn = 0; cpuAcquire() != here; turn++) {
            warnAtNs = here.waitFor(cpuAcquire(), "a thread that it acquires", turn, warnAtNs);
        }
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
        if (givenAway) {
            scheduleWhenAcquired = true;
        } else if (!ended) {
            leaving = false;
            home.enqueue(this);
        }
    }

    ScheduleIpi scheduleIpi() {
        return scheduleIpi;
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

    boolean isListed() {
        return listed;
    }

    void list(boolean isListed) {
        listed = isListed;
    }

    int criticalCount() {
        return criticalCount;
    }

    /// Marks the beginning and the end of work that runs on this thread's stack but isn't its own.
    void addCritical(int change) {
        criticalCount += change;
    }

    int nesting() {
        return nesting;
    }

    void nest(int change) {
        nesting += change;
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
        } catch (Throwable failure) { // whatever it is, the CPU and its other threads go on
            cpu.machine().reportFailure(this, failure);
        }
        Sleepers.cancel();
        criticalCount = 0;
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
        if (ended) {
            from.fibers().giveBack(fiber);
            fiber = null;
            from.forget(this);
        } else if (moveTarget != null) {
            final Cpu to = moveTarget;
            moveTarget = null;
            scheduleWhenAcquired = true;
            handOver(from, to);
        } else if (acquirer != null && givenAway) {
            handOver(from, acquirer);
        }
    }

    /// Ends an offer that nobody took. Whoever scheduled the thread meanwhile is served now.
    private void takeBack(Cpu home) {
        givenAway = false;
        if (scheduleWhenAcquired) {
            scheduleWhenAcquired = false;
            scheduleOnCpu(home);
        }
    }

    /// Makes the thread another CPU's. After the store to `cpu` it is no longer ours to touch.
    private void handOver(Cpu from, Cpu to) {
        final boolean schedule = scheduleWhenAcquired;
        scheduleWhenAcquired = false;
        givenAway = false;
        acquirer = null;
        if (listed) {
            from.forget(this);
        }
        cpuRelease(to); // the thread is the target's from here on, also for messages that overtake the next line
        if (schedule) {
            from.send(to, scheduleIpi);
        }
    }

    private static void suspendQueued(Cpu cpu) {
        cpu.currentThread().suspend();
    }

    private void suspend() {
        if (fiber == null) {
            throw new IllegalStateException("CPU " + cpu.id() + "'s own loop was asked to switch; an Ipi must neither"
                    + " block nor switch: send a message to a thread instead");
        }
        assert !cpu.isInIpi() : this + " switched in the midst of an entry of the crossbar or a hard section";
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
        moveTarget = null;
        givenAway = false;
        leaving = false;
        waitMessage = null;
        cpu.enqueue(this);
    }

    private void refuseIfInterruptThread(String what) {
        if (interruptThread) {
            throw new IllegalStateException("interrupt thread " + this + " was " + what
                    + "; it belongs to the CPU of its line: hand the work to a thread that may move");
        }
    }

    private boolean leaveCritical() {
        if (criticalCount == 0) {
            throw new IllegalStateException(
                    "critExit was called by " + this + ", which is in no critical section; call critEnter before it");
        }
        return --criticalCount == 0;
    }

    private Cpu cpuAcquire() {
        return (Cpu) CPU.getAcquire(this);
    }

    private void cpuRelease(Cpu to) {
        CPU.setRelease(this, to);
    }

    /// Puts a thread on its run queue on behalf of another CPU, and follows it if it has moved.
    ///
    /// Owner: nobody; it holds only the thread, so it may be under way many times at once.
    static final class ScheduleIpi extends Ipi {
        private final Lwkt thread;

        private ScheduleIpi(Lwkt thread) {
            this.thread = thread;
        }

        @Override
        protected void run(Cpu cpu) {
            final Cpu home = thread.cpuAcquire();
            if (home == cpu) {
                thread.scheduleOnCpu(cpu);
            } else {
                cpu.send(home, this);
            }
        }
    }

    /// Takes a thread off its run queue on behalf of another CPU, and follows it if it has moved. Owner: as
    /// above.
    private static final class DescheduleIpi extends Ipi {
        private final Lwkt thread;

        private DescheduleIpi(Lwkt thread) {
            this.thread = thread;
        }

        @Override
        protected void run(Cpu cpu) {
            final Cpu home = thread.cpuAcquire();
            if (home == cpu) {
                cpu.runQueue().remove(thread);
            } else {
                cpu.send(home, this);
            }
        }
    }

    /// Asks a thread's CPU to hand it over. Owner: the message's way.
    private static final class AcquireIpi extends Ipi {
        private final Lwkt thread;
        private final Cpu to;

        private AcquireIpi(Lwkt thread, Cpu to) {
            this.thread = thread;
            this.to = to;
        }

        @Override
        protected void run(Cpu cpu) {
            final Cpu home = thread.cpuAcquire();
            if (home != cpu) {
                cpu.send(home, this);
            } else if (thread.mounted || !thread.givenAway) {
                // Still on a stack of this CPU, or not yet offered: its next switch completes it.
                thread.acquirer = to;
            } else {
                thread.handOver(cpu, to);
            }
        }
    }
}
