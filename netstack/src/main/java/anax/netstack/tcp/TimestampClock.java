package anax.netstack.tcp;

import anax.netstack.dispatch.SipHash;

/// The clock of the timestamp option (RFC 7323, section 5.4): for each pair of ends with an offset of its own, so
/// that nobody learns how long the machine runs (section 7.1), and a connection goes on where the one before it
/// ended.
///
/// Owner: nobody; immutable. Allocates nothing, never blocks.
final class TimestampClock {
    private final long tickNs;
    private final long startTick;
    private final SipHash secret;

    /// @param startNs some time before any that is asked for: clocks may pass the end of the numbers, so ticks
    ///     are counted from there
    TimestampClock(long tickNs, long startNs, SipHash secret) {
        this.tickNs = tickNs;
        startTick = Math.floorDiv(startNs, tickNs);
        this.secret = secret;
    }

    /// What is added to the clock for two ends.
    int offset(int local, int remote) {
        return (int) secret.hash((long) local << 32 | (remote & 0xFFFF_FFFFL));
    }

    /// The time, in ticks.
    int ticks(long nowNs) {
        return (int) (startTick + (nowNs - startTick * tickNs) / tickNs);
    }

    /// How long so many ticks are.
    long nanoseconds(int ticks) {
        return ticks * tickNs;
    }
}
