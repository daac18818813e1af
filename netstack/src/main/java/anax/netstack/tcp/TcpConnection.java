package anax.netstack.tcp;

import anax.netstack.congestion.CongestionAlgorithm;
import anax.netstack.congestion.CongestionControl;
import anax.netstack.congestion.CongestionWindow;
import anax.netstack.ip.IcmpError;
import anax.runtime.timer.Timer;
import anax.runtime.timer.TimerHandler;

/// One connection: the transmission control block of RFC 9293, section 3.3.1. What is done with it stands in the
/// parts of its [TcpPartition], here are the numbers.
///
/// Owner: one partition. Allocates when made; per segment nothing. Never blocks. At the end of each batch in which
/// something came or was written it has one output pass, which also acknowledges.
final class TcpConnection extends TcpFlow implements TimerHandler, CongestionWindow {
    // What the retransmission timer runs for.
    static final byte IDLE = 0;
    static final byte RETRANSMIT = 1;
    static final byte PERSIST = 2;
    static final byte OVERRIDE = 3;

    final TcpPartition tcp;
    final TcpSocketOptions options;
    TcpEndpoint endpoint; // null when its user has closed it
    TcpEndpoint listener; // that it was opened by, until it is accepted; else null
    TcpState state = TcpState.CLOSED;
    int softError; // what stands in the way, for when it is given up; 0 if nothing does

    // Sending.
    SendBuffer sendBuffer; // its gear's; while it is silent one that is empty
    int iss;
    int sndUna;
    int sndNxt;
    int sndWnd;
    int sndWl1;
    int sndWl2;
    int sndUp;
    boolean urgentToSend;
    int sndAgain; // what goes out next: before sndNxt while octets are sent again after a time-out
    int bufferSeq; // the number of the oldest octet in the buffer
    int greatestSndWnd;
    int peerMss;
    int pathMss; // what the way takes, without options
    byte sndScale;
    boolean moreToCome; // behind the buffer's last octet, says the user
    boolean finWanted; // behind the buffer's last octet
    boolean finSent;

    // Receiving.
    ReceiveQueue received; // its gear's; while it is silent one that is empty
    Reordering reordering = Reordering.NONE;
    int irs;
    int rcvNxt;
    int rcvUp;
    boolean urgentToCome;
    int rcvAdv; // the right edge of the window that was announced
    int rcvBound; // octets that may lie unread
    int readFrom; // what was to be read next when the window began that is looked at,
    long readFromNs; // and when that was
    long windowNs; // the shortest time in which a window was read
    int announcedMss;
    byte rcvScale;
    boolean finReceived;
    int finSeq; // where the FIN is that came out of order, if finWaits
    boolean finWaits;
    boolean inputShut;

    // Acknowledging.
    boolean ackNow;
    int ackOctets; // that came since the last acknowledgment
    boolean ackLater;
    boolean ackTimed; // the timer runs for ackLater
    int quickAcks; // left of those at the start
    int lastAckSent;
    boolean duplicateKnown; // octets that came twice, for the next acknowledgment (RFC 2883)
    int duplicateLeft;
    int duplicateRight;

    // Options agreed upon.
    boolean scaling;
    boolean sack;
    boolean timestamps;
    int tsOffset;
    int tsRecent;
    long tsRecentNs; // when

    // Congestion and losses.
    final RecoveryConfig rules;
    RecoveryState loss; // null while it is silent, if there is nothing to remember
    SentSegments sent; // what is under way, by segments; null if nothing is, or nobody looks at it so
    CongestionAlgorithm algorithm;
    CongestionControl congestion; // null while it is silent, if there is nothing to remember
    final RoundTrip roundTrip;
    RateMeter rate; // its gear's; null while it is silent
    WindowUse windowUse; // its gear's; null while it is silent
    Pacer pacer; // null unless it is paced, or was
    int cwnd;
    int ssthresh;
    int priorCwnd; // before the last reduction; 0 if it cannot be undone
    int priorSsthresh;
    int reducedUntil; // marks on what is below are for the window before its last reduction
    long delivered; // octets that have reached the peer, as far as it has said so
    int lostLately; // octets that were found to be lost since the acknowledgment before
    int recover;
    int duplicateAcks;
    boolean recovering;
    boolean partialAcked;
    boolean synRepeated;

    // Congestion marks (RFC 3168).
    boolean asksForMarks; // our SYN did
    boolean ecn; // agreed upon
    boolean echoes; // a mark came, and the peer has not said yet that it heard of it
    boolean tellsReduction; // with the next octets that are new

    // Times.
    Timer retransmit; // its gear's; null while it is silent
    Timer delayedAck; // its gear's; null while it is silent
    Timer slow; // keepalive; FIN-WAIT-2 of a closed one; null until one of them is wanted
    byte mode = IDLE;
    int retransmissions; // of the oldest octet, in a row
    int unansweredProbes;
    byte persistBackoff; // how often the time until the next probe was doubled
    boolean overridden;
    boolean timing; // a segment is being timed
    int timedSeq;
    long timedNs;
    long lastSentNs;
    long lastReceivedNs;
    long unacknowledgedSinceNs;
    int keepalivesSent;
    long challengesFromNs;
    int challenges;
    boolean lookAtPath; // the MTU of the way has changed

    // What it needs only while it has something to do, and what it keeps of it when it is silent.
    Gear gear; // null while it is silent
    boolean awake; // its gear is watched
    long keptRate;
    boolean keptRateLimited;
    boolean keptLimits;
    long keptUsedNs;
    boolean keptRounds;
    boolean keptMeasured;
    long keptLeastNs = Long.MAX_VALUE;

