package anax.netstack.tcp;

import anax.netstack.ip.IcmpError;
import anax.runtime.timer.Timer;
import anax.runtime.timer.TimerHandler;

/// One connection: the transmission control block of RFC 9293, section 3.3.1. What is done with it stands in the
/// parts of its [TcpPartition], here are the numbers.
///
/// Owner: one partition. Allocates when made; per segment nothing. Never blocks. At the end of each batch in which
/// something came or was written it has one output pass, which also acknowledges.
final class TcpConnection extends TcpFlow implements TimerHandler {
    // What the retransmission timer runs for.
    static final int IDLE = 0;
    static final int RETRANSMIT = 1;
    static final int PERSIST = 2;
    static final int OVERRIDE = 3;

    final TcpPartition tcp;
    final TcpSocketOptions options;
    TcpEndpoint endpoint; // null when its user has closed it
    TcpEndpoint listener; // that it was opened by, until it is accepted; else null
    TcpState state = TcpState.CLOSED;
    int softError; // what stands in the way, for when it is given up; 0 if nothing does

    // Sending.
    final SendBuffer sendBuffer;
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
    int sndScale;
    boolean finWanted; // behind the buffer's last octet
    boolean finSent;

    // Receiving.
    final ReceiveQueue received;
    Reordering reordering = Reordering.NONE;
    int irs;
    int rcvNxt;
    int rcvUp;
    boolean urgentToCome;
    int rcvAdv; // the right edge of the window that was announced
    int rcvBound; // octets that may lie unread
    int announcedMss;
    int rcvScale;
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
    final CongestionControl congestion = new Reno();
    final RoundTrip roundTrip;
    int cwnd;
    int ssthresh;
    int recover;
    int duplicateAcks;
    boolean recovering;
    boolean partialAcked;
    boolean synRepeated;

    // Times.
    final Timer retransmit;
    final Timer delayedAck;
    Timer slow; // keepalive; FIN-WAIT-2 of a closed one; null until one of them is wanted
    int mode = IDLE;
    int retransmissions; // of the oldest octet, in a row
    int unansweredProbes;
    int persistBackoff;
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

    // Counts.
    long segmentsIn;
    long segmentsOut;
    long octetsIn;
    long octetsOut;
    long retransmitted;

    TcpConnection(TcpPartition tcp, TcpSocketOptions options) {
        this.tcp = tcp;
        this.options = options;
        rcvBound = options.receiveBuffer();
        sendBuffer = new SendBuffer(tcp.sendMemory, options.sendBuffer());
        received = new ReceiveQueue(tcp.environment, tcp.held);
        roundTrip = new RoundTrip(tcp.config.retransmission());
        retransmit = tcp.environment.newTimer(this, TcpTimers.RETRANSMIT);
        delayedAck = tcp.environment.newTimer(this, TcpTimers.DELAYED_ACK);
        quickAcks = tcp.config.acks().quickSegments();
    }

    @Override
    void onSegment(TcpPartition by, Segment segment, long nowNs) {
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
        tcp.timers.onTimer(this, timer.kind(), nowNs);
    }

    @Override
    protected void finish(long nowNs) {
        tcp.output.pass(this, nowNs);
    }

    @Override
    TcpState state() {
        return state;
    }

    /// SMSS of RFC 5681: octets of payload in the longest segment that is sent.
    int smss() {
        return Math.max(1, Math.min(peerMss, pathMss) - (timestamps ? SegmentWriter.TIMESTAMPS_LENGTH : 0));
    }

    /// Octets of payload in a full-sized segment of the peer's.
    int peerSmss() {
        return Math.max(1, Math.min(announcedMss, peerMss) - (timestamps ? SegmentWriter.TIMESTAMPS_LENGTH : 0));
    }

    /// FlightSize of RFC 5681.
    int flight() {
        return sndNxt - sndUna;
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
            reordering = new Reordering(tcp.environment, tcp.held, Math.max(64, rcvBound >>> 9));
        }
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
