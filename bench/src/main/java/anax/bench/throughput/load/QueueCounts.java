package anax.bench.throughput.load;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// What a queue has sent into the stack and got back, for the harness to look at while it goes on.
///
/// Owner: the queue's CPU writes, any thread reads. Allocates when made. The words around them in the array keep other
/// objects off their cache line.
final class QueueCounts {
    private static final VarHandle WORDS = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int MIDDLE = 16;
    private static final int SENT = MIDDLE;
    private static final int ANSWERED = MIDDLE + 1;
    private static final int WRONG = MIDDLE + 2;
    private static final int TERM = MIDDLE + 3;

    private final long[] words = new long[MIDDLE + 4 + MIDDLE];

    QueueCounts() {}

    /// Publishes all four.
    ///
    /// @param term the number of the term that the queue goes by
    void publish(long sent, long answered, long wrong, int term) {
        WORDS.setOpaque(words, SENT, sent);
        WORDS.setOpaque(words, TERM, term);
        WORDS.setOpaque(words, WRONG, wrong);
        WORDS.setRelease(words, ANSWERED, answered);
    }

    /// Answers so far; what the queue's CPU wrote before them is visible then.
    long answered() {
        return (long) WORDS.getAcquire(words, ANSWERED);
    }

    /// The number of the term that the queue goes by; read [#answered] first.
    int term() {
        return (int) (long) WORDS.getOpaque(words, TERM);
    }

    /// Requests so far.
    long sent() {
        return (long) WORDS.getOpaque(words, SENT);
    }

    /// Answers so far that were not what had been asked for.
    long wrong() {
        return (long) WORDS.getOpaque(words, WRONG);
    }
}
