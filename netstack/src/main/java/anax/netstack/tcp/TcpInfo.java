package anax.netstack.tcp;

import anax.netstack.congestion.CongestionConfig;

/// What there is to say of a connection: a snapshot, with the names of Linux's `tcp_info` where that has one.
///
/// Owner: whoever made it, who has [TcpEndpoint#info] fill it. Allocates when made.
public final class TcpInfo {
    private static final int HEADERS = 40;
    private static final int OPEN = 0;
    private static final int DISORDER = 1;
    private static final int REDUCED = 2;
    private static final int RECOVERY = 3;
    private static final int LOSS = 4;
    private static final int USUAL_REORDERING = 3;

    TcpState state = TcpState.CLOSED;
    boolean timestamps;
    boolean sack;
    boolean windowScaling;
    int sndScale;
    int rcvScale;
    int congestionState;
    int retransmits;
    int probes;
    int backoff;
    long rtoNs;
    long ackDelayNs;
    int sndMss;
    int rcvMss;
    int announcedMss;
    int pathMtu;
    int unacked;
    long unackedOctets;
    long notSentOctets;
    int sndCwnd;
    long sndCwndOctets;
    long sndSsthresh;
    String congestion = "";
    String congestionPhase = "";
    boolean windowLimited;
    long deliveryRate;
    boolean deliveryRateAppLimited;
    long pacingRate;
    boolean ecn;
    long marksSeen;
    long marksEchoed;
    long markReductions;
    long reductionsUndone;
    long sndWnd;
    long rcvWnd;
    long rcvSpace;
    long rttNs;
    long rttvarNs;
    long minRttNs;
    long totalRetransmits;
    long segmentsIn;
    long segmentsOut;
    long octetsReceived;
    long octetsSent;
    int reorderBlocks;
    long unread;
    int softError;
    private final TcpTraffic traffic = new TcpTraffic();
    private long filledNs;
    long sackedOctets;
    long lostOctets;
    long retransmittedOctets;
    int reordering;
    boolean reorderingSeen;
    long deliveredOctets;
    long lostOctetsEver;
    long duplicatesReported;
    long spuriousTimeouts;
    long spuriousRecoveries;
    long reneged;
    long tailProbes;
    long blocksRefused;
    int limitedTransmits;
    int earlyRetransmits;
    int recoveries;
    int rescues;
    int undoneByEifel;
    int undoneByDuplicates;
    int undoneByForwardRto;
    int reductionDelivered;
    int reductionSent;
    RecoveryConfig recoveryRules;
    CongestionConfig congestionRules;
    int initialWindow;
    long windowUsed;
    long reorderingWindowNs;

    /// The state of the connection.
    public TcpState state() {
        return state;
    }

    /// Whether timestamps were agreed upon.
    public boolean timestamps() {
        return timestamps;
    }

    /// Whether SACK was agreed upon.
    public boolean sack() {
        return sack;
    }

    /// Whether window scaling was agreed upon.
    public boolean windowScaling() {
        return windowScaling;
    }

    /// By how many bits the peer scales.
    public int sndScale() {
        return sndScale;
    }

    /// By how many bits this side scales.
    public int rcvScale() {
        return rcvScale;
    }

    /// What is being done about losses: 0 nothing, 1 duplicates were counted, 2 the window was reduced because
    /// of a mark, 3 fast recovery, 4 after a time-out.
    public int congestionState() {
        return congestionState;
    }

    /// Time-outs in a row.
    public int retransmits() {
        return retransmits;
    }

    /// Probes of the window or the peer without an answer.
    public int probes() {
        return probes;
    }

    /// How often the time-out was doubled.
    public int backoff() {
        return backoff;
    }

    /// The retransmission time-out.
    public long rtoNs() {
        return rtoNs;
    }

    /// How long an acknowledgment is put off.
    public long ackDelayNs() {
        return ackDelayNs;
    }

    /// Octets of payload in the longest segment that is sent.
    public int sndMss() {
        return sndMss;
    }

    /// The same of the peer.
    public int rcvMss() {
        return rcvMss;
    }

    /// The MSS that was announced.
    public int announcedMss() {
        return announcedMss;
    }

    /// The MTU of the way, as far as is known.
    public int pathMtu() {
        return pathMtu;
    }

