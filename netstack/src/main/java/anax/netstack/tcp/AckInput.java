package anax.netstack.tcp;

import anax.netstack.packet.DropReason;

/// Fifth check: what is acknowledged, and how far the peer's window reaches (RFC 9293, section 3.10.7.4).
///
/// Owner: one partition; what it keeps is in the connections. Allocates nothing, never blocks.
final class AckInput {
    private final TcpPartition tcp;

    AckInput(TcpPartition tcp) {
        this.tcp = tcp;
    }

    boolean passes(TcpConnection connection, Segment segment, long nowNs) {
        if (!segment.isAck()) {
            segment.drop(DropReason.TCP_NO_ACK);
            return false;
        }
        if (connection.state == TcpState.SYN_RECEIVED && !opens(connection, segment, nowNs)) {
            return false;
        }
        final int ack = segment.ack;
        if (Seq.gt(ack, connection.sndNxt) || Seq.lt(ack, connection.sndUna - connection.greatestSndWnd)) {
            segment.drop(DropReason.TCP_ACK); // RFC 5961, section 5
            tcp.challenges.answer(connection, nowNs);
            return false;
        }
        connection.unansweredProbes = 0;
        connection.traffic.lastAckReceivedNs = nowNs;
        final boolean windowChanged = takeWindow(connection, segment);
        if (connection.ecn && segment.isEcho()) {
            tcp.congestion.onEcho(connection, ack, nowNs);
        }
        if (connection.sent != null || (segment.options.sackCount() > 0 && connection.takesReports())) {
            takeNote(connection, segment, nowNs);
        } else if (Seq.gt(ack, connection.sndUna)) {
            acknowledge(connection, segment, false, nowNs);
        } else if (ack == connection.sndUna && isDuplicate(connection, segment, windowChanged)) {
            tcp.recovery.onDuplicate(connection, ack, nowNs);
        }
        return connection.state != TcpState.CLOSED;
    }

    /// A connection that was opened from here: how long its SYN took.
    void measureSyn(TcpConnection connection, long nowNs) {
        if (connection.timing && connection.timedSeq == connection.iss) {
            connection.timing = false;
            connection.roundTrip.measure(nowNs - connection.timedNs, 1);
        }
    }

    /// In SYN-RECEIVED: whether the handshake is done by this.
    private boolean opens(TcpConnection connection, Segment segment, long nowNs) {
        if (!Seq.lt(connection.sndUna, segment.ack) || !Seq.leq(segment.ack, connection.sndNxt)) {
            segment.drop(DropReason.TCP_ACK);
            tcp.resets.answer(segment);
            return false;
        }
        connection.sndUna = connection.iss + 1;
        connection.sndAgain = connection.sndNxt;
        connection.sndWnd = segment.window << connection.sndScale;
        connection.greatestSndWnd = connection.sndWnd;
        connection.sndWl1 = segment.seq;
        connection.sndWl2 = segment.ack;
        measureSyn(connection, nowNs);
        tcp.lifecycle.establish(connection, nowNs);
        return true;
    }

    /// Only the latest segment says how far the window reaches: SND.WL1 and SND.WL2.
    ///
    /// @return whether it says something else than the one before
    private boolean takeWindow(TcpConnection connection, Segment segment) {
        if (Seq.lt(segment.ack, connection.sndUna)
                || Seq.gt(connection.sndWl1, segment.seq)
                || (connection.sndWl1 == segment.seq && Seq.gt(connection.sndWl2, segment.ack))) {
            return false;
        }
        final int window = segment.window << connection.sndScale;
        final boolean changed = window != connection.sndWnd;
        connection.sndWnd = window;
        connection.sndWl1 = segment.seq;
        connection.sndWl2 = segment.ack;
        connection.greatestSndWnd = Math.max(connection.greatestSndWnd, window);
        if (changed) {
            if (connection.mode == TcpConnection.PERSIST && window > 0) {
                tcp.timers.endPersist(connection);
            }
            tcp.output.want(connection);
        }
        return changed;
    }

    /// RFC 5681, section 2, definition of a duplicate acknowledgment. What answers a probe of a closed window is
    /// none.
    private static boolean isDuplicate(TcpConnection connection, Segment segment, boolean windowChanged) {
        return segment.length() == 0
                && !windowChanged
                && connection.flight() > 0
                && connection.mode != TcpConnection.PERSIST;
    }

    /// What is under way is known by segments: those that are acknowledged or reported are marked, and then it is
    /// seen what that means.
    private void takeNote(TcpConnection connection, Segment segment, long nowNs) {
        final AckSample sample = tcp.sample;
        sample.begin(connection, segment, nowNs);
        if (Seq.gt(segment.ack, connection.sndUna)) {
            sample.acknowledged = segment.ack - connection.sndUna;
            if (connection.sent != null) {
                connection.sent.acknowledged(segment.ack, sample);
            } else {
                sample.delivered = sample.acknowledged;
            }
            acknowledge(connection, segment, true, nowNs);
            if (connection.state == TcpState.CLOSED || connection.state == TcpState.TIME_WAIT) {
                return;
            }
        }
        if (segment.options.sackCount() > 0) {
            tcp.sackInput.process(connection, segment.options, segment.ack, sample);
        }
        if (sample.acknowledged > 0) {
            final boolean echoed = connection.ecn && segment.isEcho();
            tcp.congestion.measure(connection, sample.acknowledged, sample.delivered, echoed, nowNs);
        } else {
            connection.delivered += sample.delivered;
        }
        tcp.sackRecovery.onAck(connection, sample);
    }

