package anax.netstack.congestion;

/// CUBIC (RFC 9438): after a loss the window grows towards where the loss was, slowly near it, and faster again
/// beyond it, by the time that has passed and not by round trips; and never slower than Reno would on short ways.
///
/// Owner: that of the connection. Allocates when made, never blocks. Windows are counted in segments, as the RFC
/// does, with fractions.
///
/// ```
///            W_cubic(t) = C (t - K)³ + W_max      K = ∛((W_max - W_epoch) / C)
///  W_max  - - - - - - _____-----´
///               ___---              the epoch begins with congestion avoidance; before it, slow start
///  W_epoch  ___/
///           0          K      t
/// ```
final class Cubic implements CongestionControl {
    static final double C = 0.4;
    static final double BETA = 0.7;

    /// By how many segments Reno would grow in a round trip to be as fast with this BETA (section 4.3).
    static final double RENO_ALPHA = 3 * (1 - BETA) / (1 + BETA);

    private static final double NS_PER_SECOND = 1e9;
    private static final double MOST_GROWTH = 1.5; // in a round trip

    private final SlowStart slowStart;

    private boolean inEpoch;
    private long epochNs;
    private double wMax; // 0 if no loss says what it is
    private double k;
    private double wEst;
    private double priorCwnd; // before the reduction
    private double carried; // octets of growth that are less than one
    private long lastAckNs;

    // As they were before the last reduction, for when that turns out to be wrong.
    private boolean undoInEpoch;
    private long undoEpochNs;
    private double undoWMax;
    private double undoK;
    private double undoWEst;
    private double undoPriorCwnd;

    Cubic(CongestionConfig config) {
        slowStart = new SlowStart(config);
    }

    @Override
    public void onStart(CongestionWindow window, long nowNs) {
        inEpoch = false;
        wMax = 0;
        priorCwnd = 0;
        slowStart.onStart(window);
    }

    @Override
    public void onAck(CongestionWindow window, RateSample sample) {
        final long sinceNs = sample.nowNs() - lastAckNs;
        lastAckNs = sample.nowNs();
        if (!sample.isWindowUsed()) {
            epochNs += inEpoch ? sinceNs : 0; // section 5.8: such a time does not count
            return;
        }
        if (window.isSlowStart()) {
            slowStart.onAck(window, sample);
            return;
        }
        if (!inEpoch) {
            beginEpoch(window, sample.nowNs());
        }
        grow(window, sample);
    }

    /// Section 4.6, with fast convergence (section 4.7): who loses below the last loss's window leaves room for
    /// newcomers.
    @Override
    public int onLoss(CongestionWindow window, long nowNs) {
        remember();
        final double cwnd = segments(window);
        wMax = cwnd < wMax ? cwnd * (1 + BETA) / 2 : cwnd;
        priorCwnd = cwnd;
        inEpoch = false;
        final int used = Math.min(window.flightAtLoss(), window.cwnd());
        return Math.max((int) (used * BETA), 2 * window.smss());
    }

    /// Section 4.8: what was known of the way may no longer be true.
    @Override
    public int onTimeout(CongestionWindow window, long nowNs) {
        slowStart.onTimeout();
        final int ssthresh = onLoss(window, nowNs);
        wMax = 0;
        return ssthresh;
    }

    /// Section 4.9.
    @Override
    public void onUndo(CongestionWindow window, long nowNs) {
        inEpoch = undoInEpoch;
        epochNs = undoEpochNs;
        wMax = undoWMax;
        k = undoK;
        wEst = undoWEst;
        priorCwnd = undoPriorCwnd;
    }

    /// A silence is no time in which the window proved right.
    @Override
    public void onRestart(CongestionWindow window, long idleNs, long nowNs) {
        if (inEpoch) {
            epochNs += Math.max(0, nowNs - lastAckNs);
            lastAckNs = nowNs;
        }
    }

    @Override
    public boolean isInterchangeable() {
        return !inEpoch && wMax == 0 && priorCwnd == 0 && slowStart.isFresh();
    }

    @Override
    public String phase(CongestionWindow window) {
        if (window.isSlowStart()) {
            return slowStart.phase(window);
        }
        if (!inEpoch) {
            return "congestion avoidance";
        }
        final double seconds = (lastAckNs - epochNs) / NS_PER_SECOND;
        if (cubic(seconds) < wEst) {
            return "Reno-friendly";
        }
        return seconds < k ? "concave" : "convex";
    }

    /// Section 4.2; after slow start without a loss, or after a time-out, the window of now is the greatest
    /// (section 4.8).
    private void beginEpoch(CongestionWindow window, long nowNs) {
        final double cwnd = segments(window);
        inEpoch = true;
        epochNs = nowNs;
        wMax = wMax == 0 ? cwnd : wMax;
        k = cwnd < wMax ? Math.cbrt((wMax - cwnd) / C) : 0;
        wMax = Math.max(wMax, cwnd);
        wEst = cwnd;
        carried = 0;
    }

    /// Sections 4.3 to 4.5.
    private void grow(CongestionWindow window, RateSample sample) {
        final double cwnd = segments(window);
        final double acked = (double) sample.acknowledged() / window.smss();
        final double seconds = (sample.nowNs() - epochNs) / NS_PER_SECOND;
        wEst += (wEst < priorCwnd ? RENO_ALPHA : 1) * acked / cwnd;
        final double now = cubic(seconds);
        double growth;
        if (now < wEst) {
            growth = Math.max(0, wEst - cwnd);
        } else {
            final double target = cubic(seconds + window.srttNs() / NS_PER_SECOND);
            growth = (Math.clamp(target, cwnd, MOST_GROWTH * cwnd) - cwnd) / cwnd * acked;
        }
        carried += growth * window.smss();
        final int whole = (int) Math.min(CongestionWindow.MOST, carried);
        carried -= whole;
        window.cwnd((int) Math.min(CongestionWindow.MOST, (long) window.cwnd() + whole));
    }

    private double cubic(double seconds) {
        final double beyond = seconds - k;
        return C * beyond * beyond * beyond + wMax;
    }

    private void remember() {
        undoInEpoch = inEpoch;
        undoEpochNs = epochNs;
        undoWMax = wMax;
        undoK = k;
        undoWEst = wEst;
        undoPriorCwnd = priorCwnd;
    }

    private static double segments(CongestionWindow window) {
        return (double) window.cwnd() / window.smss();
    }
}
