package anax.runtime.task;

import anax.runtime.Cpu;
import anax.runtime.Ipi;
import anax.runtime.Lwkt;
import anax.runtime.Machine;
import anax.runtime.Message;
import anax.runtime.Port;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;

/// A task: a lightweight thread that can be joined, detached and cancelled, and has locals of its own.
///
/// Owner: the CPU that it is on; [#join], [#detach], [#cancel], [#name] and [#toString] are for everybody. Allocates
/// when made. A lightweight thread that was made in another way becomes one when it first waits at something of this
/// package; it ends unnoticed. Bound: memory.
///
/// **Cancelling** is a request. A thread that waits at something of this package, in [#sleep] or in [#doMessage] gets
/// a [CancelledException] there, for its wait is a message that is asked back; one that runs gets it where it next
/// would wait, or at [#checkCancelled]. If what it waits for is there first it goes on with that, and is told at its
/// next wait: nothing that was handed to it is lost. It is told once. One that has not begun never does.
///
/// **Failing.** What escapes its body is what [#join] throws; of a detached thread it is reported to the machine's
/// failure handler.
public final class Task {
    private static final Object[] NO_LOCALS = {};

    private final String name;
    private final Cpu birthplace;
    private final Runnable body; // null of a thread that was made in another way
    private final Future<Void> end;
    private final Request request = new Request(this);
    private Lwkt lwkt; // null until it begins
    private Object[] locals = NO_LOCALS;
    private Message waitsFor; // and may be asked back; null if there is none
    private boolean sleeps;
    private boolean cancelled;
    private boolean told;
    private boolean ended;

    // The birthplace's.
    private Lwkt followed; // to whom wishes go on; null until it has begun

    // The scope's, on that one's home.
    Scope scope;
    Task scopeNext;
    Task scopePrevious;

    Task(String name, Cpu birthplace, Runnable body) {
        this.name = Objects.requireNonNull(name, "a task needs a name");
        this.birthplace = birthplace;
        this.body = body;
        end = new Future<>("thread " + name, birthplace);
    }

    private Task(Lwkt adopted) {
        this(adopted.name(), adopted.cpu(), null);
        begin(adopted);
    }

    /// Makes a thread on the current CPU, which begins when its turn comes.
    ///
    /// @param name what people call it
    /// @param body what it does
    public static Task create(String name, Runnable body) {
        return create(Cpu.current().id(), name, body);
    }

    /// Makes a thread on a CPU of this machine. For lightweight threads.
    ///
    /// @param cpu where it runs: 0 to the machine's number of CPUs, exclusive
    /// @throws IllegalArgumentException if there is no such CPU
    public static Task create(int cpu, String name, Runnable body) {
        return create(Cpu.current().machine(), cpu, name, body);
    }

    /// Makes a thread on a CPU of a machine. For any thread, also ordinary ones.
    ///
    /// @throws IllegalArgumentException if there is no such CPU
    /// @throws IllegalStateException if the machine is stopped, or the CPU's inbox stayed full for a second
    public static Task create(Machine machine, int cpu, String name, Runnable body) {
        Objects.requireNonNull(body, "a task needs a body");
        final Task thread = new Task(name, machine.cpu(cpu), body);
        thread.start();
        return thread;
    }

    /// Makes a task on a thread that somebody else makes, such as a group of a user scheduler, which then says
    /// when and where it runs. For lightweight threads.
    ///
    /// @param maker makes a lightweight thread of this machine, given its name and body, and schedules it
    public static Task create(BiConsumer<String, Runnable> maker, String name, Runnable body) {
        Objects.requireNonNull(body, "a task needs a body");
        final Task thread = new Task(name, Cpu.current(), body);
        maker.accept(name, thread::runToEnd);
        return thread;
    }

    /// The running thread.
    ///
    /// @throws IllegalStateException if an ordinary Java thread calls
    public static Task current() {
        final Lwkt running = Lwkt.current();
        return running.attachment() instanceof Task thread ? thread : new Task(running);
    }

    /// What people call it.
    public String name() {
        return name;
    }

    /// Waits until the thread has ended. Any number of threads may, also ordinary ones, which park.
    ///
    /// @throws TaskFailedException if its body threw; the cause is what it threw
    /// @throws CancelledException if the caller is cancelled meanwhile
    /// @throws IllegalStateException if the thread is detached, or is the caller itself
    public void join() {
        if (Cpu.currentOrNull() != null && current() == this) {
            throw new IllegalStateException(this + " tried to join itself and would wait for ever; return instead");
        }
        end.get();
    }

    /// The same for an ordinary Java thread that does not wait for ever.
    ///
    /// @throws TimeoutException if the thread has not ended in time
    /// @throws InterruptedException if the caller was interrupted
    /// @throws IllegalStateException if a lightweight thread calls
    public void join(Duration timeout) throws TimeoutException, InterruptedException {
        end.get(timeout);
    }

    /// Says that nobody will join the thread: what escapes it is reported to the machine instead, and whoever
    /// joins is refused. When this returns that holds for everybody.
    public void detach() {
        end.detach();
    }

    /// Asks the thread to end, as its class says. Returns at once; any thread may call.
    public void cancel() {
        final Cpu here = Cpu.currentOrNull();
        if (here == null || here.machine() != birthplace.machine()) {
            birthplace.machine().submit(birthplace, new Cancellation(this));
        } else {
            here.send(birthplace, new Cancellation(this));
        }
    }

