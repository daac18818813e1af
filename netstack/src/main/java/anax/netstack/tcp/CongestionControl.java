package anax.netstack.tcp;

/// How much may be under way: what a connection does about acknowledgments and losses. [LossRecovery] says when there
/// are losses, and has a window of its own until they are mended.
///
/// Owner: that of the connection. Must allocate nothing and never block. All sizes are octets.
interface CongestionControl {
    /// The name that programs know it by.
    String name();

    /// New octets were acknowledged, and nothing is lost that is known.
    ///
    /// @param cwnd  the congestion window
    /// @param smss  the longest segment that is sent
    /// @return the new congestion window
    int onAcknowledged(int cwnd, int ssthresh, int acknowledged, int smss);

    /// A loss was noticed.
    ///
    /// @param flight what is under way
    /// @return the new slow start threshold
    int thresholdAfterLoss(int flight, int cwnd, int smss);
}