    /// @param noted whether somebody else sees what it means for losses and the window
    private void acknowledge(TcpConnection connection, Segment segment, boolean noted, long nowNs) {
        final int ack = segment.ack;
        final int acknowledged = ack - connection.sndUna;
        measure(connection, segment, nowNs);
        final int octets = Math.min(ack - connection.bufferSeq, connection.sendBuffer.length());
        final boolean wasFull = connection.sendBuffer.room() == 0;
        connection.sendBuffer.release(octets);
        connection.bufferSeq += octets;
        connection.traffic.octetsAcknowledged += octets;
        connection.sndUna = ack;
        connection.sndAgain = Seq.max(connection.sndAgain, ack);
        connection.retransmissions = 0;
        connection.unacknowledgedSinceNs = nowNs;
        connection.softError = 0;
        if (connection.urgentToSend && Seq.geq(ack, connection.sndUp)) {
            connection.urgentToSend = false;
        }
        restartTimer(connection, nowNs);
        if (!noted) {
            tcp.congestion.measure(connection, acknowledged, acknowledged, connection.ecn && segment.isEcho(), nowNs);
            tcp.recovery.onAcknowledged(connection, segment, acknowledged, nowNs);
        }
        if (wasFull || connection.sendBuffer.length() <= connection.sendBuffer.bound() / 2) {
            connection.raise(TcpEvents.WRITABLE);
        }
        tcp.output.want(connection);
        if (connection.isFinAcknowledged()) {
            tcp.lifecycle.finAcknowledged(connection, nowNs);
        }
    }

    /// By when a segment was sent, if that is known of each and all went once; else RFC 7323, section 4.1, if
    /// there are timestamps; else the one segment that is timed. If the oldest segment's own acknowledgment was
    /// lost, the echo is of a later one, and tells better; it is known to a tick.
    private void measure(TcpConnection connection, Segment segment, long nowNs) {
        final AckSample sample = tcp.sample;
        final boolean echoes = connection.timestamps && segment.options.hasTimestamps();
        final int echoed = echoes ? segment.options.tsEcr() : 0;
        final int ticks = echoed == 0 ? -1 : tcp.clock.ticks(nowNs) + connection.tsOffset - echoed;
        if (connection.sent != null && sample.measured && !sample.repeated) {
            connection.timing = false;
            final long mostNs = ticks < 0 ? Long.MAX_VALUE : tcp.clock.nanoseconds(ticks) + tcp.clock.nanoseconds(1);
            take(connection, Math.min(sample.rttNs, mostNs), samples(connection));
        } else if (echoes) {
            connection.timing = false;
            if (ticks >= 0 && !isInDoubt(connection, echoed)) {
                take(connection, tcp.clock.nanoseconds(ticks), samples(connection));
            }
        } else if (connection.timing && Seq.gt(segment.ack, connection.timedSeq)) {
            connection.timing = false;
            take(connection, nowNs - connection.timedNs, 1);
        }
    }

    /// Whether an echo is older than the last copy of what is acknowledged. Then that copy may be the one that
    /// the peer answers: of what it has already it takes no stamp (RFC 7323, section 5.3, R2 before R3), so that
    /// the echo is of the first copy, whose acknowledgment was lost, and a round trip would seem to have taken as
    /// long as the time-out. The sample is left out, as Karn does without timestamps (RFC 6298, section 3).
    private boolean isInDoubt(TcpConnection connection, int echoed) {
        if (connection.sent != null) {
            final AckSample sample = tcp.sample;
            return sample.repeated && Seq.lt(echoed, tcp.clock.ticks(sample.repeatedNs) + connection.tsOffset);
        }
        final RecoveryState state = connection.loss;
        return state.againKnown && state.againFrom == connection.sndUna && Seq.lt(echoed, state.againStamp);
    }

    private static void take(TcpConnection connection, long rttNs, int samples) {
        connection.roundTrip.measure(rttNs, samples);
        connection.loss.measuredSinceProbe = true;
    }

    /// How many measurements there are in a round trip (RFC 7323, appendix G).
    private static int samples(TcpConnection connection) {
        return Math.max(1, (connection.flight() + 2 * connection.smss() - 1) / (2 * connection.smss()));
    }

    /// RFC 6298, sections 5.2 and 5.3. While a window is probed its timer goes on.
    private void restartTimer(TcpConnection connection, long nowNs) {
        if (connection.mode == TcpConnection.PERSIST && connection.hasUnacknowledged()) {
            return;
        }
        if (connection.flight() == 0) {
            tcp.timers.stopRetransmission(connection);
        } else if (connection.sent != null
                || !connection.recovering) { // RFC 6582: else at the first partial acknowledgment only
            tcp.timers.restartRetransmission(connection, nowNs);
        }
    }
}