    /// Throws if the running thread was cancelled and not told yet: for long work.
    ///
    /// @throws CancelledException if it was
    public static void checkCancelled() {
        current().throwIfCancelled();
    }

    /// True if somebody has asked the running thread to end, told or not.
    public static boolean isCancelled() {
        return current().cancelled;
    }

    /// Waits for a time.
    ///
    /// @param ns how long, in nanoseconds
    /// @throws CancelledException if the caller is cancelled meanwhile
    public static void sleep(long ns) {
        final Task self = current();
        final long untilNs = Cpu.current().nowNs() + ns;
        self.throwIfCancelled();
        self.sleeps = true;
        while (!self.isCancelPending() && untilNs - Cpu.current().nowNs() > 0) {
            Lwkt.blockUntil("sleep", untilNs);
        }
        self.sleeps = false;
        self.throwIfCancelled();
    }

    /// Sends a message and waits for its reply, as [Port#doMessage]; if the caller is cancelled meanwhile and the
    /// message can be aborted, it is.
    ///
    /// @return what the target replied
    /// @throws CancelledException if the caller was cancelled, before or so that the target gave the message up
    public static int doMessage(Port target, Message message) {
        final Task self = current();
        self.throwIfCancelled();
        self.waitsFor = message;
        final int result;
        try {
            result = target.doMessage(message);
        } finally {
            self.waitsFor = null;
        }
        if (result == Message.ABORTED) {
            self.throwIfCancelled();
        }
        return result;
    }

    /// Name and CPU.
    @Override
    public String toString() {
        return name + " (made on CPU " + birthplace.id() + ")";
    }

    // What follows is the package's.

    /// Makes its lightweight thread, which begins when its turn comes.
    void start() {
        birthplace.machine().spawn(birthplace.id(), name, this::runToEnd);
    }

    /// On its own CPU, when it has begun.
    Lwkt lwkt() {
        return lwkt;
    }

    /// Sends an entry after it.
    void send(Cpu here, Ipi entry) {
        final Cpu there = lwkt.cpu();
        if (here.machine() == there.machine()) {
            here.send(there, entry);
        } else {
            there.machine().submit(there, entry);
        }
    }

    /// True if it runs on `home`; for the thread itself.
    boolean isOn(Cpu home) {
        return lwkt.cpu() == home;
    }

    Object[] locals() {
        return locals;
    }

    void locals(Object[] grown) {
        locals = grown;
    }

    /// Has a gate's home handle a request; the thread itself calls.
    ///
    /// @throws CancelledException if it is cancelled before it gets what it waits for
    int await(Gate gate, int operation, long amount, Object item) {
        throwIfCancelled();
        final Request mine = request;
        mine.set(gate, operation, amount, item);
        waitsFor = mine;
        final int result;
        try {
            result = gate.port().doMessage(mine);
        } finally {
            waitsFor = null;
        }
        while (mine.isWithdrawing()) {
            Lwkt.block("cancellation");
        }
        if (result == Message.ABORTED) {
            mine.takeItem();
            throwIfCancelled();
        }
        return result;
    }

    /// The same for what must come to its end.
    int perform(Gate gate, int operation, long amount, Object item) {
        final Request mine = request;
        mine.set(gate, operation, amount, item);
        return gate.port().doMessage(mine);
    }

    /// What the home sent back with the last request.
    Object takeItem() {
        return request.takeItem();
    }

    private boolean isCancelPending() {
        return cancelled && !told;
    }

    private void throwIfCancelled() {
        if (isCancelPending()) {
            told = true;
            throw new CancelledException(name);
        }
    }

    private void begin(Lwkt running) {
        lwkt = running;
        request.replyTo(running.port());
        running.attach(this);
        if (birthplace.isCurrent()) {
            followed = running;
        } else {
            end.begin(this);
        }
    }

    /// On its birthplace: it has begun elsewhere.
    void follow() {
        followed = lwkt;
    }

    private void runToEnd() {
        begin(Lwkt.current());
        Throwable failure = null;
        try {
            if (!cancelled) {
                body.run();
            }
        } catch (CancelledException asWished) {
            if (!told) {
                failure = asWished; // another thread's, that it passed on
            }
        } catch (Throwable thrown) { // whatever it is, it is for who joins
            failure = Lwkt.isExit(thrown) ? null : thrown;
        }
        locals = NO_LOCALS;
        if (scope != null) {
            scope.onEnd(this, failure);
        }
        ended = true;
        if (!end.end(this, failure) && failure != null) {
            throw new TaskFailedException("detached thread " + name, failure); // its CPU reports it
        }
    }

    private void onCancel(Cpu cpu, Cancellation asked) {
        if (followed != null && followed.cpu() != cpu) {
            send(cpu, asked);
            return;
        }
        assert followed == null || lwkt.cpu() == cpu : this + " was cancelled on " + cpu + ", where it is not";
        if (ended) {
            return;
        }
        cancelled = true;
        if (told) {
            return;
        }
        if (waitsFor != null) {
            waitsFor.abortMessage();
        } else if (sleeps) {
            lwkt.schedule();
        }
    }

    /// A wish on its way. Owner: its way.
    private static final class Cancellation extends Ipi {
        private final Task thread;

        private Cancellation(Task thread) {
            this.thread = thread;
        }

        @Override
        protected void run(Cpu cpu) {
            thread.onCancel(cpu, this);
        }
    }
}
