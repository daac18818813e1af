package anax.runtime;

import jdk.internal.vm.Continuation;
import jdk.internal.vm.ContinuationScope;

/// A stack that can leave the processor and come back: of a lightweight thread, or of a CPU's loop under it.
///
/// Owner: the CPU that owns its thread, or that keeps it in its pool. Allocates when made; the JVM allocates a new
/// stack chunk once after each garbage collection. The only class that touches the JVM's continuations.
///
/// Fibers of threads run inside the fiber of their CPU. A thread's fiber never ends: when its thread has, it serves
/// another one. A CPU's fiber is suspended only by a simulator, which so stops a whole CPU, whatever runs on it.
///
/// **Why nothing here asks for the Java thread.** Compiled code keeps `Thread.currentThread()` in a register across a
/// yield, so after a move it names the carrier that the thread came from. The mounted continuation is read from
/// memory each time, and the thread that it holds carries its CPU with it.
final class Fiber extends Continuation {
    private static final ContinuationScope THREAD = new ContinuationScope("anax-thread");
    private static final ContinuationScope CPU = new ContinuationScope("anax-cpu");

    private final Cpu cpu; // of a CPU's fiber; null in a thread's
    private Lwkt thread; // of a thread's fiber; null in a CPU's, and in one that lies in a pool

    private Fiber(ContinuationScope scope, Cpu cpu, Runnable body) {
        super(scope, body);
        this.cpu = cpu;
    }

    /// Makes a fiber for threads, which serves none yet.
    static Fiber forThreads() {
        return new Fiber(THREAD, null, Fiber::serveForEver);
    }

    /// Makes the fiber of a CPU's loop.
    static Fiber forCpu(Cpu cpu, Runnable loop) {
        return new Fiber(CPU, cpu, loop);
    }

    /// The thread whose fiber the caller runs on; null if it runs on none, as a CPU's own loop does.
    static Lwkt mountedThread() {
        final Fiber fiber = (Fiber) getCurrentContinuation(THREAD);
        return fiber != null ? fiber.thread : null;
    }

    /// The CPU whose fiber the caller runs on, directly or on a thread's inside of it; null if on none.
    static Cpu mountedCpu() {
        final Fiber fiber = (Fiber) getCurrentContinuation(CPU);
        return fiber != null ? fiber.cpu : null;
    }

    /// Chooses whom a fiber for threads serves next.
    void serve(Lwkt next) {
        thread = next;
    }

    /// Gives the processor back to whoever mounted this thread's fiber; returns when it is mounted again, perhaps
    /// on another CPU.
    void suspend() {
        Continuation.yield(THREAD);
    }

    /// Where it was suspended, the innermost call first; nothing if it has not begun. It must not be mounted.
    StackTraceElement[] frames() {
        return getStackTrace();
    }

    /// Stops the CPU that the caller runs on, at whatever depth; returns when its fiber is mounted again.
    static void suspendCpu() {
        Continuation.yield(CPU);
    }

    /// Says why the JVM could not take the stack off the processor.
    @Override
    protected void onPinned(Pinned reason) {
        throw new IllegalStateException((thread != null ? "lightweight thread " + thread.name() : cpu.toString())
                + " cannot switch here: "
                + switch (reason) {
                    case NATIVE ->
                        "there is a native frame on its stack (a class initialiser, or a call back from native"
                                + " code); switch outside of it";
                    case CRITICAL_SECTION -> "the JVM is in a critical section of its own; switch outside of it";
                    case MONITOR -> "it holds a monitor; switch outside of it";
                    case EXCEPTION -> "the JVM failed while it froze the stack";
                });
    }

    /// What a thread's fiber does: run the thread that it serves to its end, then wait for another.
    private static void serveForEver() {
        final Fiber self = (Fiber) getCurrentContinuation(THREAD);
        while (true) {
            self.thread.runToEnd();
            self.suspend();
        }
    }
}
