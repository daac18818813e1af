package anax.runtime;

/// The threads of one CPU that can run: a list for each priority, first in first out, and a bit for each list in use.
///
/// Owner: one CPU. Every operation is O(1) and allocates nothing; the links are fields of the thread. Bound: the
/// number of threads. The running thread stays queued, at the head of its list, until it is descheduled or rotated.
final class RunQueue {
    private final Lwkt[] heads = new Lwkt[Priority.COUNT];
    private final Lwkt[] tails = new Lwkt[Priority.COUNT];
    private int occupied;

    /// The thread that should run: the oldest of the highest priority; null if there is none.
    Lwkt head() {
        final int bits = occupied;
        return bits == 0 ? null : heads[31 - Integer.numberOfLeadingZeros(bits)];
    }

    boolean isEmpty() {
        return occupied == 0;
    }

    /// The thread that should run if a queued one cannot; null if there is none.
    Lwkt after(Lwkt thread) {
        if (thread.next != null) {
            return thread.next;
        }
        final int below = occupied & (1 << thread.priority()) - 1;
        return below == 0 ? null : heads[31 - Integer.numberOfLeadingZeros(below)];
    }

    /// True if a thread is queued whose priority only those of interrupts have by rule.
    boolean hasInterruptThread() {
        return occupied >>> Priority.INTERRUPT_SUPPORT != 0;
    }

    /// True if a thread is queued, and no other one beside it.
    boolean holdsOnly(Lwkt thread) {
        final int priority = thread.priority();
        return occupied == 1 << priority && heads[priority] == thread && tails[priority] == thread;
    }

    /// Appends a thread behind its equals; does nothing if it is queued already.
    void enqueue(Lwkt thread) {
        if (thread.queued) {
            return;
        }
        thread.queued = true;
        final int priority = thread.priority();
        final Lwkt tail = tails[priority];
        thread.previous = tail;
        tails[priority] = thread;
        if (tail == null) {
            heads[priority] = thread;
            occupied |= 1 << priority;
        } else {
            tail.next = thread;
        }
    }

    /// Unlinks a thread; does nothing if it is not queued.
    void remove(Lwkt thread) {
        if (!thread.queued) {
            return;
        }
        final int priority = thread.priority();
        final Lwkt before = thread.previous;
        final Lwkt after = thread.next;
        if (before == null) {
            heads[priority] = after;
        } else {
            before.next = after;
        }
        if (after == null) {
            tails[priority] = before;
        } else {
            after.previous = before;
        }
        if (heads[priority] == null) {
            occupied &= ~(1 << priority);
        }
        thread.previous = null;
        thread.next = null;
        thread.queued = false;
    }

    /// Moves a queued thread behind its equals.
    void rotate(Lwkt thread) {
        if (thread.queued && tails[thread.priority()] != thread) {
            remove(thread);
            enqueue(thread);
        }
    }

    /// True if another thread of the same priority is queued beside `running`.
    boolean hasEqual(Lwkt running) {
        final int priority = running.priority();
        return heads[priority] != running || tails[priority] != running;
    }
}
