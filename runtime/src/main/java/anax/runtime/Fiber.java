package anax.runtime;

import jdk.internal.vm.Continuation;
import jdk.internal.vm.ContinuationScope;

/// The stack of a lightweight thread: the only class that touches the JVM's continuations.
///
/// Owner: the CPU that owns its thread, or that keeps it in its pool. Allocates when made; the JVM allocates a new
/// stack chunk once after each garbage collection. A fiber never ends: when its thread has, it serves another one.
///
/// **Why nothing here asks for the Java thread.** Compiled code keeps `Thread.currentThread()` in a register across a
/// yield, so after a move it names the carrier that the thread came from. The mounted continuation is read from memory
/// each time, and the thread that it holds carries its CPU with it.
final class Fiber extends Continuation {
    private static final ContinuationScope SCOPE = new ContinuationScope("anax");

    private Lwkt thread;

    /// Makes a fiber that serves no thread yet.
    Fiber() {
        super(SCOPE, Fiber::serveForEver);
    }

    /// The fiber that the caller runs on; null if it runs on none, as a CPU's own loop does.
    static Fiber mounted() {
        return (Fiber) getCurrentContinuation(SCOPE);
    }

    Lwkt thread() {
        return thread;
    }

    /// Chooses whom the fiber serves next.
    void serve(Lwkt next) {
        thread = next;
    }

    /// Gives the processor back to the CPU's loop; returns when the loop mounts this fiber again, perhaps on
    /// another CPU.
    void suspend() {
        Continuation.yield(SCOPE);
    }

    /// Says why the JVM could not take the stack off the processor.
    @Override
    protected void onPinned(Pinned reason) {
        throw new IllegalStateException("lightweight thread " + thread.name() + " cannot switch here: "
                + switch (reason) {
                    case NATIVE ->
                        "there is a native frame on its stack (a class initialiser, or a call back from native code);"
                                + " switch outside of it";
                    case CRITICAL_SECTION -> "the JVM is in a critical section of its own; switch outside of it";
                    case MONITOR -> "it holds a monitor; switch outside of it";
                    case EXCEPTION -> "the JVM failed while it froze the stack";
                });
    }

    /// What a fiber does: run the thread that it serves to its end, then wait for another.
    private static void serveForEver() {
        final Fiber self = mounted();
        while (true) {
            self.thread.runToEnd();
            self.suspend();
        }
    }
}
