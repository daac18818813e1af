package anax.runtime;

import java.util.ArrayDeque;

/// The stacks of one CPU that no thread uses.
///
/// Owner: one CPU. Allocates a fiber when it is empty; keeps at most its bound, what comes back above it is garbage.
final class FiberPool {
    private final ArrayDeque<Fiber> free;
    private final int bound;

    FiberPool(int bound) {
        this.bound = bound;
        free = new ArrayDeque<>(bound);
    }

    /// A fiber that serves `thread`, ready to be mounted.
    Fiber take(Lwkt thread) {
        Fiber fiber = free.pollLast();
        if (fiber == null) {
            fiber = Fiber.forThreads();
        }
        fiber.serve(thread);
        return fiber;
    }

    /// Takes back the fiber of a thread that has ended.
    void giveBack(Fiber fiber) {
        fiber.serve(null);
        if (free.size() < bound) {
            free.addLast(fiber);
        }
    }

    /// How many fibers lie ready.
    int size() {
        return free.size();
    }
}
