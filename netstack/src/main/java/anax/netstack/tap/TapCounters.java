package anax.netstack.tap;

/// What one queue of a device has counted. From another thread the figures may be old.
///
/// Owner: the queue's CPU.
public final class TapCounters {
    long malformed;
    long refused;

    TapCounters() {}

    /// Frames whose header said what we had asked the device not to send; none, if the kernel keeps its word.
    public long malformed() {
        return malformed;
    }

    /// Frames that the kernel would not take: its interface is down, for instance.
    public long refused() {
        return refused;
    }
}
