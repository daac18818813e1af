package anax.netstack.tcp;

import anax.netstack.ip.SendResult;
import anax.netstack.packet.Packet;
import anax.netstack.wire.TcpHeader;
import anax.netstack.wire.TcpOptionsWriter;

/// One pass of output for one connection, at the end of a batch: what may go, cut into segments; else what is to be
/// acknowledged (RFC 9293, sections 3.7.4 and 3.8.6).
///
/// Owner: one partition; what it keeps is in the connections. Allocates nothing, never blocks. Without packets it
/// stops, and goes on when the timer fires.
final class TcpOutput {
    /// Octets after which a connection that has more to send gives way to others, and to what has come: four
    /// segments as long as they can be, as DragonFly has it (sys/netinet/tcp_output.c, tcp_output_fair).
    static final int TURN = 4 * 60_000;

    /// Payloads from this length on stay where they were written until they leave.
    private static final int GATHERED = 4_096;

    private static final int MOST_URGENT = 65_535;

    /// A SYN without options is sent from this repetition on, if they are to be dropped then.
    private static final int PLAIN_SYN = 3;

    private final TcpPartition tcp;

    TcpOutput(TcpPartition tcp) {
        this.tcp = tcp;
    }

    /// Has a connection have its pass at the end of the batch.
    void want(TcpConnection connection) {
        tcp.environment.atEndOfBatch(connection);
    }

    /// The pass.
    void pass(TcpConnection connection, long nowNs) {
        final TcpState state = connection.state;
        if (state == TcpState.CLOSED) {
            return;
        }
        if (connection.lookAtPath) {
            takePathMtu(connection);
        }
        if (state == TcpState.SYN_SENT || state == TcpState.SYN_RECEIVED) {
            if (connection.sndAgain == connection.iss) {
                sendSyn(connection, nowNs);
            }
            if (state == TcpState.SYN_RECEIVED && connection.finWanted && connection.sendBuffer.length() == 0) {
                sendEarlyFin(connection, nowNs);
            }
        } else if (state.sendsData()) {
            sendData(connection, nowNs);
        }
        if (connection.ackNow && state != TcpState.SYN_SENT) {
            tcp.acks.send(connection);
        } else if (connection.ackLater) {
            tcp.timers.delayAck(connection, nowNs);
        }
        if (state.isSynchronized()) {
            connection.traffic.enter(phase(connection), nowNs);
        }
    }

    /// What is under way goes once more: it was too long for its way, or met a closed window.
    void goBack(TcpConnection connection, long nowNs) {
        if (connection.sent != null) {
            connection.sent.loseAll(nowNs);
            connection.sndAgain = connection.sndNxt;
        } else {
            connection.sndAgain = Seq.max(connection.sndUna, connection.bufferSeq);
        }
    }

    /// Sends one segment more than the window allows: new octets if there are any, else the last ones once more
    /// (RFC 8985, section 7.3).
    void sendProbe(TcpConnection connection, long nowNs) {
        final int most = payloadLimit(connection);
        final int unsent = connection.writtenEnd() - connection.sndNxt;
        final int room = connection.sndWnd - connection.flight();
        final int length = Math.min(Math.min(unsent, room), most);
        if (length > 0) {
            sendSegment(connection, connection.sndNxt, length, nowNs);
        } else {
            final int from =
                    Seq.max(connection.sent.lastFrom(), connection.sent.top() - most); // of several that went as one
            sendSegment(connection, from, Math.min(most, connection.writtenEnd() - from), nowNs);
        }
    }

    /// Sends the oldest segment again, whatever the window says (RFC 5681, section 3.2).
    void retransmitFirst(TcpConnection connection, long nowNs) {
        final int unacknowledged = connection.writtenEnd() - connection.sndUna;
        final int length = Math.max(0, Math.min(unacknowledged, payloadLimit(connection)));
        tcp.counters.fastRetransmits++;
        sendSegment(connection, connection.sndUna, length, nowNs);
    }

    /// Sends one octet, or else the FIN, to a peer whose window is closed, so that it says when it opens (RFC
    /// 9293, section 3.8.6.1).
    void probe(TcpConnection connection, long nowNs) {
        tcp.counters.probes++;
        if (connection.hasUnacknowledged()) {
            final int again = connection.sndUna;
            sendSegment(connection, again, Math.min(1, connection.sendBuffer.length()), nowNs);
            connection.sndAgain = connection.sent != null ? connection.sndNxt : again;
        } else {
            tcp.acks.sendAt(connection, connection.sndUna - 1);
        }
    }

