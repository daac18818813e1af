package anax.netstack.congestion;

/// Growth below the slow start threshold, which algorithms share: by what was acknowledged (RFC 5681, section 3.1;
/// RFC 3465), slower where windows are large (RFC 3742), and no longer than until round trips grow (RFC 9406).
///
/// Owner: that of the connection. Allocates when made, never blocks.
final class SlowStart {
    private final int limit;
    private final int boundSegments;
    private final HyStart hyStart; // null if it is off
    private boolean afterTimeout;

    SlowStart(CongestionConfig config) {
        limit = config.byteCountingLimit();
        boundSegments = config.slowStartBound();
        hyStart = config.hyStart() ? new HyStart() : null;
    }

    void onStart(CongestionWindow window) {
        if (hyStart != null) {
            hyStart.begin(window);
        }
    }

    /// After a time-out acknowledgments may be for what was lost and sent again, all at once: then one segment is
    /// the most (RFC 3465, section 2.3).
    void onTimeout() {
        afterTimeout = true;
    }

    /// Grows the window, and ends slow start by a threshold if it is time.
    void onAck(CongestionWindow window, RateSample sample) {
        final int smss = window.smss();
        final int most = afterTimeout ? 1 : limit;
        int growth = (int) Math.min(sample.acknowledged(), (long) most * smss);
        if (hyStart != null && window.ssthresh() == CongestionWindow.NO_THRESHOLD) {
            growth = hyStart.onAck(window, sample, growth);
        }
        growth = bounded(window.cwnd(), growth, smss);
        final long justPast = (long) window.ssthresh() + smss - 1; // as far as one segment may lead past it
        window.cwnd((int) Math.min(CongestionWindow.MOST, Math.min(justPast, (long) window.cwnd() + growth)));
        if (!window.isSlowStart()) {
            afterTimeout = false;
        }
        if (hyStart != null && hyStart.isOver() && window.ssthresh() == CongestionWindow.NO_THRESHOLD) {
            window.ssthresh(window.cwnd());
        }
    }

    /// Whether it knows nothing that one made anew would not.
    boolean isFresh() {
        return !afterTimeout && (hyStart == null || hyStart.isFresh());
    }

    /// In words, what a window below the threshold does.
    String phase(CongestionWindow window) {
        final boolean first = window.ssthresh() == CongestionWindow.NO_THRESHOLD;
        if (first && hyStart != null && hyStart.isConservative()) {
            return "conservative slow start";
        }
        return isBounded(window.cwnd(), window.smss()) ? "limited slow start" : "slow start";
    }

    /// RFC 3742, section 2: at most half the bound is added in a round trip.
    private int bounded(int cwnd, int growth, int smss) {
        if (!isBounded(cwnd, smss)) {
            return growth;
        }
        final long divisor = cwnd * 2L / ((long) boundSegments * smss); // K, which is 2 or more
        return (int) (growth / divisor);
    }

    private boolean isBounded(int cwnd, int smss) {
        return boundSegments != 0 && cwnd > (long) boundSegments * smss;
    }
}
