package anax.bench.throughput.load;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// What one queue has seen leave the stack of clients whose requests come in by another queue: two numbers for each
/// segment, oldest first.
///
/// Owner: [#offer] is the queue's that has seen it, [#poll] and what it shows the other one's. Allocates when made.
/// Never blocks: at the bound `offer` answers false, and the segment counts as lost.
final class Notes {
    private static final VarHandle WORDS = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int PADDING = 16;
    private static final int MOST_OF_ALL = 1 << 16;
    private static final int MOST = 1 << 13;
    private static final int LEAST = 1 << 8;

    private final long[] slots;
    private final int mask;
    private final long[] tail = new long[PADDING + 1 + PADDING]; // only the offering side writes it
    private final long[] head = new long[PADDING + 1 + PADDING]; // only the polling side writes it
    private long first;
    private long second;

    /// @param queues how many there are: the more, the fewer notes each may leave another one
    Notes(int queues) {
        final int bound = Math.clamp(Integer.highestOneBit(MOST_OF_ALL / queues), LEAST, MOST);
        slots = new long[2 * bound];
        mask = bound - 1;
    }

    /// Leaves a note.
    boolean offer(long one, long other) {
        final long place = tail[PADDING];
        if (place - (long) WORDS.getAcquire(head, PADDING) > mask) {
            return false;
        }
        final int slot = 2 * ((int) place & mask);
        slots[slot] = one;
        slots[slot + 1] = other;
        WORDS.setRelease(tail, PADDING, place + 1);
        return true;
    }

    /// Moves to the next note; false if there is none.
    boolean poll() {
        final long place = head[PADDING];
        if (place == (long) WORDS.getAcquire(tail, PADDING)) {
            return false;
        }
        final int slot = 2 * ((int) place & mask);
        first = slots[slot];
        second = slots[slot + 1];
        WORDS.setRelease(head, PADDING, place + 1);
        return true;
    }

    /// Whether there is a note; the polling side asks.
    boolean isEmpty() {
        return head[PADDING] == (long) WORDS.getAcquire(tail, PADDING);
    }

    /// The first number of the note that was polled last.
    long first() {
        return first;
    }

    /// The second one.
    long second() {
        return second;
    }
}
