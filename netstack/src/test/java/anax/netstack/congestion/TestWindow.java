package anax.netstack.congestion;

/// A connection that a test has in its hands.
///
/// Owner: one test.
final class TestWindow implements CongestionWindow {
    static final int SMSS = 1_000;
    static final long MS = 1_000_000;

    int cwnd = 10 * SMSS;
    int ssthresh = NO_THRESHOLD;
    int flight = 10 * SMSS;
    long delivered;
    long srttNs = 100 * MS;
    long nowNs = 1_000 * MS;
    final RateSample sample = new RateSample();

    /// A connection that has begun.
    static TestWindow of(CongestionControl control) {
        final TestWindow window = new TestWindow();
        control.onStart(window, window.nowNs);
        return window;
    }

    /// One acknowledgment.
    TestWindow acks(CongestionControl control, int octets) {
        delivered += octets;
        control.onAck(this, sample.begin(nowNs, octets, flight));
        return this;
    }

    /// One acknowledgment with a round-trip time.
    TestWindow acks(CongestionControl control, int octets, long rttNs) {
        delivered += octets;
        control.onAck(this, sample.begin(nowNs, octets, flight).rtt(rttNs));
        return this;
    }

    /// Acknowledgments of a whole window, segment by segment, over a round trip.
    TestWindow roundTrip(CongestionControl control) {
        return roundTrip(control, srttNs);
    }

    TestWindow roundTrip(CongestionControl control, long rttNs) {
        final int segments = Math.max(1, cwnd / SMSS);
        for (int i = 0; i < segments; i++) {
            flight = cwnd;
            nowNs += srttNs / segments;
            acks(control, SMSS, rttNs);
        }
        flight = cwnd;
        return this;
    }

    /// A loss that is mended at once.
    TestWindow loses(CongestionControl control) {
        flight = cwnd;
        ssthresh = control.onLoss(this, nowNs);
        cwnd = ssthresh;
        return this;
    }

    double segments() {
        return (double) cwnd / SMSS;
    }

    @Override
    public int cwnd() {
        return cwnd;
    }

    @Override
    public void cwnd(int octets) {
        cwnd = octets;
    }

    @Override
    public int ssthresh() {
        return ssthresh;
    }

    @Override
    public void ssthresh(int octets) {
        ssthresh = octets;
    }

    @Override
    public int smss() {
        return SMSS;
    }

    @Override
    public int flight() {
        return flight;
    }

    @Override
    public long delivered() {
        return delivered;
    }

    @Override
    public int initialWindow() {
        return 10 * SMSS;
    }

    @Override
    public long srttNs() {
        return srttNs;
    }

    @Override
    public long minRttNs() {
        return srttNs;
    }
}