    /// Segments under way, if all are of full size.
    public int unacked() {
        return unacked;
    }

    /// Octets under way.
    public long unackedOctets() {
        return unackedOctets;
    }

    /// Octets that were written and never sent.
    public long notSentOctets() {
        return notSentOctets;
    }

    /// The congestion window, in segments.
    public int sndCwnd() {
        return sndCwnd;
    }

    /// The congestion window, in octets.
    public long sndCwndOctets() {
        return sndCwndOctets;
    }

    /// The slow start threshold, in octets; Integer.MAX_VALUE before the first loss.
    public long sndSsthresh() {
        return sndSsthresh;
    }

    /// How congestion is controlled, by name.
    public String congestion() {
        return congestion;
    }

    /// What its control does now, in words.
    public String congestionPhase() {
        return congestionPhase;
    }

    /// Whether the congestion window holds octets back that are there to be sent.
    public boolean isWindowLimited() {
        return windowLimited;
    }

    /// How fast octets arrive, as measured last: octets a second; 0 before the first measurement.
    public long deliveryRate() {
        return deliveryRate;
    }

    /// Whether there was too little to send when that was measured.
    public boolean isDeliveryRateAppLimited() {
        return deliveryRateAppLimited;
    }

    /// Octets a second that are sent at most; 0 if the connection is not paced.
    public long pacingRate() {
        return pacingRate;
    }

    /// Whether congestion marks were agreed upon (RFC 3168).
    public boolean ecn() {
        return ecn;
    }

    /// Segments that came with a congestion mark.
    public long marksSeen() {
        return marksSeen;
    }

    /// Acknowledgments that came with the echo of a mark.
    public long marksEchoed() {
        return marksEchoed;
    }

    /// How often the congestion window was reduced because of a mark.
    public long markReductions() {
        return markReductions;
    }

    /// How often a reduction of the congestion window turned out to be wrong and was taken back.
    public long reductionsUndone() {
        return reductionsUndone;
    }

    /// The peer's window.
    public long sndWnd() {
        return sndWnd;
    }

    /// The window that was announced.
    public long rcvWnd() {
        return rcvWnd;
    }

    /// Octets that may lie unread.
    public long rcvSpace() {
        return rcvSpace;
    }

    /// The smoothed round-trip time.
    public long rttNs() {
        return rttNs;
    }

    /// Its variation.
    public long rttvarNs() {
        return rttvarNs;
    }

    /// The least that was measured.
    public long minRttNs() {
        return minRttNs;
    }

    /// Segments that were sent again.
    public long totalRetransmits() {
        return totalRetransmits;
    }

    /// Segments that came.
    public long segmentsIn() {
        return segmentsIn;
    }

    /// Segments that were sent.
    public long segmentsOut() {
        return segmentsOut;
    }

    /// Octets of payload that came.
    public long octetsReceived() {
        return octetsReceived;
    }

    /// Octets of payload that were sent, not counted again.
    public long octetsSent() {
        return octetsSent;
    }

    /// Runs of octets that came out of order and wait.
    public int reorderBlocks() {
        return reorderBlocks;
    }

    /// Octets that lie unread.
    public long unread() {
        return unread;
    }

    /// What stands in the way, as [TcpEndpoint#softError] has it: a constant of [TcpResult], 0 if nothing does.
    public int softError() {
        return softError;
    }

    /// What it has carried, and what kept it waiting.
    public TcpTraffic traffic() {
        return traffic;
    }

    /// When this was so, on the clock of the times in it.
    public long filledNs() {
        return filledNs;
    }

    /// Octets under way that the peer has out of order.
    public long sackedOctets() {
        return sackedOctets;
    }

    /// Octets under way that are held to be lost.
    public long lostOctets() {
        return lostOctets;
    }

    /// Octets that were sent again, and are under way so.
    public long retransmittedOctets() {
        return retransmittedOctets;
    }

    /// By how many segments one came too late, at most; three until that is seen.
    public int reordering() {
        return reordering;
    }

    /// Whether the way was seen to change the order of segments.
    public boolean reorderingSeen() {
        return reorderingSeen;
    }

    /// How much later than what was sent behind it a segment may come, without being held to be lost.
    public long reorderingWindowNs() {
        return reorderingWindowNs;
    }

