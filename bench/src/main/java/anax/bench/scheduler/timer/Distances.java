package anax.bench.scheduler.timer;

/// Distances of deadlines, spread evenly over a range, the same for everybody who starts anew.
///
/// Owner: one thread. Allocates nothing, and takes a nanosecond.
final class Distances {
    private static final long FACTOR = 6364136223846793005L; // Knuth's, for 64 bits
    private static final long INCREMENT = 1442695040888963407L;

    private final int shift;
    private long state = 42;

    /// Makes one that starts at the beginning.
    ///
    /// @param bits distances are below 2 to the power of this
    Distances(int bits) {
        shift = Long.SIZE - bits;
    }

    /// The next distance in nanoseconds.
    long nextNs() {
        state = state * FACTOR + INCREMENT;
        return state >>> shift;
    }
}