    // Counts.
    long segmentsIn;
    long segmentsOut;
    long octetsIn;
    long octetsOut;
    long retransmitted;
    final TcpTraffic traffic = new TcpTraffic();

    TcpConnection(TcpPartition tcp, TcpSocketOptions options) {
        this.tcp = tcp;
        this.options = options;
        rules = options.recovery();
        rcvBound = options.receiveBuffer();
        roundTrip = new RoundTrip(tcp.config.retransmission());
        algorithm = options.congestionAlgorithm();
        quickAcks = tcp.config.acks().quickSegments();
        tcp.gears.lend(this);
    }

    /// Whether windows that are not used neither grow nor stay (RFC 7661).
    boolean isValidated() {
        return options.congestionRules().validation();
    }

    /// It has something to do: has it its gear, and keeps it from being silent. Before its buffers, meters,
    /// timers, recovery or congestion control are made use of.
    void wake() {
        if (!awake) {
            tcp.gears.lend(this);
        }
    }

    @Override
    void onSegment(TcpPartition by, Segment segment, long nowNs) {
        wake();
        segmentsIn++;
        lastReceivedNs = nowNs;
        if (keepalivesSent > 0) {
            keepalivesSent = 0;
            by.timers.startKeepalive(this, nowNs); // its timer runs for the next question
        }
        if (state == TcpState.SYN_SENT) {
            by.synSentInput.process(this, segment, nowNs);
        } else {
            by.synchronizedInput.process(this, segment, nowNs);
        }
    }

    @Override
    boolean onError(TcpPartition by, int seq, IcmpError error) {
        return by.errors.onError(this, seq, error);
    }

    @Override
    public void onTimer(Timer timer, long nowNs) {
        if (timer.kind() != TcpTimers.SLOW) { // most who are asked if they are there answer nothing else
            wake();
        }
        tcp.timers.onTimer(this, timer.kind(), nowNs);
    }

    @Override
    protected void finish(long nowNs) {
        if (state != TcpState.CLOSED) {
            wake();
            tcp.output.pass(this, nowNs);
        }
        if (state == TcpState.CLOSED || state == TcpState.TIME_WAIT) {
            tcp.gears.takeBack(this);
        }
    }

    @Override
    TcpState state() {
        return state;
    }

    /// SMSS of RFC 5681: octets of payload in the longest segment that is sent.
    @Override
    public int smss() {
        return Math.max(1, Math.min(peerMss, pathMss) - (timestamps ? SegmentWriter.TIMESTAMPS_LENGTH : 0));
    }

    /// Octets of payload in a full-sized segment of the peer's.
    int peerSmss() {
        return Math.max(1, Math.min(announcedMss, peerMss) - (timestamps ? SegmentWriter.TIMESTAMPS_LENGTH : 0));
    }

    /// Whether losses are mended by what the peer reports to have.
    boolean takesReports() {
        return sack && rules.sack();
    }

    /// FlightSize of RFC 5681.
    @Override
    public int flight() {
        return sndNxt - sndUna;
    }

    @Override
    public int cwnd() {
        return cwnd;
    }

    @Override
    public void cwnd(int octets) {
        cwnd = Math.max(smss(), Math.min(MOST, octets));
    }

    @Override
    public int ssthresh() {
        return ssthresh;
    }

    @Override
    public void ssthresh(int octets) {
        ssthresh = octets;
    }

    @Override
    public long delivered() {
        return delivered;
    }

    /// How much may be sent before the first acknowledgment: RFC 5681, section 3.1, if a SYN was lost.
    @Override
    public int initialWindow() {
        if (synRepeated) {
            return smss();
        }
        final int segments = options.initialWindowSegments();
        return segments > 0
                ? SegmentConfig.initialWindow(segments, smss())
                : tcp.config.segments().initialWindow(smss());
    }

    @Override
    public long srttNs() {
        return roundTrip.srttNs();
    }

    @Override
    public long minRttNs() {
        return roundTrip.leastNs();
    }

    @Override
    public int flightAtLoss() {
        if (loss.flightAtLoss > 0) {
            return loss.flightAtLoss;
        }
        return rules.limitedTransmit() ? Math.min(flight(), Math.max(cwnd, smss())) : flight();
    }

    /// Octets that it would take to send.
    int sendRoom() {
        return gear == null ? options.sendBuffer() : sendBuffer.room();
    }

    /// The number behind the last octet that was written.
    int writtenEnd() {
        return bufferSeq + sendBuffer.length();
    }

    /// Whether there are octets, or a FIN that was sent, that the peer has not taken.
    boolean hasUnacknowledged() {
        return sendBuffer.length() > 0 || (finSent && flight() > 0);
    }

    /// Whether everything that was sent is acknowledged, the FIN included.
    boolean isFinAcknowledged() {
        return finSent && sndUna == sndNxt;
    }

    /// What the peer may still send: RCV.WND.
    int rcvWnd() {
        return rcvAdv - rcvNxt;
    }

    /// Where what comes out of order is kept from now on.
    Reordering openReordering() {
        if (reordering == Reordering.NONE) {
            reordering = gear.reordering();
        }
        reordering.bound(Math.max(64, rcvBound >>> 9));
        return reordering;
    }

    /// Something stands in the way (RFC 9293, section 3.9.1.8).
    void obstruct(int reason) {
        softError = reason;
        raise(TcpEvents.SOFT_ERROR);
    }

    /// Tells the user.
    void raise(int events) {
        if (endpoint != null) {
            endpoint.raise(events);
        }
    }
}
