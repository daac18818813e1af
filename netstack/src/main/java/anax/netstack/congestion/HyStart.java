package anax.netstack.congestion;

/// Ends the first slow start when round trips grow longer, because a queue fills: first it goes on conservatively,
/// and if the round trips stay long, slow start is over (HyStart++, RFC 9406). A round is what it takes until all is
/// acknowledged that was under way when it began.
///
/// Owner: that of the connection. Allocates when made, never blocks.
final class HyStart {
    // The constants of RFC 9406, section 4.3.
    static final long LEAST_THRESHOLD_NS = 4_000_000;
    static final long MOST_THRESHOLD_NS = 16_000_000;
    static final int THRESHOLD_DIVISOR = 8;
    static final int SAMPLES = 8;
    static final int CONSERVATIVE_DIVISOR = 4;
    static final int CONSERVATIVE_ROUNDS = 5;

    private static final long NONE = Long.MAX_VALUE;

    private long roundEnds; // in octets delivered
    private long lastLeastNs;
    private long leastNs;
    private int samples;
    private long baselineNs; // of the conservative phase; NONE outside of it
    private int conservativeRounds;
    private int carried; // octets of conservative growth that are less than one, times the divisor
    private boolean over;

    void begin(CongestionWindow window) {
        lastLeastNs = NONE;
        leastNs = NONE;
        baselineNs = NONE;
        conservativeRounds = 0;
        carried = 0;
        over = false;
        beginRound(window);
    }

    /// Takes an acknowledgment in the first slow start.
    ///
    /// @param growth by how much slow start would grow
    /// @return by how much to grow
    int onAck(CongestionWindow window, RateSample sample, int growth) {
        if (sample.rttNs() > 0) {
            leastNs = Math.min(leastNs, sample.rttNs());
            samples++;
        }
        if (isConservative()) {
            if (samples >= SAMPLES && leastNs < baselineNs) {
                baselineNs = NONE; // it was jitter
            }
        } else if (samples >= SAMPLES && lastLeastNs != NONE && leastNs >= lastLeastNs + thresholdNs()) {
            baselineNs = leastNs;
            conservativeRounds = 0;
        }
        final int grown = isConservative() ? share(growth) : growth;
        if (window.delivered() >= roundEnds) {
            endRound(window);
        }
        return grown;
    }

    /// Whether slow start should end.
    boolean isOver() {
        return over;
    }

    boolean isConservative() {
        return baselineNs != NONE;
    }

    /// Whether it has found nothing out yet: after a silence rounds are counted anew.
    boolean isFresh() {
        return !over && !isConservative();
    }

    private void endRound(CongestionWindow window) {
        lastLeastNs = leastNs;
        leastNs = NONE;
        if (isConservative() && ++conservativeRounds >= CONSERVATIVE_ROUNDS) {
            over = true;
            baselineNs = NONE;
        }
        beginRound(window);
    }

    private void beginRound(CongestionWindow window) {
        samples = 0;
        roundEnds = window.delivered() + Math.max(1, window.flight());
    }

    private long thresholdNs() {
        return Math.max(LEAST_THRESHOLD_NS, Math.min(lastLeastNs / THRESHOLD_DIVISOR, MOST_THRESHOLD_NS));
    }

    private int share(int growth) {
        carried += growth;
        final int share = carried / CONSERVATIVE_DIVISOR;
        carried -= share * CONSERVATIVE_DIVISOR;
        return share;
    }
}