    /// Octets that the peer has had since the connection was opened, in order or out of it.
    public long deliveredOctets() {
        return deliveredOctets;
    }

    /// Octets that were ever held to be lost.
    public long lostOctetsEver() {
        return lostOctetsEver;
    }

    /// How often the peer said that it had something twice.
    public long duplicatesReported() {
        return duplicatesReported;
    }

    /// Time-outs that came too early.
    public long spuriousTimeouts() {
        return spuriousTimeouts;
    }

    /// Fast recoveries from losses that were none.
    public long spuriousRecoveries() {
        return spuriousRecoveries;
    }

    /// How often the peer did not have any more what it had reported.
    public long reneged() {
        return reneged;
    }

    /// Probes of the tail of what was sent.
    public long tailProbes() {
        return tailProbes;
    }

    /// Blocks of the peer's that could not be, or were too many.
    public long blocksRefused() {
        return blocksRefused;
    }

    /// New segments that went beyond the window because the peer has had some out of order (RFC 3042).
    public int limitedTransmits() {
        return limitedTransmits;
    }

    /// Fast recoveries that began with less than three segments out of order (RFC 5827).
    public int earlyRetransmits() {
        return earlyRetransmits;
    }

    /// Fast recoveries, those from losses that were none among them (RFC 6582, RFC 6675).
    public int recoveries() {
        return recoveries;
    }

    /// How often the last segment went again though nothing showed that it was lost (RFC 6675, section 4, rule
    /// 4).
    public int rescues() {
        return rescues;
    }

    /// What was taken back because the peer echoed the time of the first copy (RFC 3522).
    public int undoneByEifel() {
        return undoneByEifel;
    }

    /// What was taken back because the peer had all twice that went again (RFC 3708).
    public int undoneByDuplicates() {
        return undoneByDuplicates;
    }

    /// What was taken back because new segments, or the first copies, came through (RFC 5682).
    public int undoneByForwardRto() {
        return undoneByForwardRto;
    }

    /// Octets that were delivered in the recovery under way, which the window goes down in step with
    /// (prr_delivered of RFC 6937); 0 outside of one.
    public int reductionDelivered() {
        return reductionDelivered;
    }

    /// Octets that were sent in it (prr_out of RFC 6937).
    public int reductionSent() {
        return reductionSent;
    }

    /// How losses are noticed and mended: which of the ways are switched on.
    public RecoveryConfig recoveryRules() {
        return recoveryRules;
    }

    /// What the algorithm was told: byte counting, HyStart++, Limited Slow-Start, window validation.
    public CongestionConfig congestionRules() {
        return congestionRules;
    }

    /// Octets that may be sent before the first acknowledgment (RFC 6928).
    public int initialWindow() {
        return initialWindow;
    }

    /// Octets of the window that were used lately (pipeACK of RFC 7661): [Integer#MAX_VALUE] before the first
    /// measurement, and 0 where windows are not validated.
    public long windowUsed() {
        return windowUsed;
    }

    /// Of a silent connection too, which is silent afterwards.
    void fill(TcpConnection connection) {
        final boolean isSilent = connection.gear == null;
        connection.wake();
        take(connection);
        if (isSilent) {
            connection.tcp.gears.takeBack(connection);
        }
    }

    private void take(TcpConnection connection) {
        filledNs = connection.tcp.environment.nowNs();
        traffic.copy(connection.traffic, filledNs);
        state = connection.state;
        timestamps = connection.timestamps;
        sack = connection.sack;
        windowScaling = connection.scaling;
        sndScale = connection.sndScale;
        rcvScale = connection.rcvScale;
        congestionState = congestionState(connection);
        retransmits = connection.retransmissions;
        probes = connection.unansweredProbes + connection.keepalivesSent;
        backoff = Math.max(connection.persistBackoff, connection.roundTrip.backoff());
        rtoNs = connection.roundTrip.rtoNs();
        ackDelayNs = connection.tcp.config.acks().delayNs();
        fillSizes(connection);
        fillWindows(connection);
        fillCongestion(connection);
        rttNs = connection.roundTrip.srttNs();
        rttvarNs = connection.roundTrip.rttvarNs();
        minRttNs = connection.roundTrip.leastNs();
        totalRetransmits = connection.retransmitted;
        segmentsIn = connection.segmentsIn;
        segmentsOut = connection.segmentsOut;
        octetsReceived = connection.octetsIn;
        octetsSent = connection.octetsOut;
        reorderBlocks = connection.reordering.blocks();
        unread = connection.received.length();
        softError = connection.softError;
        fillLosses(connection);
    }

