package anax.netstack.tcp;

/// Slow start and congestion avoidance (RFC 5681, section 3.1).
///
/// Owner: that of the connection. Allocates nothing, never blocks.
final class Reno implements CongestionControl {
    private static final int MOST = 1 << 30;

    private int counted; // acknowledged octets since the window grew last, in congestion avoidance

    @Override
    public String name() {
        return "reno";
    }

    @Override
    public int onAcknowledged(int cwnd, int ssthresh, int acknowledged, int smss) {
        if (cwnd < ssthresh) {
            counted = 0;
            return Math.min(MOST, cwnd + Math.min(acknowledged, smss)); // equation 2
        }
        counted += acknowledged;
        if (counted < cwnd) {
            return cwnd;
        }
        counted -= cwnd;
        return Math.min(MOST, cwnd + smss);
    }

    /// Equation 4.
    @Override
    public int thresholdAfterLoss(int flight, int cwnd, int smss) {
        counted = 0;
        return Math.max(flight / 2, 2 * smss);
    }
}
