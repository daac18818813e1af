package anax.netstack.tcp;

/// Proportional rate reduction: while losses are mended, the window goes down in step with what is delivered, and
/// comes up again no faster than slow start if too much was lost (RFC 6937, section 3, with its slow start bound).
///
/// Owner: one partition; what it keeps is in the connections. Allocates nothing, never blocks.
final class ProportionalRate {
    /// A recovery begins; the threshold is set.
    void begin(TcpConnection connection) {
        final RecoveryState state = connection.loss;
        state.prrDelivered = 0;
        state.prrOut = 0;
        state.flightAtStart = Math.max(1, connection.flight());
    }

    /// An acknowledgment came.
    void onAck(TcpConnection connection, int delivered) {
        final RecoveryState state = connection.loss;
        state.prrDelivered += delivered;
        final int pipe = connection.sent.pipe();
        final int ssthresh = connection.ssthresh;
        final long mayGo;
        if (pipe > ssthresh) {
            final long share = (long) state.prrDelivered * ssthresh;
            mayGo = (share + state.flightAtStart - 1) / state.flightAtStart - state.prrOut;
        } else {
            final int limit = Math.max(state.prrDelivered - state.prrOut, delivered) + connection.smss();
            mayGo = Math.min(ssthresh - pipe, limit);
        }
        connection.cwnd = pipe + (int) Math.max(0, mayGo);
    }
}
