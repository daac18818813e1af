package anax.runtime;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;

/// A lightweight thread: a stack, a priority, a critical-section count and a message port, tied to one CPU.
///
/// Owner: its CPU; only [#name], [#schedule] and [#toString] are for everybody. Allocates when made; its stack comes
/// from the CPU's pool. Bound: memory. A thread moves to another CPU only by its own wish ([#moveTo]); nothing but a
/// poll point (switch, yield, end of a critical section, a full lane) takes the processor from it.
///
/// The static methods concern the running thread. **Never switch while holding a monitor or a lock**, for both belong
/// to the carrier: the next thread on this CPU that wants it blocks the CPU, or walks in. Never keep a [Cpu] in a local
/// across a switch.
public final class Lwkt {
    private static final VarHandle CPU;

    static {
        try {
            CPU = MethodHandles.lookup().findVarHandle(Lwkt.class, "cpu", Cpu.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    final int priority;
    private final String name;
    private final Runnable body;
    private final ThreadPort port;
    private final ScheduleIpi scheduleIpi = new ScheduleIpi(this);

    // Links and state of the run queue.
    Lwkt next;
    Lwkt previous;
    boolean queued;

    private Cpu cpu; // changes hands by cpuRelease, after the stack is off the old processor
    private Fiber fiber;
    private int criticalCount;
    private String waitMessage;
    private Cpu moveTarget;
    private boolean ended;

    Lwkt(Cpu cpu, String name, int priority, Runnable body) {
        this.cpu = cpu;
        this.name = Objects.requireNonNull(name, "a lightweight thread needs a name");
        this.priority = priority;
        this.body = body;
        port = new ThreadPort(this);
    }

    /// Makes a thread of priority [Priority#DAEMON] on the current CPU and schedules it.
    public static Lwkt create(String name, Runnable body) {
        return create(Cpu.current().id(), name, Priority.DAEMON, body);
    }

    /// Makes a thread on any CPU of this machine and schedules it.
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
        final Fiber fiber = Fiber.mounted();
        return fiber != null ? fiber.thread() : Carrier.cpuOfCaller().currentThread();
    }

    /// Lets threads of equal or higher priority run, and takes in what arrived. Returns at once if there are none.
    @SuppressWarnings("NamedLikeContextualKeyword") // the field's word for it
    public static void yield() {
        final Cpu cpu = Cpu.current();
        cpu.poll();
        final Lwkt thread = cpu.currentThread();
        final RunQueue runQueue = cpu.runQueue();
        if (runQueue.hasRival(thread)) {
            runQueue.rotate(thread);
            thread.suspend();
        }
    }

    /// Runs the thread that should run now: the caller again, if it is still scheduled and nobody goes before it.
    public static void switchAway() {
        current().suspend();
    }

    /// Takes the running thread off the run queue. It runs on until it switches, and then until somebody schedules
    /// it.
    ///
    /// From here to the switch no poll point may be passed: what it runs might want this thread's processor.
    public static void descheduleSelf() {
        final Cpu cpu = Cpu.current();
        cpu.runQueue().remove(cpu.currentThread());
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
        descheduleSelf();
        final Lwkt self = from.currentThread();
        self.moveTarget = to;
        self.suspend();
    }

    /// Enters a critical section: what arrives from now on waits until the outermost one is left.
    ///
    /// The count belongs to the thread. A critical section doesn't forbid to block or switch; it protects until you
    /// do.
    public static void critEnter() {
        current().criticalCount++;
    }

    /// Leaves a critical section; leaving the outermost one takes in what arrived and rings the bells that are due.
    ///
    /// @throws IllegalStateException if the thread is in none
    public static void critExit() {
        final Lwkt self = current();
        if (self.criticalCount == 0) {
            throw new IllegalStateException(
                    "critExit was called by " + self + ", which is in no critical section; call critEnter before it");
        }
        if (--self.criticalCount == 0) {
            Cpu.current().poll();
        }
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

    // What follows is the CPU's and the ports'.

    /// Puts the thread on the run queue of its own CPU, which is the current one. A thread that has ended stays
    /// away.
    void scheduleOnCpu(Cpu home) {
        if (!ended) {
            home.runQueue().enqueue(this);
        }
    }

    ScheduleIpi scheduleIpi() {
        return scheduleIpi;
    }

    /// Marks the beginning and the end of work that runs on this thread's stack but isn't its own.
    void addCritical(int change) {
        criticalCount += change;
    }

    /// Runs the body; called on the thread's own fiber. What escapes ends the thread and is reported, no more.
    void runToEnd() {
        try {
            body.run();
        } catch (Throwable failure) { // whatever it is, the CPU and its other threads go on
            cpu.machine().reportFailure(this, failure);
        }
        criticalCount = 0;
        cpu.runQueue().remove(this);
        ended = true;
    }

    /// Mounts the thread until it switches; called by its CPU's loop.
    void resume(FiberPool fibers) {
        if (fiber == null) {
            fiber = fibers.take(this);
        }
        fiber.run();
    }

    /// Finishes, off the thread's own stack, what it began before the switch: its end or its move.
    void completeSwitch(FiberPool fibers) {
        if (ended) {
            fibers.giveBack(fiber);
            fiber = null;
        } else if (moveTarget != null) {
            final Cpu from = cpu;
            final Cpu to = moveTarget;
            moveTarget = null;
            cpuRelease(to); // from here on the thread is the target's, also for messages that overtake the next line
            from.send(to, scheduleIpi);
        }
    }

    private void suspend() {
        if (fiber == null) {
            throw new IllegalStateException(
                    "CPU " + cpu.id() + "'s own loop was asked to switch; an Ipi must neither block"
                            + " nor switch: send a message to a thread instead");
        }
        fiber.suspend();
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
}
