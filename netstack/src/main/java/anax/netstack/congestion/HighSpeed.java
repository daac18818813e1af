package anax.netstack.congestion;

/// HighSpeed TCP (RFC 3649): beyond 38 segments it grows by more than one segment in a round trip, and shrinks by
/// less than a half, the more so the larger the window is.
///
/// Owner: that of the connection. Allocates when made, never blocks.
final class HighSpeed implements CongestionControl {
    // Section 5.
    static final int LOW_WINDOW = 38;
    static final int HIGH_WINDOW = 83_000;
    static final double HIGH_DECREASE = 0.1;

    /// The window at which the increase becomes 2, 3 and so on segments, as the table of appendix B.
    private static final int[] STEPS = steps();

    private final SlowStart slowStart;
    private long counted; // acknowledged octets times the increase, since the window grew last

    HighSpeed(CongestionConfig config) {
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
            slowStart.onAck(window, sample);
            return;
        }
        counted += (long) sample.acknowledged() * increase(window.cwnd() / window.smss());
        if (counted >= window.cwnd()) {
            final long segments = counted / window.cwnd();
            counted -= segments * window.cwnd();
            window.cwnd((int) Math.min(CongestionWindow.MOST, window.cwnd() + segments * window.smss()));
        }
    }

    @Override
    public int onLoss(CongestionWindow window, long nowNs) {
        counted = 0;
        final int used = Math.min(window.flightAtLoss(), window.cwnd());
        return Math.max((int) (used * (1 - decrease(used / window.smss()))), 2 * window.smss());
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

    /// a(w): by how many segments a window of so many grows in a round trip.
    static int increase(int segments) {
        int low = 0;
        int high = STEPS.length;
        while (low < high) {
            final int middle = (low + high) >>> 1;
            if (STEPS[middle] <= segments) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return 1 + low;
    }

    /// b(w): which share of a window of so many segments is given up at a loss.
    static double decrease(int segments) {
        if (segments <= LOW_WINDOW) {
            return 0.5;
        }
        final double place = Math.log((double) segments / LOW_WINDOW) / Math.log((double) HIGH_WINDOW / LOW_WINDOW);
        return Math.max(HIGH_DECREASE, (HIGH_DECREASE - 0.5) * place + 0.5);
    }

    private static double exactIncrease(int segments) {
        final double lossRate = 0.078 / Math.pow(segments, 1.2); // p(w)
        final double decrease = decrease(segments);
        return (double) segments * segments * lossRate * 2 * decrease / (2 - decrease);
    }

    private static int[] steps() {
        final int[] steps = new int[(int) exactIncrease(HIGH_WINDOW) - 1];
        int from = LOW_WINDOW;
        for (int i = 0; i < steps.length; i++) {
            int low = from;
            int high = HIGH_WINDOW;
            while (low < high) {
                final int middle = (low + high) >>> 1;
                if (exactIncrease(middle) >= i + 2) {
                    high = middle;
                } else {
                    low = middle + 1;
                }
            }
            steps[i] = low;
            from = low;
        }
        return steps;
    }
}
