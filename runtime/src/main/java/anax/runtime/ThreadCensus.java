package anax.runtime;

import java.util.ArrayList;
import java.util.List;

/// Takes down what each thread of a CPU is doing.
///
/// Owner: one CPU, inside an entry that an ordinary thread handed in. Allocates, and holds the CPU for as long as it
/// takes, some 30 us for each stack: the caller bounds both.
final class ThreadCensus {
    /// What the poll point and the entry have added to the critical count of the thread on whose stack they run.
    private static final int ADDED_CRITICAL = 2;

    private final Cpu cpu;
    private int stacksLeft;
    private final List<List<StackTraceElement>> mounted;

    /// @param mostStacks of how many threads the stack is taken as well
    ThreadCensus(Cpu cpu, int mostStacks, StackTraceElement[] carrierStack) {
        this.cpu = cpu;
        stacksLeft = mostStacks;
        mounted = CarrierStack.fibers(CarrierStack.withoutEntry(carrierStack));
    }

    /// The first `most` threads in the order of their coming.
    List<ThreadSnapshot> take(int most) {
        List<ThreadSnapshot> taken = new ArrayList<>();
        for (Lwkt thread = cpu.threads().first(); thread != null && taken.size() < most; thread = thread.allNext) {
            taken.add(snapshot(thread));
        }
        return taken;
    }

    private ThreadSnapshot snapshot(Lwkt thread) {
        ThreadSnapshot.State state = state(thread);
        String reason = thread.waitMessage();
        int criticalCount = thread.criticalCount() - (thread == cpu.currentThread() ? ADDED_CRITICAL : 0);
        return new ThreadSnapshot(
                cpu.id(),
                thread.name(),
                state,
                thread.priority(),
                state == ThreadSnapshot.State.WAITING && reason != null ? reason : "",
                criticalCount,
                criticalCount == 0 ? "" : thread.sections(),
                thread.port().depth(),
                thread.ranNs(),
                stacksLeft-- > 0 ? stack(thread) : List.of());
    }

    private ThreadSnapshot.State state(Lwkt thread) {
        if (thread == cpu.currentThread()) {
            return thread.waitMessage() == null ? ThreadSnapshot.State.RUNNING : ThreadSnapshot.State.WAITING;
        }
        if (thread.isMounted()) {
            return ThreadSnapshot.State.PREEMPTED;
        }
        return thread.isReady() ? ThreadSnapshot.State.READY : ThreadSnapshot.State.WAITING;
    }

    /// Of a mounted thread its part of the carrier's stack, on which whoever preempts stands above whom it
    /// preempts.
    private List<StackTraceElement> stack(Lwkt thread) {
        if (!thread.isMounted()) {
            return thread.fiber() == null
                    ? List.of()
                    : CarrierStack.fibers(thread.fiber().frames()).getFirst();
        }
        int depth = 0;
        for (Lwkt above = cpu.currentThread(); above != thread; above = above.preempted()) {
            depth++;
        }
        return depth < mounted.size() ? mounted.get(depth) : List.of();
    }
}
