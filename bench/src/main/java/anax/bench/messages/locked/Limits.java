package anax.bench.messages.locked;

/// How long the bursts of blocking pairs are.
///
/// Owner: nobody; constants. A burst is short enough to end soon after the slice does, although a trip may take
/// some microseconds, and long enough that reading the clock after it costs nothing that could be seen.
final class Limits {
    /// Round trips in a burst.
    static final int TRIPS = 32;

    /// Messages that come back in a burst, at least.
    static final int MESSAGES = 512;

    private Limits() {}
}
