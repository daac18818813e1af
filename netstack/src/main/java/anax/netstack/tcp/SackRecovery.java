package anax.netstack.tcp;

/// Finds and mends losses by what the peer reports to have (RFC 6675, section 5), or by when things were sent
/// ([Rack]); [LossRecovery] does it for peers that report nothing.
///
/// Owner: one partition; what it keeps is in the connections. Allocates nothing, never blocks.
final class SackRecovery {
    private final TcpPartition tcp;

    SackRecovery(TcpPartition tcp) {
        this.tcp = tcp;
    }

    /// An acknowledgment came, and was taken note of.
    void onAck(TcpConnection connection, AckSample sample) {
        final RecoveryState state = connection.loss;
        if (state.probeOut) {
            tcp.tailProbe.onAck(connection, sample);
        }
        if (connection.rules.rack()) {
            tcp.rack.adapt(connection, sample.duplicate);
        }
        if (state.undoable && tcp.undo.onAck(connection, sample)) {
            sample.lost = 0;
        } else if (state.forwardStep != 0 && tcp.forwardRto.onSack(connection, sample)) {
            state.undoneByForwardRto++;
            tcp.undo.takeBack(connection, sample.acknowledged, sample.nowNs);
        }
        final boolean left = leavesMended(connection);
        if (sample.delivered > 0 && connection.sent != null) {
            lose(connection, sample);
        }
        setWindow(connection, sample, left);
        if (connection.flight() == 0) {
            tcp.giveBack(connection);
        }
        tcp.output.want(connection);
    }

    /// The reordering timer has fired (RFC 8985, section 6.3).
    void onReorderTimer(TcpConnection connection, AckSample sample, long nowNs) {
        sample.begin(connection, nowNs);
        lose(connection, sample);
        tcp.timers.scheduleNext(connection);
        tcp.output.pass(connection, nowNs);
    }

    /// The retransmission timer has fired (RFC 6675, section 5.1; RFC 8985, section 6.3).
    void onTimeout(TcpConnection connection, long nowNs) {
        final RecoveryState state = connection.loss;
        final SentSegments sent = connection.sent;
        final boolean fresh = connection.retransmissions == 1 && !connection.recovering && !state.afterTimeout;
        if (sent.isFirstSacked()) {
            sent.forgetReports();
            state.reneged++;
            tcp.counters.reneged++;
        }
        if (fresh) {
            tcp.undo.save(connection);
        }
        tcp.congestion.onTimeout(connection, nowNs);
        final boolean rack = connection.rules.rack() && state.rackKnown;
        final long toleratedNs = rack ? state.rackRttNs + tcp.rack.windowNs(connection) : 0;
        final int found = sent.loseAll(nowNs - toleratedNs);
        count(connection, found);
        connection.recover = connection.sndNxt;
        connection.recovering = false;
        state.afterTimeout = true;
        state.probeOut = false;
        state.sendsOne = true;
        tcp.forwardRto.begin(connection, fresh);
    }

    /// @return whether a fast recovery has ended
    private boolean leavesMended(TcpConnection connection) {
        final RecoveryState state = connection.loss;
        if ((!connection.recovering && !state.afterTimeout) || Seq.lt(connection.sndUna, connection.recover)) {
            return false;
        }
        final boolean left = connection.recovering;
        if (left) {
            connection.recovering = false;
            connection.cwnd = connection.ssthresh;
        }
        state.afterTimeout = false;
        state.forwardStep = 0;
        state.sendsOne = false;
        tcp.rack.recovered(connection);
        return left;
    }

    private void lose(TcpConnection connection, AckSample sample) {
        if (connection.rules.rack()) {
            tcp.rack.detect(connection, sample, sample.nowNs);
            tcp.timers.scheduleNext(connection);
        } else {
            final SackedRanges ranges = connection.sent.ranges;
            final int duplicates = EarlyRetransmit.duplicates(connection);
            sample.lost +=
                    connection.sent.loseBelow(ranges.lostBelow(duplicates, connection.smss(), connection.sndUna));
            if (sample.lost > 0 && !connection.recovering) {
                EarlyRetransmit.count(connection, duplicates);
            }
        }
        count(connection, sample.lost);
        if (sample.lost > 0 && !connection.recovering && !connection.loss.afterTimeout) {
            enter(connection);
        }
    }

    /// RFC 6675, section 5, steps 4.1 to 4.3: the first lost segment goes whatever the window says.
    private void enter(TcpConnection connection) {
        tcp.undo.save(connection);
        tcp.counters.fastRetransmits++;
        tcp.congestion.onLoss(connection, tcp.environment.nowNs());
        connection.recover = connection.sndNxt;
        connection.recovering = true;
        connection.loss.sendsOne = true;
        connection.loss.rescued = false;
        connection.loss.recoveries++;
        connection.loss.probeAtNs = 0;
        tcp.proportionalRate.begin(connection);
        connection.cwnd = connection.ssthresh;
        tcp.timers.restartRetransmission(connection, tcp.environment.nowNs());
    }

    private void setWindow(TcpConnection connection, AckSample sample, boolean left) {
        if (connection.recovering) {
            if (!tcp.congestion.onRecovering(connection)
                    && connection.rules.proportionalRate()
                    && sample.delivered > 0) {
                tcp.proportionalRate.onAck(connection, sample.delivered);
            }
        } else if (sample.acknowledged > 0 && !left) {
            tcp.congestion.onAcknowledged(connection);
        }
    }

    private void count(TcpConnection connection, int lost) {
        connection.loss.lost += lost;
        tcp.congestion.onLost(connection, lost);
    }
}
