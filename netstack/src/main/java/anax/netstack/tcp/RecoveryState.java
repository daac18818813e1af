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
}
