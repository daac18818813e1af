package anax.bench.throughput.load;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// How many requests the answers that left by each queue have allowed on each other one, since the load was made.
///
/// Owner: row `q` is written by queue `q`'s CPU alone; anybody reads. Allocates when made. Never blocks: a row is
/// published as it stands, without locks or read-modify-write, and rows lie on cache lines of their own.
final class Credits {
    private static final VarHandle WORDS = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int PADDING = 16;

    private final long[][] rows;

    Credits(int queues) {
        rows = new long[queues][PADDING + queues + PADDING];
    }

    /// Adds to what `by` allows on `to`. The owner of `by` calls it.
    void grant(int by, int to, int more) {
        final long[] row = rows[by];
        WORDS.setRelease(row, PADDING + to, row[PADDING + to] + more);
    }

    /// What all queues have allowed on one.
    long granted(int to) {
        long sum = 0;
        for (long[] row : rows) {
            sum += (long) WORDS.getAcquire(row, PADDING + to);
        }
        return sum;
    }
}
