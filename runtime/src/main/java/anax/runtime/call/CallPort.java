package anax.runtime.call;

import anax.runtime.Cpu;
import anax.runtime.InPlacePort;
import anax.runtime.Machine;
import anax.runtime.Message;

/// System calls as messages: a port to which numbered calls are sent, and whose handlers are added while others call.
///
/// Owner: the ordinary thread that makes it and closes it; anybody sends, adds and removes. A call in place allocates
/// nothing and takes little longer than a port in place; one that may block is passed to a bounded pool of ordinary
/// threads, so that no CPU ever blocks, and allocates a few words. [#add] and [#remove] block the calling thread
/// until every CPU has the change.
///
/// ```java
/// try (var system = new CallPort(machine, CallPortConfig.named("system"))) {
///     system.add(READ, "read", CallKind.BLOCKING, call -> {
///         call.result(Files.readAllBytes((Path) call.object()));
///         return 0;
///     });
///     ...
///     Call call = new Call(READ).object(Path.of("/etc/hosts"));
///     if (system.doMessage(call) == 0) {              // of a lightweight thread: others of its CPU run meanwhile
///         byte[] hosts = (byte[]) call.result();
/// ```
///
/// What a call is answered with, besides 0 for success and the codes of the application:
///
/// | result                 | why                                                    | what to do                  |
/// |------------------------|--------------------------------------------------------|-----------------------------|
/// | [#NO_SUCH_CALL]        | no handler has the number, or the message is no [Call] | add a handler               |
/// | [#CALL_FAILED]         | the handler threw                                      | read [Call#failure]         |
/// | [Message#NO_ROOM]      | the queue before the pool stood at its bound           | try later, or enlarge it    |
/// | [Message#ABORTED]      | it was asked for back, and waited or threw then        | as you like, who asked      |
/// | [Message#TARGET_ENDED] | the port is closed                                     | stop calling                |
///
/// **Abort** is a request, made by [Message#abortMessage] of a call that is `abortable(Call.GIVE_UP)`, and by the
/// time-out of a foreign port. A call that waits for a thread is answered at once. One that runs is interrupted if
/// its handler is [CallKind#INTERRUPTIBLE], and told so in any case ([Call#isAbortRequested]); it is answered when
/// its handler comes to its end: [Message#ABORTED] if that throws, else as the handler says.
///
/// **Closing** answers what waits and asks what runs to give up; it waits for neither. A call that is answered when
/// the machine of its caller has stopped is counted and forgotten, so a stop waits for no handler: close the port
/// first.
public final class CallPort extends InPlacePort implements AutoCloseable {
    /// The result of a call with a number that no handler has.
    public static final int NO_SUCH_CALL = Message.NOT_ABORTED + 1;

    /// The result of a call whose handler threw.
    public static final int CALL_FAILED = Message.NOT_ABORTED + 2;

    private final String name;
    private final CallDirectory directory;
    private final CallPool pool;

    /// Makes a port without handlers, and the threads of its pool.
    ///
    /// @param machine whose CPUs call; ordinary threads and threads of other machines may call as well
    /// @throws IllegalStateException if a lightweight thread calls: the threads of the pool would be tied to the
    ///     processor of its CPU
    public CallPort(Machine machine, CallPortConfig config) {
        refuseOnCpu("made");
        CallCounters counters = new CallCounters();
        CallDirectory newDirectory = new CallDirectory(machine);
        CallPool newPool = new CallPool(config, counters);
        super(config.name(), new CallDispatch(newDirectory, newPool, counters));
        name = config.name();
        directory = newDirectory;
        pool = newPool;
    }

    /// Gives a number a handler. When this returns, every CPU and every ordinary thread sees it.
    ///
    /// @param number 0 to 4095
    /// @param name   what people call it
    /// @throws IllegalArgumentException if there is no such number, or the handler may block and the port was
    ///     made without threads
    /// @throws IllegalStateException if the number has a handler already, the machine is stopped, or the caller
    ///     was interrupted
    public void add(int number, String name, CallKind kind, CallHandler handler) {
        checkNumber(number);
        if (kind != CallKind.IN_PLACE && !pool.canBlock()) {
            throw new IllegalArgumentException("call " + number + " (" + name + ") of " + this
                    + " may block, but the port was made without threads; make it with 1 or more");
        }
        CallEntry before = directory.add(number, new CallEntry(name, kind, handler));
        if (before != null) {
            throw new IllegalStateException("call " + number + " (" + name + ") was added to " + this + ", where "
                    + before.name() + " has this number; take another, or remove that first");
        }
    }

    /// Takes the handler of a number away; calls that wait for a thread still run it. When this returns, nobody
    /// sees it any more.
    ///
    /// @return false if there was none
    /// @throws IllegalArgumentException if there is no such number
    /// @throws IllegalStateException if the machine is stopped, or the caller was interrupted
    public boolean remove(int number) {
        checkNumber(number);
        return directory.remove(number) != null;
    }

    /// How many calls wait for a thread of the pool. An old answer, unless nobody calls.
    public int depth() {
        return pool.depth();
    }

    /// What it has counted.
    public CallCounters counters() {
        return pool.counters();
    }

    /// Closes it, as its class says. For ordinary threads; a second call does nothing more.
    ///
    /// @throws IllegalStateException if a lightweight thread calls
    @Override
    public void close() {
        refuseOnCpu("closed");
        pool.close();
    }

    /// What people call it.
    @Override
    public String toString() {
        return "the call port " + name;
    }

    private void checkNumber(int number) {
        if (number < 0 || number >= CallTable.MOST_NUMBERS) {
            throw new IllegalArgumentException(
                    "call number " + number + " was given to " + this + "; use 0 to " + (CallTable.MOST_NUMBERS - 1));
        }
    }

    private static void refuseOnCpu(String what) {
        final Cpu here = Cpu.currentOrNull();
        if (here != null) {
            throw new IllegalStateException("a port for calls was " + what + " on " + here
                    + ", which could block it; do that on an ordinary Java thread");
        }
    }
}
