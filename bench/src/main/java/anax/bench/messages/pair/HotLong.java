package anax.bench.messages.pair;

/// A number that one thread changes all the time, on a cache line that it shares with nothing.
///
/// Owner: that thread. Allocates when made only. The words around it in an array are the padding.
public final class HotLong {
    private static final int MIDDLE = 16;

    private final long[] words = new long[2 * MIDDLE];

    /// Makes a zero.
    public HotLong() {}

    /// The number.
    public long get() {
        return words[MIDDLE];
    }

    /// Changes it.
    public void set(long value) {
        words[MIDDLE] = value;
    }

    /// Adds one.
    ///
    /// @return the number before
    public long getAndIncrement() {
        return words[MIDDLE]++;
    }
}
