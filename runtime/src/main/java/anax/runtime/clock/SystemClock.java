package anax.runtime.clock;

/// The machine's monotonic clock: the only class that reads it.
///
/// Owner: nobody; immutable. Allocates nothing, never blocks; a reading costs some 20 ns.
public final class SystemClock implements Clock {

    /// The one instance.
    public static final SystemClock INSTANCE = new SystemClock();

    private SystemClock() {}

    @Override
    public long nowNs() {
        return System.nanoTime();
    }
}
