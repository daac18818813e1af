package anax.netstack.tcp;

/// What a connection does when time has passed: sends again (RFC 6298), probes a closed window, acknowledges, asks an
/// idle peer, gives up.
///
/// Owner: one partition; what it keeps is in the connections. Allocates nothing, never blocks.
final class TcpTimers {
    // Kinds of timers.
    static final int RETRANSMIT = 0;
    static final int DELAYED_ACK = 1;
    static final int SLOW = 2;
    static final int PACE = 3;

    /// After so many time-outs in a row the user is told (R1 of RFC 9293, section 3.8.3).
    private static final int FIRST_THRESHOLD = 3;

    /// More doublings than this make no time-out longer.
    private static final int MOST_DOUBLINGS = 16;

    private final TcpPartition tcp;

    TcpTimers(TcpPartition tcp) {
        this.tcp = tcp;
    }

    void onTimer(TcpConnection connection, int kind, long nowNs) {
        if (connection.state == TcpState.CLOSED) {
            return;
        }
        switch (kind) {
            case RETRANSMIT -> onRetransmit(connection, nowNs);
            case DELAYED_ACK -> onDelayedAck(connection, nowNs);
            case PACE -> tcp.pacing.onTimer(connection, nowNs);
            default -> onSlow(connection, nowNs);
        }
    }

    /// Starts the retransmission timer anew (RFC 6298, sections 5.1 and 5.3).
    void startRetransmission(TcpConnection connection, long nowNs) {
        connection.mode = TcpConnection.RETRANSMIT;
        final long userNs = patienceNs(connection);
        long waitNs = connection.roundTrip.rtoNs();
        if (userNs > 0) {
            waitNs = Math.max(0, Math.min(waitNs, connection.unacknowledgedSinceNs + userNs - nowNs));
        }
        connection.loss.timeoutAtNs = nowNs + waitNs;
        connection.loss.reorderAtNs = 0;
        connection.loss.probeAtNs = 0;
        tcp.environment.schedule(connection.retransmit, nowNs + waitNs);
    }

    /// Has the timer fire for whatever comes first: the time-out, a loss by reordering, a probe of the tail.
    void scheduleNext(TcpConnection connection) {
        if (connection.mode != TcpConnection.RETRANSMIT) {
            return;
        }
        final RecoveryState state = connection.loss;
        long nextNs = state.timeoutAtNs;
        if (state.reorderAtNs != 0) {
            nextNs = Math.min(nextNs, state.reorderAtNs);
        }
        if (state.probeAtNs != 0) {
            nextNs = Math.min(nextNs, state.probeAtNs);
        }
        tcp.environment.schedule(connection.retransmit, nextNs);
    }

    /// Starts it anew if it runs.
    void restartRetransmission(TcpConnection connection, long nowNs) {
        if (connection.mode == TcpConnection.RETRANSMIT) {
            startRetransmission(connection, nowNs);
        }
    }

    /// Nothing is under way any more.
    void stopRetransmission(TcpConnection connection) {
        connection.mode = TcpConnection.IDLE;
        connection.persistBackoff = 0;
        tcp.environment.cancel(connection.retransmit);
    }

    /// A window that was closed has opened.
    void endPersist(TcpConnection connection) {
        connection.unansweredProbes = 0;
        connection.unacknowledgedSinceNs = tcp.environment.nowNs();
        tcp.output.goBack(connection, tcp.environment.nowNs());
        stopRetransmission(connection);
        tcp.output.want(connection);
    }

    /// After a pass of output: whatever was left to be sent needs a time at which it is looked at again.
    void afterOutput(TcpConnection connection, long nowNs) {
        if (connection.mode == TcpConnection.PERSIST) {
            if (connection.hasUnacknowledged()) {
                return;
            }
            stopRetransmission(connection); // the last octet was taken as a probe
        }
        if (connection.flight() > 0) {
            if (connection.mode != TcpConnection.RETRANSMIT) {
                startRetransmission(connection, nowNs);
            }
            if (connection.sent != null && connection.rules.tailProbe()) {
                tcp.tailProbe.plan(connection);
                scheduleNext(connection);
            }
        } else if (connection.sendBuffer.length() == 0 && !connection.finWanted) {
            if (connection.mode != TcpConnection.IDLE) {
                stopRetransmission(connection);
            }
        } else if (connection.sndWnd == 0 && connection.sendBuffer.length() > 0) {
            connection.mode = TcpConnection.PERSIST;
            connection.unacknowledgedSinceNs = nowNs;
            schedulePersist(connection, nowNs);
        } else if (connection.mode != TcpConnection.OVERRIDE && !tcp.pacing.isWaiting(connection)) {
            connection.mode = TcpConnection.OVERRIDE;
            tcp.environment.schedule(
                    connection.retransmit, nowNs + tcp.config.retransmission().overrideNs());
        }
    }

