package anax.netstack.congestion;

/// A connection as its congestion control sees it: what is under way, how long the way is, and the window, which the
/// algorithm sets.
///
/// Owner: that of the connection. Allocates nothing, never blocks. All sizes are octets.
public interface CongestionWindow {
    /// The slow start threshold before the first loss.
    int NO_THRESHOLD = Integer.MAX_VALUE;

    /// No window grows beyond this.
    int MOST = 1 << 30;

    /// The congestion window.
    int cwnd();

    /// Sets the congestion window. What stands below a segment counts as one, what is above [#MOST] as that.
    void cwnd(int octets);

    /// The slow start threshold; [#NO_THRESHOLD] before the first loss.
    int ssthresh();

    /// Sets the slow start threshold.
    void ssthresh(int octets);

    /// The longest segment that is sent.
    int smss();

    /// What is under way: sent, and not acknowledged.
    int flight();

    /// What counts as under way when a loss is noticed: not what went beyond the window by Limited Transmit (RFC
    /// 5681, section 3.2).
    default int flightAtLoss() {
        return flight();
    }

    /// All that has reached the peer, as far as it has said so.
    long delivered();

    /// What is sent before the first acknowledgment.
    int initialWindow();

    /// The smoothed round-trip time; 0 before the first measurement.
    long srttNs();

    /// The least round-trip time that was measured; 0 before the first.
    long minRttNs();

    /// Whether the window is below the threshold.
    default boolean isSlowStart() {
        return cwnd() < ssthresh();
    }
}
