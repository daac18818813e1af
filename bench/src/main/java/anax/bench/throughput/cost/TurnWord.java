package anax.bench.throughput.cost;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// A number on a cache line of its own that says whose turn it is.
///
/// Owner: two threads: each writes it only when it is its turn. Allocates when made. The words around it in the array
/// are the padding.
final class TurnWord {
    private static final VarHandle WORDS = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int MIDDLE = 16;

    private final long[] words = new long[2 * MIDDLE];

    TurnWord() {}

    long acquire() {
        return (long) WORDS.getAcquire(words, MIDDLE);
    }

    void release(long turn) {
        WORDS.setRelease(words, MIDDLE, turn);
    }
}