    /// An acknowledgment may wait for data to go with it.
    void delayAck(TcpConnection connection, long nowNs) {
        if (!connection.ackTimed) {
            connection.ackTimed = true;
            tcp.environment.schedule(
                    connection.delayedAck, nowNs + tcp.config.acks().delayNs());
        }
    }

    /// Asks after silences from now on, if the user wants that.
    void startKeepalive(TcpConnection connection, long nowNs) {
        connection.lastReceivedNs = nowNs;
        final boolean ends = connection.state == TcpState.FIN_WAIT_2 && connection.endpoint == null;
        if (connection.options.isKeepAlive() && !ends) { // else the timer runs for its end
            scheduleSlow(connection, nowNs + connection.options.keepIdleNs());
        }
    }

    /// Nobody will read what the peer sends any more; its FIN must come before long.
    void startFinWait2(TcpConnection connection, long nowNs) {
        scheduleSlow(connection, nowNs + tcp.config.closing().finWait2Ns());
    }

    /// No timer of the connection fires any more.
    void stop(TcpConnection connection) {
        connection.mode = TcpConnection.IDLE;
        if (connection.gear != null) {
            tcp.environment.cancel(connection.retransmit);
            tcp.environment.cancel(connection.delayedAck);
        }
        if (connection.slow != null) {
            tcp.environment.cancel(connection.slow);
        }
        tcp.pacing.stop(connection);
    }

    /// Most connections live without that timer.
    private void scheduleSlow(TcpConnection connection, long deadlineNs) {
        if (connection.slow == null) {
            connection.slow = tcp.environment.newTimer(connection, SLOW);
        }
        tcp.environment.schedule(connection.slow, deadlineNs);
    }

    private void onRetransmit(TcpConnection connection, long nowNs) {
        switch (connection.mode) {
            case TcpConnection.RETRANSMIT -> onLossTimer(connection, nowNs);
            case TcpConnection.PERSIST -> onPersist(connection, nowNs);
            case TcpConnection.OVERRIDE -> onOverride(connection, nowNs);
            default -> {}
        }
    }

    private void onLossTimer(TcpConnection connection, long nowNs) {
        final RecoveryState state = connection.loss;
        if (state.reorderAtNs != 0 && nowNs - state.reorderAtNs >= 0) {
            state.reorderAtNs = 0;
            tcp.sackRecovery.onReorderTimer(connection, tcp.sample, nowNs);
        } else if (state.probeAtNs != 0 && nowNs - state.probeAtNs >= 0) {
            tcp.tailProbe.send(connection, nowNs);
        } else if (nowNs - state.timeoutAtNs >= 0) {
            onTimeout(connection, nowNs);
        } else {
            scheduleNext(connection);
        }
    }

    private void onTimeout(TcpConnection connection, long nowNs) {
        connection.mode = TcpConnection.IDLE;
        connection.retransmissions++;
        connection.traffic.timeouts++;
        tcp.counters.timeouts++;
        if (isHopeless(connection, nowNs)) {
            giveUp(connection);
            return;
        }
        if (connection.retransmissions == FIRST_THRESHOLD && connection.softError == 0) {
            connection.obstruct(TcpResult.TIMED_OUT);
        }
        if (!connection.state.isSynchronized()) {
            connection.roundTrip.backOff();
            connection.synRepeated = true;
            connection.sndAgain = connection.iss;
            tcp.output.pass(connection, nowNs);
            return;
        }
        if (connection.sndWnd == 0 && connection.hasUnacknowledged()) {
            // The window was taken back (section 3.8.6), or has no room for a FIN: no loss.
            connection.mode = TcpConnection.PERSIST;
            tcp.output.goBack(connection, nowNs);
            connection.retransmissions = 0;
            onPersist(connection, nowNs);
            return;
        }
        if (connection.sent != null) {
            tcp.sackRecovery.onTimeout(connection, nowNs);
        } else {
            tcp.recovery.onTimeout(connection, nowNs);
            connection.sndAgain = connection.sndUna;
        }
        connection.roundTrip.backOff();
        connection.timing = false;
        startRetransmission(connection, nowNs);
        tcp.output.pass(connection, nowNs);
    }

