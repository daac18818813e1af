package anax.bench.throughput.load;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// What a queue has sent into the stack and got back, for the harness to look at while it goes on.
///
/// Owner: the queue's CPU writes, any thread reads. Allocates when made. The words around them in the array keep
/// other objects off their cache line.
final class QueueCounts {
    private static final VarHandle WORDS = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int MIDDLE = 16;
    private static final int SENT = MIDDLE;
    private static final int ANSWERED = MIDDLE + 1;
    private static final int WRONG = MIDDLE + 2;
    private static final int TERM = MIDDLE + 3;
    private static final int OPENED = MIDDLE + 4;
    private static final int OWING = MIDDLE + 5;

    private final long[] words = new long[MIDDLE + 6 + MIDDLE];

    QueueCounts() {}

    /// Publishes all of them.
    ///
    /// @param term  the number of the term that the queue goes by
    /// @param opened clients that are connected
    /// @param owing whether clients have more to send though nothing is asked of them
    void publish(long sent, long answered, long wrong, int term, int opened, boolean owing) {
        WORDS.setOpaque(words, SENT, sent);
        WORDS.setOpaque(words, OPENED, opened);
        WORDS.setOpaque(words, OWING, owing ? 1L : 0);
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

    /// Clients that are connected.
    long opened() {
        return (long) WORDS.getOpaque(words, OPENED);
    }

    /// Whether clients have more to send; read [#answered] first.
    boolean isOwing() {
        return (long) WORDS.getOpaque(words, OWING) != 0;
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
