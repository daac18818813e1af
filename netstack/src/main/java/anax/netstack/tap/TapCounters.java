package anax.netstack.tap;

/// What one queue of a device has counted. From another thread the figures may be old.
///
/// Owner: the queue's CPU.
public final class TapCounters {
    long octetsIn;
    long octetsOut;
    long malformed;
    long refused;

    TapCounters() {}

    /// Octets that came, link headers included.
    public long octetsIn() {
        return octetsIn;
    }

    /// Octets that the kernel took, link headers included.
    public long octetsOut() {
        return octetsOut;
    }

    /// Frames whose header said what we had asked the device not to send; none, if the kernel keeps its word.
    public long malformed() {
        return malformed;
    }

    /// Frames that the kernel would not take: its interface is down, for instance.
    public long refused() {
        return refused;
    }
}