    /// How long its user waits for an acknowledgment; 0 for as long as there are repetitions left.
    private static long patienceNs(TcpConnection connection) {
        final long userNs = connection.options.userTimeoutNs();
        final long openNs = connection.state.isSynchronized() ? 0 : connection.options.openTimeoutNs();
        return openNs > 0 && (userNs == 0 || openNs < userNs) ? openNs : userNs;
    }

    /// Where the user has said how long data may stay unacknowledged, repetitions do not count: it may be longer
    /// than they take (RFC 5482, section 3.1).
    private boolean isHopeless(TcpConnection connection, long nowNs) {
        final long userNs = patienceNs(connection);
        if (userNs > 0 && nowNs - connection.unacknowledgedSinceNs >= userNs) {
            return true;
        }
        if (userNs > 0 && connection.state.isSynchronized()) {
            return false;
        }
        final int most = switch (connection.state) {
            case SYN_SENT -> connection.options.synCount();
            case SYN_RECEIVED -> tcp.config.opening().synAckRetries();
            default -> tcp.config.retransmission().retries();
        };
        return connection.retransmissions > most;
    }

    /// Never given up while the peer answers (RFC 9293, section 3.8.6.1).
    private void onPersist(TcpConnection connection, long nowNs) {
        final long userNs = connection.options.userTimeoutNs();
        final boolean late = nowNs - connection.unacknowledgedSinceNs >= userNs;
        final int most = tcp.config.retransmission().retries();
        if (userNs > 0 ? late && connection.unansweredProbes > 0 : connection.unansweredProbes > most) {
            giveUp(connection);
            return;
        }
        if (connection.unansweredProbes == 0) {
            connection.unacknowledgedSinceNs = nowNs; // until now it was answered
        }
        connection.unansweredProbes++;
        tcp.output.probe(connection, nowNs);
        connection.persistBackoff = (byte) Math.min(MOST_DOUBLINGS, connection.persistBackoff + 1);
        schedulePersist(connection, nowNs);
    }

    private void schedulePersist(TcpConnection connection, long nowNs) {
        final RetransmissionConfig config = tcp.config.retransmission();
        final long backedOffNs = connection.roundTrip.rtoNs() << connection.persistBackoff;
        long waitNs = Math.min(config.persistMaxNs(), Math.max(config.persistMinNs(), backedOffNs));
        final long userNs = connection.options.userTimeoutNs();
        if (userNs > 0 && connection.unansweredProbes > 0) {
            waitNs = Math.max(0, Math.min(waitNs, connection.unacknowledgedSinceNs + userNs - nowNs));
        }
        tcp.environment.schedule(connection.retransmit, nowNs + waitNs);
    }

    private void onOverride(TcpConnection connection, long nowNs) {
        connection.mode = TcpConnection.IDLE;
        connection.overridden = true;
        tcp.output.pass(connection, nowNs);
        connection.overridden = false;
    }

    private void onDelayedAck(TcpConnection connection, long nowNs) {
        if (connection.ackTimed) { // else it was acknowledged meanwhile: moving a timer is cheaper than stopping it
            connection.ackNow = true;
            tcp.output.pass(connection, nowNs);
        }
    }

    private void onSlow(TcpConnection connection, long nowNs) {
        if (connection.state == TcpState.FIN_WAIT_2 && connection.endpoint == null) {
            tcp.lifecycle.close(connection);
        } else if (connection.state.isSynchronized() && connection.options.isKeepAlive()) {
            onKeepalive(connection, nowNs);
        }
    }

    /// RFC 9293, section 3.8.4: only an idle connection is asked, by a segment that repeats the last number.
    private void onKeepalive(TcpConnection connection, long nowNs) {
        final TcpSocketOptions options = connection.options;
        final long dueNs = connection.lastReceivedNs + options.keepIdleNs();
        if (connection.flight() > 0) {
            scheduleSlow(connection, nowNs + options.keepIdleNs());
        } else if (connection.keepalivesSent == 0 && nowNs - dueNs < 0) {
            scheduleSlow(connection, dueNs);
        } else if (connection.keepalivesSent >= options.keepCount()) {
            tcp.output.reset(connection);
            giveUp(connection);
        } else {
            connection.keepalivesSent++;
            tcp.counters.keepalives++;
            tcp.acks.sendAt(connection, connection.sndNxt - 1);
            scheduleSlow(connection, nowNs + options.keepIntervalNs());
        }
    }

    private void giveUp(TcpConnection connection) {
        tcp.lifecycle.fail(connection, connection.softError != 0 ? connection.softError : TcpResult.TIMED_OUT);
    }
}