    /// Sends a RST that tells the peer that the connection is gone (RFC 9293, section 3.10.5).
    void reset(TcpConnection connection) {
        tcp.acks.begin(connection);
        tcp.counters.resetsOut++;
        final boolean acknowledges = tcp.config.closing().resetAcknowledges();
        final int ack = acknowledges ? connection.rcvNxt : 0;
        final int flags = acknowledges ? TcpHeader.RST | TcpHeader.ACK : TcpHeader.RST;
        tcp.writer.send(connection, connection.sndNxt, ack, flags, 0);
    }

    private void sendSyn(TcpConnection connection, long nowNs) {
        final OptionConfig config = tcp.config.options();
        final boolean answer = connection.state == TcpState.SYN_RECEIVED;
        final boolean bare = connection.options.isNoOptions();
        final boolean plain = bare || (config.dropsOptionsOnRetransmit() && connection.retransmissions >= PLAIN_SYN);
        final boolean scaling = answer ? connection.scaling : config.windowScaling() && !plain;
        final boolean timestamps = answer ? connection.timestamps : config.timestamps() && !plain;
        final boolean sack = answer ? connection.sack : config.sack() && !plain;
        final int tsVal = tcp.clock.ticks(nowNs) + connection.tsOffset;
        final TcpOptionsWriter options = tcp.writer.begin(connection.options.ttl(), connection.options.tos());
        SynOptions.write(
                options,
                config.layout(),
                bare ? SynOptions.NO_MSS : connection.announcedMss,
                scaling ? config.windowScale() : SynOptions.NO_SCALE,
                sack,
                timestamps,
                tsVal,
                answer ? connection.tsRecent : 0);
        tcp.writer.endOptions();
        final int window = tcp.window.ofSyn(connection.rcvBound);
        if (connection.sndNxt == connection.iss) {
            connection.unacknowledgedSinceNs = nowNs;
            connection.timing = true;
            connection.timedSeq = connection.iss;
            connection.timedNs = nowNs;
        } else {
            connection.timing = false; // Karn: an answer may be to either
            connection.retransmitted++;
            tcp.counters.retransmitted++;
        }
        connection.sndNxt = Seq.max(connection.sndNxt, connection.iss + 1);
        connection.sndAgain = connection.iss + 1;
        final int flags = answer ? TcpHeader.SYN | TcpHeader.ACK : TcpHeader.SYN;
        final int marks = answer ? HalfOpen.answerToMarks(connection.ecn) : askForMarks(connection);
        tcp.writer.send(connection, connection.iss, answer ? connection.rcvNxt : 0, flags | marks, window);
        connection.segmentsOut++;
        if (answer) {
            connection.rcvAdv = connection.rcvNxt + window;
            tcp.acks.sent(connection);
        }
        tcp.timers.startRetransmission(connection, nowNs);
    }

    /// The first SYN may ask for congestion marks; those that follow do not, because there are hosts that such a
    /// SYN does not get through to (RFC 3168, section 6.1.1.1).
    private int askForMarks(TcpConnection connection) {
        connection.asksForMarks = connection.options.ecn() == Ecn.REQUESTED && !connection.synRepeated;
        return connection.asksForMarks ? TcpHeader.ECE | TcpHeader.CWR : 0;
    }

    /// Who closes before the handshake is done and has nothing to say sends the FIN at once (RFC 9293, section
    /// 3.10.4).
    private void sendEarlyFin(TcpConnection connection, long nowNs) {
        if (connection.sndAgain == connection.iss + 1) {
            sendSegment(connection, connection.sndAgain, 0, nowNs);
        }
    }

