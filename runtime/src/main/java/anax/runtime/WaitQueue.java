package anax.runtime;

/// A queue of threads that wait for a condition, with a generation that closes the race between test and sleep.
///
/// Owner: the CPU that makes it. [#block] is for threads of that CPU, [#signal] for threads of any. Allocates nothing
/// on its own CPU. Bound: the number of threads. The paper's `lwkt_block` and `lwkt_signal`.
///
/// ```java
/// long seen = queue.generation();
/// while (!condition()) {
///     seen = queue.block("condition", seen);
/// }
/// ```
/// The generation is read *before* the condition is tested: a signal that comes in between makes `block` return at
/// once.
public final class WaitQueue {
    private final Cpu owner;
    private long generation;
    private Lwkt first;
    private Lwkt last;
    private int size;

    /// Makes an empty queue on the current CPU.
    public WaitQueue() {
        owner = Cpu.current();
    }

    /// Counts the signals. On the queue's CPU.
    public long generation() {
        assert owner.isCurrent() : "the wait queue of " + owner + " was read on " + Cpu.currentOrNull();
        return generation;
    }

    /// How many threads wait. On the queue's CPU.
    public int size() {
        return size;
    }

    /// Waits for a signal, unless one has come since `seen` was read. On the queue's CPU.
    ///
    /// @param reason what the thread waits for, for whoever lists the threads
    /// @param seen   the generation that was read before the condition was tested
    /// @return the generation to give next time
    /// @throws IllegalStateException if the queue belongs to another CPU
    public long block(String reason, long seen) {
        if (!owner.isCurrent()) {
            throw new IllegalStateException(Lwkt.current() + " tried to wait on a queue of " + owner
                    + "; move there, or send a message to a thread there");
        }
        if (generation != seen) {
            return generation;
        }
        final Lwkt self = Lwkt.current();
        append(self);
        try {
            do {
                Lwkt.block(reason);
            } while (self.waitQueue == this); // whoever scheduled it meanwhile was not a signal
        } catch (IllegalStateException refused) {
            remove(self);
            throw refused;
        }
        return generation;
    }

    /// Wakes the threads that have waited longest. From any CPU; from another one it takes effect when it arrives
    /// there.
    ///
    /// @param count how many; negative for all
    public void signal(int count) {
        final Cpu here = Cpu.current();
        if (here == owner) {
            signalOnCpu(count);
        } else {
            here.send(owner, new SignalIpi(this, count));
        }
    }

    private void signalOnCpu(int count) {
        generation++;
        // Those who wait now, and nobody who comes while they are woken; and no interrupt thread in the midst of it.
        final Lwkt running = owner.currentThread();
        running.addCritical(1);
        for (int left = count < 0 ? size : Math.min(count, size); left > 0; left--) {
            final Lwkt thread = first;
            first = thread.waitNext;
            if (first == null) {
                last = null;
            }
            thread.waitNext = null;
            thread.waitQueue = null;
            size--;
            thread.schedule();
        }
        running.addCritical(-1);
        owner.preemptIfDue();
    }

    /// Takes out a thread whose wait was refused.
    private void remove(Lwkt thread) {
        Lwkt before = null;
        for (Lwkt at = first; at != thread; at = at.waitNext) {
            before = at;
        }
        if (before == null) {
            first = thread.waitNext;
        } else {
            before.waitNext = thread.waitNext;
        }
        if (last == thread) {
            last = before;
        }
        thread.waitNext = null;
        thread.waitQueue = null;
        size--;
    }

    private void append(Lwkt thread) {
        thread.waitQueue = this;
        if (last == null) {
            first = thread;
        } else {
            last.waitNext = thread;
        }
        last = thread;
        size++;
    }

    /// A signal from another CPU. Owner: its way.
    private static final class SignalIpi extends Ipi {
        private final WaitQueue queue;
        private final int count;

        private SignalIpi(WaitQueue queue, int count) {
            this.queue = queue;
            this.count = count;
        }

        @Override
        protected void run(Cpu cpu) {
            queue.signalOnCpu(count);
        }
    }
}
