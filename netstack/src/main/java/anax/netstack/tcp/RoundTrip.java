package anax.netstack.tcp;

/// The round-trip time of one connection and the time-out that follows from it (RFC 6298).
///
/// Owner: that of the connection. Allocates nothing, never blocks.
final class RoundTrip {
    /// The granularity of the clock (G of RFC 6298).
    private static final long GRANULARITY_NS = 1_000_000;

    /// What a time-out is after that of a SYN (RFC 6298, section 5.7).
    private static final long AFTER_SYN_NS = 3_000_000_000L;

    private final RetransmissionConfig config;
    private long srttNs;
    private long rttvarNs;
    private long latestNs;
    private long leastNs = Long.MAX_VALUE;
    private long rtoNs;
    private int backoff;
    private boolean measured;
    private boolean widening; // the next measurement raises at least what was known

    RoundTrip(RetransmissionConfig config) {
        this.config = config;
        rtoNs = config.initialRtoNs();
    }

    /// Takes a measurement (sections 2.2 and 2.3).
    ///
    /// @param share how many measurements there are in a round trip: then each counts so much less (RFC 7323,
    ///              appendix G)
    void measure(long rttNs, int share) {
        latestNs = rttNs;
        leastNs = Math.min(leastNs, rttNs);
        if (!measured) {
            measured = true;
            srttNs = rttNs;
            rttvarNs = rttNs / 2;
        } else if (widening) {
            srttNs = Math.max(srttNs, rttNs);
            rttvarNs = Math.max(rttvarNs, rttNs / 2);
        } else {
            final long errorNs = rttNs - srttNs;
            rttvarNs += (Math.abs(errorNs) - rttvarNs) / (4L * share);
            srttNs += errorNs / (8L * share);
        }
        widening = false;
        backoff = 0;
        rtoNs = bounded(srttNs + Math.max(GRANULARITY_NS, 4 * rttvarNs));
    }

    /// A time-out came too early: the next measurement is to prevent another one (RFC 4015, section 3.2, step 8).
    void widen() {
        widening = true;
    }

    /// The time-out has come: the next one is twice as long (section 5.5).
    void backOff() {
        backoff++;
        rtoNs = Math.min(rtoNs * 2, config.maxRtoNs());
    }

    /// Begins again with what was measured, or with 3 s if it was a SYN that was lost (section 5.7).
    void afterSyn(boolean synLost) {
        backoff = 0;
        if (synLost) {
            rtoNs = Math.max(AFTER_SYN_NS, rtoNs());
            measured = false;
        }
    }

    long rtoNs() {
        return rtoNs + config.slopNs();
    }

    long srttNs() {
        return srttNs;
    }

    long rttvarNs() {
        return rttvarNs;
    }

    long latestNs() {
        return latestNs;
    }

    long leastNs() {
        return leastNs == Long.MAX_VALUE ? 0 : leastNs;
    }

    int backoff() {
        return backoff;
    }

    private long bounded(long timeNs) {
        return Math.min(Math.max(timeNs, config.minRtoNs()), config.maxRtoNs());
    }
}