    private void sendData(TcpConnection connection, long nowNs) {
        tcp.congestion.beforeSending(connection, nowNs);
        final boolean mayGoOn = connection.sent == null
                || !connection.sent.hasWaiting()
                || ForwardRto.prefersNew(connection)
                || resendLost(connection, nowNs);
        final int begin = connection.sndAgain;
        while (mayGoOn) {
            final int seq = connection.sndAgain;
            final int unsent = connection.writtenEnd() - seq;
            final boolean isOffered = connection.mode == TcpConnection.PERSIST; // by the timer only
            final boolean finPending = connection.finWanted && unsent == 0 && !isOffered;
            final int usable = Math.min(connection.sndWnd - (seq - connection.sndUna), room(connection, seq));
            final int most = payloadLimit(connection);
            final int length = Math.max(0, Math.min(Math.min(unsent, usable), most));
            if (length == 0 && !finPending) {
                break;
            }
            if (length > 0 && (!maySend(connection, length, unsent, most) || isTableFull(connection))) {
                break;
            }
            if (length > 0 && tcp.pacing.holdsBack(connection, nowNs)) {
                break;
            }
            if (seq - begin >= TURN) {
                tcp.environment.inNextBatch(connection);
                break;
            }
            final boolean alone = length < most || tcp.pacing.isOn(connection);
            final int run = alone ? length : runLength(connection, seq, Math.min(unsent, usable), most);
            if (!sendSegment(connection, seq, run, nowNs)
                    && (run == length || !sendSegment(connection, seq, length, nowNs))) {
                break;
            }
            countBeyondWindow(connection, seq, most);
        }
        if (mayGoOn && connection.recovering && connection.sent != null && !connection.rules.rack()) {
            resendDoubtful(connection, nowNs);
        }
        tcp.congestion.afterSending(connection, connection.writtenEnd() - connection.sndAgain);
        tcp.tuning.onSent(connection);
        tcp.timers.afterOutput(connection, nowNs);
    }

    /// All that is lost went, and nothing new can go, but the window has room (RFC 6675, section 4, NextSeg):
    /// then goes again what the peer has not reported though it has what is behind it (rule 3), and once in a
    /// recovery the very last segment, which nothing behind it can show to be lost (rule 4). What went again
    /// already is not helped by a third copy. By time all this is known better ([Rack], [TailProbe]).
    private void resendDoubtful(TcpConnection connection, long nowNs) {
        final SentSegments sent = connection.sent;
        final boolean nothingNew =
                connection.writtenEnd() == connection.sndNxt || connection.sndWnd <= connection.flight();
        final int smss = connection.smss();
        while (nothingNew && connection.cwnd - sent.pipe() >= smss) {
            final boolean rescues = !sent.hasDoubtful();
            if (rescues && (connection.loss.rescued || !sent.isLastDoubtful())) {
                return;
            }
            final int to = Seq.min(rescues ? sent.top() : sent.doubtfulTo(), connection.writtenEnd());
            final int from = Seq.max(rescues ? sent.lastFrom() : sent.doubtfulFrom(), to - payloadLimit(connection));
            if (tcp.pacing.holdsBack(connection, nowNs) || !sendSegment(connection, from, to - from, nowNs)) {
                return;
            }
            connection.loss.rescued |= rescues;
            connection.loss.rescues += rescues ? 1 : 0;
        }
    }

    /// New segments that go though the window is full do so by Limited Transmit.
    private static void countBeyondWindow(TcpConnection connection, int seq, int most) {
        if (connection.flight() > connection.cwnd && !connection.recovering && !connection.loss.afterTimeout) {
            connection.loss.limitedTransmits += (connection.sndNxt - seq + most - 1) / most;
        }
    }

    /// Of the octets that may go now, how many go as one packet: as many whole segments as the link cuts itself,
    /// if they go for the first time. What is lost is known by segments, so what goes again goes one by one.
    private int runLength(TcpConnection connection, int seq, int available, int most) {
        if (available < 2 * most || Seq.lt(seq, connection.sndNxt) || connection.urgentToSend) {
            return most;
        }
        final int longest = tcp.writer.longestRun(connection) - tcp.acks.optionsLength(connection);
        final int run = Math.min(available, longest);
        return Math.max(most, run - run % most);
    }

    /// What keeps the connection from sending more than it does.
    private static int phase(TcpConnection connection) {
        final int unsent = connection.writtenEnd() - connection.sndAgain;
        if (unsent > 0) {
            final boolean held = connection.sndWnd < connection.cwnd
                    && connection.sndWnd - (connection.sndAgain - connection.sndUna) < unsent;
            return held ? TcpTraffic.WINDOW_LIMITED : TcpTraffic.BUSY;
        }
        if (connection.flight() == 0) {
            return TcpTraffic.IDLE;
        }
        return connection.sendBuffer.room() == 0 ? TcpTraffic.BUFFER_LIMITED : TcpTraffic.BUSY;
    }

