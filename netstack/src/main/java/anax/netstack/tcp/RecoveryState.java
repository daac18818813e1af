package anax.netstack.tcp;

/// What a connection remembers of losses and of mending them: the numbers that the parts of recovery work with.
///
/// Owner: that of the connection. Allocates nothing, never blocks.
final class RecoveryState {
    // When the retransmission timer is to fire, and for what; 0 for not at all.
    long timeoutAtNs;
    long reorderAtNs;
    long probeAtNs;

    // After a time-out, until all that was under way then is acknowledged.
    boolean afterTimeout;
    int forwardStep; // of RFC 5682; 0 if it does not run

    // The oldest segment when it went again last, without SACK.
    boolean againKnown;
    int againFrom;
    int againStamp;

    // Duplicates without SACK.
    int limited; // octets beyond the window that duplicates let go (RFC 3042)
    int flightAtLoss; // what was under way when what is noticed now was lost; 0 for what is now

    // RFC 8985, section 5.2.
    boolean rackKnown;
    long rackSentNs; // of the segment sent last among those delivered: RACK.xmit_ts
    int rackEnd; // RACK.end_seq
    long rackRttNs;
    long leastRttNs = Long.MAX_VALUE;
    int farthest; // RACK.fack
    boolean farthestKnown;
    boolean reorderingSeen;
    int reordering; // segments by which one came too late, at most
    int windowSteps = 1; // RACK.reo_wnd_mult
    int windowKeeps; // RACK.reo_wnd_persist
    boolean inDuplicateRound;
    int duplicateRoundEnd; // RACK.dsack_round

    // RFC 8985, section 7.1.
    boolean probeOut;
    boolean probeRepeats; // TLP.is_retrans
    int probeEnd; // TLP.end_seq
    int probeFlight; // what was under way with it
    boolean measuredSinceProbe = true;

    // RFC 6937, section 3.
    int prrDelivered;
    int prrOut;
    int flightAtStart; // RecoverFS
    boolean sendsOne; // whatever the window says, one segment goes again now

    boolean rescued; // the last segment went again in this recovery (RFC 6675, section 4, RescueRxt)

    // To take back what was done too early (RFC 3522, RFC 3708, RFC 4015).
    boolean undoable;
    int undoFrom; // SND.UNA when it began
    int undoTo; // SND.NXT then
    int priorSsthresh; // pipe_prev
    int repeats; // segments that were sent again since, less those that the peer had twice
    boolean stampTells; // the oldest segment had not gone again when it began
    boolean stampKnown;
    int stamp; // timestamp of the first that was sent again

    // Counts.
    long lost;
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
    long marksSeen;
    long marksEchoed;
    long markReductions;
    long reductionsUndone;

    /// Whether it knows nothing that is worth keeping over a silence: it has seen no loss and no reordering.
    boolean isForgettable() {
        return !afterTimeout
                && forwardStep == 0
                && !reorderingSeen
                && reordering == 0
                && windowSteps == 1
                && windowKeeps == 0
                && !probeOut
                && measuredSinceProbe
                && !undoable
                && (lost | duplicatesReported | spuriousTimeouts | spuriousRecoveries) == 0
                && (reneged | tailProbes | blocksRefused) == 0
                && (limitedTransmits | earlyRetransmits | recoveries | rescues) == 0
                && (undoneByEifel | undoneByDuplicates | undoneByForwardRto) == 0
                && (marksSeen | marksEchoed | markReductions | reductionsUndone) == 0;
    }

    /// Goes on after a silence that it was forgotten in: what is sent now comes after all that was delivered, and
    /// the round trip that was measured last stands for that of the segment that was delivered last.
    void resume(TcpConnection connection) {
        leastRttNs = connection.keptLeastNs;
        rackRttNs = connection.roundTrip.latestNs();
        rackKnown = rackRttNs > 0 && connection.lastSentNs != 0;
        rackSentNs = connection.lastSentNs;
        rackEnd = connection.sndUna;
    }

    /// Forgets all.
    void reset() {
        timeoutAtNs = 0;
        reorderAtNs = 0;
        probeAtNs = 0;
        afterTimeout = false;
        forwardStep = 0;
        againKnown = false;
        againFrom = 0;
        againStamp = 0;
        limited = 0;
        flightAtLoss = 0;
        resetReordering();
        resetProbe();
        prrDelivered = 0;
        prrOut = 0;
        flightAtStart = 0;
        sendsOne = false;
        rescued = false;
        resetUndo();
        resetCounts();
    }

    private void resetReordering() {
        rackKnown = false;
        rackSentNs = 0;
        rackEnd = 0;
        rackRttNs = 0;
        leastRttNs = Long.MAX_VALUE;
        farthest = 0;
        farthestKnown = false;
        reorderingSeen = false;
        reordering = 0;
        windowSteps = 1;
        windowKeeps = 0;
        inDuplicateRound = false;
        duplicateRoundEnd = 0;
    }

    private void resetProbe() {
        probeOut = false;
        probeRepeats = false;
        probeEnd = 0;
        probeFlight = 0;
        measuredSinceProbe = true;
    }

    private void resetUndo() {
        undoable = false;
        stampTells = false;
        undoFrom = 0;
        undoTo = 0;
        priorSsthresh = 0;
        repeats = 0;
        stampKnown = false;
        stamp = 0;
    }

    private void resetCounts() {
        lost = 0;
        duplicatesReported = 0;
        spuriousTimeouts = 0;
        spuriousRecoveries = 0;
        reneged = 0;
        tailProbes = 0;
        blocksRefused = 0;
        limitedTransmits = 0;
        earlyRetransmits = 0;
        recoveries = 0;
        rescues = 0;
        undoneByEifel = 0;
        undoneByDuplicates = 0;
        undoneByForwardRto = 0;
        marksSeen = 0;
        marksEchoed = 0;
        markReductions = 0;
        reductionsUndone = 0;
    }
}
