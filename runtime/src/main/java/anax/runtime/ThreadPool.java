package anax.runtime;

import java.util.ArrayDeque;

/// The thread objects of one CPU that were freed and wait to be used again. The paper's `lwkt_alloc_thread` and
/// `lwkt_free_thread`.
///
/// Owner: one CPU. Allocates a thread when it is empty; keeps at most its bound, what is freed above it is garbage.
final class ThreadPool {
    private final ArrayDeque<Lwkt> free;
    private final int bound;

    ThreadPool(int bound) {
        this.bound = bound;
        free = new ArrayDeque<>(Math.min(bound, 1 << 10));
    }

    /// A thread of this CPU that is not scheduled yet.
    Lwkt take(Cpu cpu, String name, int priority, Runnable body) {
        final Lwkt used = free.pollLast();
        if (used == null) {
            return new Lwkt(cpu, name, priority, body);
        }
        used.renew(name, priority, body);
        return used;
    }

    /// Takes back a thread that has ended and that nobody names any more.
    void giveBack(Lwkt thread) {
        if (free.size() < bound) {
            free.addLast(thread);
        }
    }

    /// How many threads lie ready.
    int size() {
        return free.size();
    }
}