    /// Octets that the network takes. What is reported makes room by Limited Transmit only, before a recovery
    /// (RFC 6675, section 5, step 3).
    private static int room(TcpConnection connection, int seq) {
        final SentSegments sent = connection.sent;
        if (sent != null) {
            final boolean reportsCount =
                    connection.recovering || connection.loss.afterTimeout || connection.rules.limitedTransmit();
            return connection.cwnd - sent.pipe() - (reportsCount ? 0 : sent.sacked());
        }
        return connection.cwnd + connection.loss.limited - (seq - connection.sndUna);
    }

    private static boolean isTableFull(TcpConnection connection) {
        return connection.sent != null && connection.sent.isFull();
    }

    /// Sends what is lost, the lowest number first, as far as the windows allow (RFC 6675, section 5, step C);
    /// new octets fill up the last segment.
    ///
    /// @return whether all went
    private boolean resendLost(TcpConnection connection, long nowNs) {
        final SentSegments sent = connection.sent;
        while (sent.hasWaiting()) {
            final int from = sent.waitingFrom();
            final int most = payloadLimit(connection);
            final int inWindow = connection.sndWnd - (from - connection.sndUna);
            int to = sent.waitingTo(from, most);
            if (to == sent.top()) {
                to = Seq.max(to, Seq.min(connection.writtenEnd(), from + Math.min(most, inWindow)));
            }
            final boolean anyway = connection.loss.sendsOne;
            final int wanted = Seq.min(to, connection.writtenEnd()) - from;
            final int length = anyway ? wanted : Math.min(wanted, inWindow);
            final boolean fits = inWindow > 0 && sent.pipe() + Math.max(1, length) <= connection.cwnd;
            if ((!anyway && (!fits || tcp.pacing.holdsBack(connection, nowNs)))
                    || !sendSegment(connection, from, length, nowNs)) {
                return false;
            }
            connection.loss.sendsOne = false;
        }
        return true;
    }

    /// Whether a segment is long enough to go now: sender's silly window avoidance (RFC 9293, section 3.8.6.2.1)
    /// and Nagle's algorithm (section 3.7.4). All that is written counts as pushed.
    private static boolean maySend(TcpConnection connection, int length, int unsent, int most) {
        if (length == most || Seq.lt(connection.sndAgain, connection.sndNxt) || connection.overridden) {
            return true;
        }
        final boolean idle = connection.sndNxt == connection.sndUna;
        if (length == unsent && (connection.finWanted || connection.urgentToSend)) {
            return true;
        }
        if (connection.options.isCorked() || connection.moreToCome) {
            return false;
        }
        if (length == unsent && (idle || connection.options.isNoDelay())) {
            return true;
        }
        return idle && length >= connection.greatestSndWnd / 2;
    }

    /// Sends octets from a sequence number on, with the FIN if it follows them: a segment, or several that the
    /// link is to cut. What goes for the first time moves SND.NXT.
    ///
    /// @return false if there was no packet for it
    private boolean sendSegment(TcpConnection connection, int seq, int length, long nowNs) {
        tcp.acks.begin(connection);
        final Packet packet = tcp.writer.allocate(length);
        if (packet == null) {
            return false;
        }
        final int most = payloadLimit(connection);
        if (length > most) {
            final int more = (length - 1) / most;
            packet.gso(Packet.GSO_TCP4, most);
            connection.segmentsOut += more;
            tcp.counters.segmentsOut += more;
        }
        if (length > 0) {
            fill(packet, connection, seq - connection.bufferSeq, length);
        }
        final boolean last = seq + length == connection.writtenEnd();
        final boolean fin = last && connection.finWanted;
        int flags = Acknowledgements.flags(connection) | (fin ? TcpHeader.FIN : 0);
        if (last && length > 0 && (fin || !connection.moreToCome)) {
            flags |= TcpHeader.PSH;
        }
        if (connection.ecn && length > 0 && seq == connection.sndNxt && connection.mode != TcpConnection.PERSIST) {
            flags |= withMarks(connection);
        }
        int urgent = 0;
        if (connection.urgentToSend && Seq.lt(seq, connection.sndUp)) {
            flags |= TcpHeader.URG;
            urgent = Math.min(MOST_URGENT, connection.sndUp - seq);
        }
        final int result = tcp.writer.send(
                packet,
                connection.local,
                connection.remote,
                connection.localPort,
                connection.remotePort,
                seq,
                connection.rcvNxt,
                flags,
                tcp.window.announce(connection),
                urgent);
        if (result == SendResult.TOO_LONG && shortenForPath(connection)) {
            return true; // nothing has moved, so the same octets go again, in shorter segments
        }
        if ((flags & TcpHeader.CWR) != 0) {
            connection.tellsReduction = false;
        }
        tcp.acks.sent(connection);
        advance(connection, seq, length, fin, nowNs);
        return true;
    }

