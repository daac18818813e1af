package anax.netstack.socket;

import anax.netstack.congestion.CongestionAlgorithm;
import anax.netstack.congestion.CongestionConfig;
import anax.netstack.congestion.CongestionControl;
import anax.netstack.congestion.CongestionWindow;
import anax.netstack.congestion.RateSample;

/// Keeps no more under way than the path delivers in its shortest round trip, and two segments, so that queues stay
/// empty.
///
/// Owner: that of the connection.
final class Frugal implements CongestionControl {
    /// What a stack is told of it.
    static final CongestionAlgorithm ALGORITHM = new CongestionAlgorithm() {
        @Override
        public String id() {
            return "frugal";
        }

        @Override
        public CongestionControl create(CongestionConfig config) {
            return new Frugal();
        }
    };

    private static final double NS_PER_SECOND = 1e9;

    private long bestRate; // octets a second

    @Override
    public void onAck(CongestionWindow window, RateSample sample) {
        if (!sample.isAppLimited() || sample.deliveryRate() > bestRate) {
            bestRate = Math.max(sample.deliveryRate(), bestRate - bestRate / 256);
        }
        final long pipe = (long) (bestRate * (window.minRttNs() / NS_PER_SECOND)) + 2L * window.smss();
        if (window.cwnd() > pipe && bestRate > 0) {
            window.cwnd((int) Math.max(pipe, 4L * window.smss()));
        } else if (sample.isWindowUsed()) {
            window.cwnd(window.cwnd() + Math.min(sample.acknowledged(), window.smss()));
        }
    }

    @Override
    public int onLoss(CongestionWindow window, long nowNs) {
        return Math.max(window.flight() * 3 / 4, 2 * window.smss());
    }

    @Override
    public String phase(CongestionWindow window) {
        return "frugal at %d octets a second".formatted(bestRate);
    }
}
