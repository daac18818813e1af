package anax.netstack.tcp;

/// Eighth step: the peer's FIN (RFC 9293, section 3.10.7.4), which counts when all before it has come.
///
/// Owner: one partition; what it keeps is in the connections. Allocates nothing, never blocks.
final class FinInput {
    private final TcpPartition tcp;

    FinInput(TcpPartition tcp) {
        this.tcp = tcp;
    }

    void process(TcpConnection connection, Segment segment, long nowNs) {
        if (segment.isFin() && !connection.finReceived && connection.state.isOpenForPeer()) {
            connection.finWaits = true;
            connection.finSeq = segment.end() - 1;
            if (segment.payloadLength == 0 && connection.finSeq != connection.rcvNxt) {
                tcp.acks.send(connection); // out of order, and no data that has earned an answer already
            }
        }
        if (connection.finWaits && connection.rcvNxt == connection.finSeq && connection.state != TcpState.CLOSED) {
            connection.finWaits = false;
            connection.rcvNxt++;
            tcp.acks.atEndOfBatch(connection);
            tcp.lifecycle.peerClosed(connection, nowNs);
        }
    }
}
