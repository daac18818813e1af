package anax.netstack.tcp;

/// Limited Transmit: the first two duplicate acknowledgments each let a new segment go, so that there are enough of
/// them for a fast retransmit even when the window is small (RFC 3042).
///
/// Owner: nobody; it keeps no state. Allocates nothing, never blocks. With SACK it follows from RFC 6675, section 5.
final class LimitedTransmit {
    private static final int MOST_SEGMENTS = 2;

    private LimitedTransmit() {}

    /// A duplicate came that is not enough for a fast retransmit. The window itself stays what it is.
    static void onDuplicate(TcpConnection connection) {
        final RecoveryState state = connection.loss;
        if (connection.rules.limitedTransmit() && !state.afterTimeout && connection.duplicateAcks <= MOST_SEGMENTS) {
            state.limited = connection.duplicateAcks * connection.smss();
            connection.tcp.output.want(connection);
        }
    }

    /// The duplicates are over.
    static void end(TcpConnection connection) {
        connection.loss.limited = 0;
    }
}
