package anax.netstack.congestion;

/// Slow start and congestion avoidance (RFC 5681, section 3.1), which counts acknowledged octets (RFC 3465, section
/// 2.1).
///
/// Owner: that of the connection. Allocates when made, never blocks.
final class Reno implements CongestionControl {
    private final SlowStart slowStart;
    private long counted; // acknowledged octets since the window grew last, in congestion avoidance

    Reno(CongestionConfig config) {
        slowStart = new SlowStart(config);
    }

    @Override
    public void onStart(CongestionWindow window, long nowNs) {
        slowStart.onStart(window);
    }

    @Override
    public void onAck(CongestionWindow window, RateSample sample) {
        if (!sample.isWindowUsed()) {
            return;
        }
        if (window.isSlowStart()) {
            counted = 0;
            slowStart.onAck(window, sample); // equation 2
            return;
        }
        counted += sample.acknowledged();
        if (counted >= window.cwnd()) {
            counted -= window.cwnd();
            window.cwnd(Math.min(CongestionWindow.MOST, window.cwnd() + window.smss()));
        }
    }

    /// Equation 4.
    @Override
    public int onLoss(CongestionWindow window, long nowNs) {
        counted = 0;
        return Math.max(window.flightAtLoss() / 2, 2 * window.smss());
    }

    @Override
    public int onTimeout(CongestionWindow window, long nowNs) {
        slowStart.onTimeout();
        return onLoss(window, nowNs);
    }

    @Override
    public boolean isInterchangeable() {
        return counted == 0 && slowStart.isFresh();
    }

    @Override
    public String phase(CongestionWindow window) {
        return window.isSlowStart() ? slowStart.phase(window) : "congestion avoidance";
    }
}
