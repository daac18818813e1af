package anax.netstack.tcp;

/// Notices losses by duplicate acknowledgments and mends them: fast retransmit and fast recovery of NewReno (RFC
/// 5681, section 3.2; RFC 6582).
///
/// Owner: one partition; what it keeps is in the connections. Allocates nothing, never blocks.
final class LossRecovery {
    private static final int DUPLICATES = 3;
    private static final int MOST_INFLATED = 1 << 30;

    private final TcpPartition tcp;

    LossRecovery(TcpPartition tcp) {
        this.tcp = tcp;
    }

    /// A connection was opened; nothing that was sent before counts as a loss.
    void begin(TcpConnection connection) {
        connection.recover = connection.iss;
    }

    /// An acknowledgment came that says nothing new, while data is under way.
    void onDuplicate(TcpConnection connection, int ack, long nowNs) {
        connection.duplicateAcks++;
        if (connection.recovering) {
            connection.cwnd = Math.min(
                    MOST_INFLATED, connection.cwnd + connection.smss()); // step 4: another segment has left the network
            tcp.output.want(connection);
        } else if (connection.duplicateAcks == DUPLICATES && Seq.gt(ack, connection.recover)) {
            enter(connection, nowNs);
        }
    }

    /// New octets were acknowledged.
    void onAcknowledged(TcpConnection connection, int acknowledged, long nowNs) {
        connection.duplicateAcks = 0;
        if (!connection.recovering) {
            if (Seq.gt(connection.sndUna, connection.recover)) {
                connection.recover = connection.sndUna - 1; // or it would stand ahead after half of the numbers
            }
            tcp.congestion.onAcknowledged(connection);
        } else if (Seq.geq(connection.sndUna, connection.recover)) {
            leave(connection);
        } else {
            onPartial(connection, acknowledged, nowNs);
        }
    }

    /// The retransmission timer has fired (RFC 5681, section 3.1; RFC 6582, section 4).
    void onTimeout(TcpConnection connection, long nowNs) {
        tcp.congestion.onTimeout(connection, nowNs);
        connection.recover = connection.sndNxt;
        connection.recovering = false;
        connection.duplicateAcks = 0;
    }

    /// RFC 6582, section 3.2, step 2.
    private void enter(TcpConnection connection, long nowNs) {
        final int smss = connection.smss();
        tcp.congestion.onLoss(connection, nowNs);
        connection.recover = connection.sndNxt;
        connection.recovering = true;
        connection.partialAcked = false;
        tcp.output.retransmitFirst(connection, nowNs);
        connection.cwnd = connection.ssthresh + DUPLICATES * smss;
        tcp.output.want(connection);
    }

    /// Step 3, full acknowledgment, first choice: no burst when little is under way.
    private void leave(TcpConnection connection) {
        final int smss = connection.smss();
        connection.cwnd = Math.min(connection.ssthresh, Math.max(connection.flight(), smss) + smss);
        connection.recovering = false;
    }

    /// Step 3, partial acknowledgment: the next one is lost too.
    private void onPartial(TcpConnection connection, int acknowledged, long nowNs) {
        final int smss = connection.smss();
        tcp.output.retransmitFirst(connection, nowNs);
        connection.cwnd = Math.max(smss, connection.cwnd - acknowledged + (acknowledged >= smss ? smss : 0));
        if (!connection.partialAcked) {
            connection.partialAcked = true;
            tcp.timers.restartRetransmission(connection, nowNs);
        }
    }
}