    /// Short payloads are copied twice, which is sooner done than looked at piece by piece.
    private void fill(Packet packet, TcpConnection connection, int offset, int length) {
        if (length >= GATHERED && tcp.environment.gathers()) {
            packet.tail(tcp.tail.of(connection.sendBuffer, offset, length), length);
        } else {
            connection.sendBuffer.copy(offset, length, packet.buffer(), packet.offset());
        }
    }

    /// New octets may be marked, and tell of a reduction of the window; what is sent again and probes may not
    /// (RFC 3168, sections 6.1.2, 6.1.5 and 6.1.6).
    private int withMarks(TcpConnection connection) {
        tcp.writer.markable();
        return connection.tellsReduction ? TcpHeader.CWR : 0;
    }

    private void advance(TcpConnection connection, int seq, int length, boolean fin, long nowNs) {
        final int end = seq + length + (fin ? 1 : 0);
        if (length > 0) {
            connection.traffic.sent(length, Math.clamp((long) connection.sndNxt - seq, 0, length), nowNs);
        }
        takeNote(connection, seq, end, nowNs);
        connection.segmentsOut++;
        connection.lastSentNs = nowNs;
        tcp.pacing.onSent(connection, length, nowNs);
        connection.finSent |= fin;
        if (seq == connection.sndAgain) {
            connection.sndAgain = end;
        } else if (connection.sent != null) {
            connection.sndAgain = Seq.max(connection.sndAgain, end); // new octets have filled up lost ones
        }
        if (seq == connection.sndNxt) {
            if (connection.sndUna == connection.sndNxt) {
                connection.unacknowledgedSinceNs = nowNs;
            }
            if (!connection.timing) {
                connection.timing = true;
                connection.timedSeq = seq;
                connection.timedNs = nowNs;
            }
        } else {
            connection.retransmitted++;
            tcp.counters.retransmitted++;
            if (connection.loss.undoable) {
                tcp.undo.onRepeated(connection, seq, nowNs);
            }
            noteAgain(connection, seq, nowNs);
            connection.rate.onSentAgain();
            if (Seq.leq(seq, connection.timedSeq)) {
                connection.timing = false; // Karn: an answer may be to either
            }
        }
        if (Seq.gt(end, connection.sndNxt)) {
            connection.rate.onSent(
                    end,
                    connection.flight(),
                    Math.max(connection.smss(), connection.cwnd / RateMeter.MARKS),
                    connection.delivered,
                    nowNs);
            connection.octetsOut += end - connection.sndNxt - (fin ? 1 : 0);
            connection.sndNxt = end;
        }
    }

    /// An acknowledgment must not be taken for one of an earlier copy.
    private void noteAgain(TcpConnection connection, int seq, long nowNs) {
        if (seq == connection.sndUna && connection.sent == null) {
            final RecoveryState state = connection.loss;
            state.againKnown = true;
            state.againFrom = seq;
            state.againStamp = tcp.clock.ticks(nowNs) + connection.tsOffset;
        }
    }

    /// Where what is under way is known by segments, this is one.
    private void takeNote(TcpConnection connection, int seq, int end, long nowNs) {
        final boolean begins = connection.sent == null
                && connection.takesReports()
                && seq == connection.sndNxt
                && seq == connection.sndUna;
        if (begins) {
            tcp.lend(connection);
        }
        if (connection.sent != null) {
            connection.sent.sent(seq, end, nowNs);
            connection.loss.prrOut += end - seq;
        }
    }

    /// Octets of payload that a segment with the options of now can have (RFC 9293, section 3.7.1; RFC 6691).
    private int payloadLimit(TcpConnection connection) {
        final int options = tcp.acks.optionsLength(connection);
        return Math.max(1, Math.min(connection.peerMss, connection.pathMss) - options);
    }

    private boolean shortenForPath(TcpConnection connection) {
        final int before = connection.pathMss;
        connection.pathMss = tcp.writer.pathMss(connection.remote);
        return connection.pathMss < before;
    }

    /// What was too long for the way was lost, but not by congestion: it goes again, in shorter segments (RFC
    /// 1191, section 6.4).
    private void takePathMtu(TcpConnection connection) {
        connection.lookAtPath = false;
        if (shortenForPath(connection)) {
            goBack(connection, tcp.environment.nowNs());
            connection.timing = false;
        }
    }
}
