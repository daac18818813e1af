package anax.netstack.congestion;

/// How much of one connection may be under way: what it does about acknowledgments, losses and marks. When something
/// is lost, and what of it is sent again, is decided elsewhere; while that goes on, the recovery sets the window,
/// unless the algorithm does it all.
///
/// Owner: that of the connection. Must allocate nothing in its calls and never block.
public interface CongestionControl {
    /// The connection is established, or has chosen this algorithm later: then its window stands.
    default void onStart(CongestionWindow window, long nowNs) {}

    /// New octets were acknowledged.
    void onAck(CongestionWindow window, RateSample sample);

    /// A loss was noticed, the first in a window.
    ///
    /// @return the new slow start threshold
    int onLoss(CongestionWindow window, long nowNs);

    /// The retransmission timer has fired, for the first time for this segment. The window is one segment
    /// afterwards.
    ///
    /// @return the new slow start threshold
    default int onTimeout(CongestionWindow window, long nowNs) {
        return onLoss(window, nowNs);
    }

    /// The peer echoes a congestion mark, the first in a window (RFC 3168, section 6.1.2).
    ///
    /// @return the new slow start threshold, and the window
    default int onMark(CongestionWindow window, long nowNs) {
        return onLoss(window, nowNs);
    }

    /// What was taken for a loss was none. Window and threshold are as they were before.
    default void onUndo(CongestionWindow window, long nowNs) {}

    /// Something is sent after a silence.
    ///
    /// @param idleNs how long it was
    default void onRestart(CongestionWindow window, long idleNs, long nowNs) {}

    /// Whether it sets the window in recovery and after a time-out, too, and is told of acknowledgments then.
    default boolean ownsWindow() {
        return false;
    }

    /// Octets a second that it wants to be sent at most if the connection is paced; 0 for a rate that follows
    /// from window and round-trip time.
    default long pacingRate(CongestionWindow window) {
        return 0;
    }

    /// Whether it knows nothing that one which was made anew would have to learn. Then it may be taken away while
    /// its connection is silent, so that a host can have many of them, and serve another one, or the same again,
    /// from the next [#onStart] on.
    default boolean isInterchangeable() {
        return false;
    }

    /// In words, what it does now.
    default String phase(CongestionWindow window) {
        return window.isSlowStart() ? "slow start" : "congestion avoidance";
    }
}
