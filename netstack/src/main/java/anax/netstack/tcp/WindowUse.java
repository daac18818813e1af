package anax.netstack.tcp;

/// How much of its congestion window a connection makes use of: one that is not used says nothing about the way, so
/// it must not grow, and does not stay for ever (RFC 7661).
///
/// Owner: that of the connection. Allocates when made, never blocks.
final class WindowUse {
    /// How long a window may go without being used (section 4.4.3).
    static final long NON_VALIDATED_NS = 300_000_000_000L;

    private static final long LEAST_PERIOD_NS = 1_000_000_000L;
    private static final int ROUND_TRIPS = 3; // of a period

    boolean limited; // the last pass of output could have sent more but for the window
    private long roundBegan; // in octets delivered
    private long roundEnds;
    private boolean measured;
    private int most; // octets acknowledged in a round trip: the most of this period,
    private int mostBefore; // and of the one before
    private long periodNs;
    private long periodEndsNs;
    private long usedNs; // when at least half of the window had been used

    void begin(long nowNs) {
        usedNs = nowNs;
        periodEndsNs = nowNs;
    }

    /// Goes on after a silence, with what a connection has kept of the time before.
    void resume(long lastUsedNs, boolean hasRounds, boolean wasMeasured, long delivered, long nowNs) {
        limited = false;
        roundBegan = delivered;
        roundEnds = hasRounds ? delivered + 1 : 0;
        measured = wasMeasured;
        most = 0;
        mostBefore = 0;
        periodNs = 0;
        periodEndsNs = nowNs;
        usedNs = lastUsedNs;
    }

    /// Whether a silence has gone on for so long that what was acknowledged before it says nothing any more.
    boolean isSettled(long nowNs) {
        return nowNs - periodEndsNs >= periodNs;
    }

    /// When at least half of the window was used last.
    long usedNs() {
        return usedNs;
    }

    /// Whether a round trip has begun.
    boolean hasRounds() {
        return roundEnds > 0;
    }

    /// Whether one was ever measured.
    boolean isMeasured() {
        return measured;
    }

    /// Takes what was acknowledged (section 4.2): pipeACK is what a round trip brings.
    void onAcknowledged(long delivered, int flight, int cwnd, long srttNs, long nowNs) {
        if (nowNs - periodEndsNs >= 0) {
            mostBefore = nowNs - periodEndsNs >= periodNs ? 0 : most;
            most = 0;
            periodNs = Math.max(LEAST_PERIOD_NS, ROUND_TRIPS * srttNs);
            periodEndsNs = nowNs + periodNs;
        }
        if (delivered >= roundEnds) {
            most = Math.max(most, (int) Math.min(Integer.MAX_VALUE, delivered - roundBegan));
            measured |= roundEnds > 0;
            roundBegan = delivered;
            roundEnds = delivered + Math.max(1, flight);
        }
        if (isUsed(cwnd, nowNs)) {
            usedNs = nowNs;
        }
    }

    /// pipeACK; as large as can be before the first measurement, and 0 after a silence.
    int pipeAck(long nowNs) {
        if (!measured) {
            return Integer.MAX_VALUE;
        }
        return nowNs - periodEndsNs >= periodNs ? 0 : Math.max(most, mostBefore);
    }

    /// Whether at least half of a window was used lately (section 4.3), or all of it is now.
    boolean isUsed(int cwnd, long nowNs) {
        return limited || pipeAck(nowNs) >= cwnd / 2;
    }

    /// Whether the window was not used for so long that it must shrink; then that time begins anew.
    boolean isStale(int cwnd, long nowNs) {
        if (nowNs - usedNs < NON_VALIDATED_NS || isUsed(cwnd, nowNs)) {
            return false;
        }
        usedNs += NON_VALIDATED_NS;
        return true;
    }
}
