package anax.netstack.tcp;

/// Tail loss probe: when nothing has been heard for two round trips, one segment more has the peer speak, so that a
/// loss at the end of what was sent is found without a time-out (RFC 8985, section 7).
///
/// Owner: one partition; what it keeps is in the connections. Allocates nothing, never blocks.
final class TailProbe {
    /// How long a peer may put off the acknowledgment of a single segment (section 7.2).
    private static final long MOST_ACK_DELAY_NS = 200_000_000;

    private static final long UNMEASURED_NS = 1_000_000_000;
    private static final long LEAST_NS = 2_000_000; // two ticks of the clock of RFC 6298

    private final TcpPartition tcp;

    TailProbe(TcpPartition tcp) {
        this.tcp = tcp;
    }

    /// Plans a probe, or none, for what is under way now (sections 7.2 and 7.3).
    void plan(TcpConnection connection) {
        final RecoveryState state = connection.loss;
        state.probeAtNs = 0;
        if (!isAllowed(connection)) {
            return;
        }
        final long sinceNs = Math.max(connection.lastSentNs, connection.unacknowledgedSinceNs);
        state.probeAtNs = Math.min(sinceNs + waitNs(connection), state.timeoutAtNs);
    }

    /// Its time has come: new octets if there are any, else the last ones once more (section 7.3).
    void send(TcpConnection connection, long nowNs) {
        final RecoveryState state = connection.loss;
        state.probeAtNs = 0;
        if (connection.sent == null || connection.sndWnd == 0) {
            return;
        }
        final int before = connection.sndNxt;
        tcp.output.sendProbe(connection, nowNs);
        state.probeOut = true;
        state.probeRepeats = connection.sndNxt == before;
        state.probeEnd = connection.sndNxt;
        state.probeFlight = connection.flight();
        state.measuredSinceProbe = false;
        state.tailProbes++;
        tcp.counters.tailProbes++;
        tcp.timers.startRetransmission(connection, nowNs);
    }

    /// What an acknowledgment says of the probe that is out (section 7.4.2).
    void onAck(TcpConnection connection, AckSample sample) {
        final RecoveryState state = connection.loss;
        if (Seq.lt(connection.sndUna, state.probeEnd)) {
            return;
        }
        if (!state.probeRepeats || isTwice(sample, state.probeEnd)) {
            state.probeOut = false; // nothing was lost
        } else if (Seq.gt(connection.sndUna, state.probeEnd)) {
            state.probeOut = false;
            reduce(connection, sample.nowNs); // it has mended a loss
        } else if (sample.acknowledged == 0 && !sample.duplicate) {
            state.probeOut = false; // both copies came, and the peer does not tell
        }
    }

    private boolean isAllowed(TcpConnection connection) {
        final RecoveryState state = connection.loss;
        return connection.rules.tailProbe()
                && connection.sent != null
                && connection.mode == TcpConnection.RETRANSMIT
                && connection.state.isSynchronized()
                && connection.flight() > 0
                && connection.sent.sackedRecords() == 0
                && connection.sndWnd > 0
                && !connection.recovering
                && !state.afterTimeout
                && !state.probeOut
                && state.measuredSinceProbe
                && state.reorderAtNs == 0;
    }

    private static long waitNs(TcpConnection connection) {
        final long srttNs = connection.roundTrip.srttNs();
        if (srttNs == 0) {
            return UNMEASURED_NS;
        }
        final long alone = connection.sent.isSingle() ? MOST_ACK_DELAY_NS : 0;
        return Math.max(LEAST_NS, 2 * srttNs + alone);
    }

    private static boolean isTwice(AckSample sample, int probeEnd) {
        return sample.duplicate && sample.duplicateRight == probeEnd;
    }

    /// As if a fast retransmit had mended it.
    private void reduce(TcpConnection connection, long nowNs) {
        if (connection.recovering || connection.loss.afterTimeout) {
            return;
        }
        connection.loss.flightAtLoss = connection.loss.probeFlight;
        tcp.congestion.onLoss(connection, nowNs);
        connection.loss.flightAtLoss = 0;
        connection.cwnd = Math.min(connection.cwnd, connection.ssthresh);
    }
}