    private void fillLosses(TcpConnection connection) {
        final SentSegments sent = connection.sent;
        sackedOctets = sent == null ? 0 : sent.sacked();
        lostOctets = sent == null ? 0 : sent.lost();
        retransmittedOctets = sent == null ? 0 : sent.again();
        final RecoveryState loss = connection.loss;
        reorderingSeen = loss.reorderingSeen;
        reordering = Math.max(USUAL_REORDERING, loss.reordering);
        reorderingWindowNs = sent == null ? 0 : connection.tcp.rack.windowNs(connection);
        deliveredOctets = connection.delivered;
        lostOctetsEver = loss.lost;
        duplicatesReported = loss.duplicatesReported;
        spuriousTimeouts = loss.spuriousTimeouts;
        spuriousRecoveries = loss.spuriousRecoveries;
        reneged = loss.reneged;
        tailProbes = loss.tailProbes;
        blocksRefused = loss.blocksRefused;
        limitedTransmits = loss.limitedTransmits;
        earlyRetransmits = loss.earlyRetransmits;
        recoveries = loss.recoveries;
        rescues = loss.rescues;
        undoneByEifel = loss.undoneByEifel;
        undoneByDuplicates = loss.undoneByDuplicates;
        undoneByForwardRto = loss.undoneByForwardRto;
        final boolean reduces = connection.recovering && sent != null && connection.rules.proportionalRate();
        reductionDelivered = reduces ? loss.prrDelivered : 0;
        reductionSent = reduces ? loss.prrOut : 0;
        recoveryRules = connection.rules;
    }

    private void fillSizes(TcpConnection connection) {
        final boolean agreed = connection.peerMss > 0;
        sndMss = agreed ? connection.smss() : connection.tcp.config.segments().defaultMss();
        rcvMss = agreed ? connection.peerSmss() : sndMss;
        announcedMss = connection.announcedMss;
        pathMtu = connection.pathMss + HEADERS;
    }

    private void fillWindows(TcpConnection connection) {
        unackedOctets = connection.flight();
        unacked = (int) ((unackedOctets + sndMss - 1) / sndMss);
        notSentOctets = Math.max(0, connection.writtenEnd() - connection.sndNxt);
        sndCwndOctets = connection.cwnd;
        sndCwnd = connection.cwnd / sndMss;
        sndSsthresh = connection.ssthresh;
        sndWnd = connection.sndWnd;
        rcvWnd = Math.max(0, connection.rcvWnd());
        rcvSpace = connection.rcvBound;
    }

    private void fillCongestion(TcpConnection connection) {
        congestion = connection.algorithm.id();
        congestionPhase = connection.congestion.phase(connection);
        windowLimited = connection.windowUse.limited;
        deliveryRate = connection.rate.rate();
        deliveryRateAppLimited = connection.rate.isRateLimited();
        pacingRate = connection.pacer == null ? 0 : connection.pacer.rate();
        ecn = connection.ecn;
        marksSeen = connection.loss.marksSeen;
        marksEchoed = connection.loss.marksEchoed;
        markReductions = connection.loss.markReductions;
        reductionsUndone = connection.loss.reductionsUndone;
        congestionRules = connection.options.congestionRules();
        initialWindow = connection.initialWindow();
        windowUsed = connection.isValidated() ? connection.windowUse.pipeAck(filledNs) : 0;
    }

    private static int congestionState(TcpConnection connection) {
        if (connection.recovering) {
            return RECOVERY;
        }
        if (connection.loss.afterTimeout
                || connection.retransmissions > 0
                || Seq.lt(connection.sndAgain, connection.sndNxt)) {
            return LOSS;
        }
        if (connection.loss.markReductions > 0 && Seq.lt(connection.sndUna, connection.reducedUntil)) {
            return REDUCED;
        }
        final boolean gaps = connection.sent != null && connection.sent.sacked() > 0;
        return gaps || connection.duplicateAcks > 0 ? DISORDER : OPEN;
    }
}
