package anax.netstack.tcp;

/// Notices losses by duplicate acknowledgments and mends them: fast retransmit and fast recovery of NewReno (RFC
/// 5681, section 3.2; RFC 6582), with what helps it when little is under way or a time-out comes too early.
/// [SackRecovery] does it for peers that report what they have.
///
/// Owner: one partition; what it keeps is in the connections. Allocates nothing, never blocks.
final class LossRecovery {
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
            return;
        }
        if (connection.loss.forwardStep != 0) {
            tcp.forwardRto.onDuplicate(connection);
        }
        if (connection.duplicateAcks < EarlyRetransmit.duplicates(connection)) {
            LimitedTransmit.onDuplicate(connection);
        } else if (Seq.gt(ack, connection.recover)) {
            EarlyRetransmit.count(connection, connection.duplicateAcks);
            enter(connection, nowNs);
        }
    }

    /// New octets were acknowledged.
    void onAcknowledged(TcpConnection connection, Segment segment, int acknowledged, long nowNs) {
        final RecoveryState state = connection.loss;
        connection.duplicateAcks = 0;
        LimitedTransmit.end(connection);
        if (isTakenBack(connection, segment, acknowledged, nowNs) || ForwardRto.prefersNew(connection)) {
            return;
        }
        state.afterTimeout &= Seq.lt(connection.sndUna, connection.recover);
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
        final RecoveryState state = connection.loss;
        final boolean fresh = connection.retransmissions == 1 && !connection.recovering && !state.afterTimeout;
        if (fresh) {
            tcp.undo.save(connection);
        }
        tcp.congestion.onTimeout(connection, nowNs);
        connection.recover = connection.sndNxt;
        connection.recovering = false;
        connection.duplicateAcks = 0;
        LimitedTransmit.end(connection);
        state.afterTimeout = true;
        tcp.forwardRto.begin(connection, fresh);
    }

    /// Whether what was done about a loss has turned out to be too early.
    private boolean isTakenBack(TcpConnection connection, Segment segment, int acknowledged, long nowNs) {
        final RecoveryState state = connection.loss;
        if (state.undoable) {
            tcp.sample.begin(connection, segment, nowNs);
            tcp.sample.acknowledged = acknowledged;
            if (tcp.undo.onAck(connection, tcp.sample)) {
                return true;
            }
        }
        if (state.forwardStep != 0 && tcp.forwardRto.onAcknowledged(connection)) {
            state.undoneByForwardRto++;
            tcp.undo.takeBack(connection, acknowledged, nowNs);
            return true;
        }
        return false;
    }

    /// RFC 6582, section 3.2, step 2.
    private void enter(TcpConnection connection, long nowNs) {
        final int smss = connection.smss();
        tcp.undo.save(connection);
        tcp.congestion.onLoss(connection, nowNs);
        connection.recover = connection.sndNxt;
        connection.recovering = true;
        connection.loss.recoveries++;
        connection.partialAcked = false;
        tcp.output.retransmitFirst(connection, nowNs);
        connection.cwnd = connection.ssthresh + connection.duplicateAcks * smss;
        LimitedTransmit.end(connection);
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
