package anax.netstack.tcp;

/// Recent acknowledgment: what was sent before something that is with the peer, and long enough before, is lost (RFC
/// 8985, section 6). How long is enough follows the reordering that is seen.
///
/// Owner: one partition; what it keeps is in the connections. Allocates nothing, never blocks.
final class Rack {
    private static final int DUPLICATES = 3;
    private static final int KEEPS = 16; // recoveries without a duplicate, until the window is small again
    private static final int MOST_STEPS = 255;

    /// Steps 1 to 3: a segment is with the peer.
    void onDelivered(AckSample sample, int start, int end, long sentNs, boolean repeated) {
        final TcpConnection connection = sample.connection;
        final RecoveryState state = connection.loss;
        final long rttNs = sample.nowNs - sentNs;
        if (!repeated) {
            state.leastRttNs = Math.min(state.leastRttNs, rttNs);
            noticeReordering(connection, end);
        } else if (isForOriginal(sample, start, sentNs, rttNs)) {
            return;
        }
        if (!state.farthestKnown || Seq.gt(end, state.farthest)) {
            state.farthestKnown = true;
            state.farthest = end;
        }
        if (!state.rackKnown
                || sentNs - state.rackSentNs > 0
                || (sentNs == state.rackSentNs && Seq.gt(end, state.rackEnd))) {
            state.rackKnown = true;
            state.rackSentNs = sentNs;
            state.rackEnd = end;
            state.rackRttNs = rttNs;
        }
    }

    /// Steps 4 and 5, when an acknowledgment came or the reordering timer has fired.
    void detect(TcpConnection connection, AckSample sample, long nowNs) {
        final RecoveryState state = connection.loss;
        state.reorderAtNs = 0;
        if (!state.rackKnown) {
            return;
        }
        final long windowNs = state.rackRttNs + windowNs(connection);
        final long leftNs = connection.sent.loseSentBefore(state.rackSentNs, state.rackEnd, windowNs, nowNs, sample);
        if (leftNs > 0) {
            state.reorderAtNs = nowNs + leftNs;
        }
    }

    /// The peer had something twice: by a round trip once, more patience is due (step 4).
    void adapt(TcpConnection connection, boolean duplicate) {
        final RecoveryState state = connection.loss;
        if (state.inDuplicateRound && Seq.geq(connection.sndUna, state.duplicateRoundEnd)) {
            state.inDuplicateRound = false;
        }
        if (duplicate && !state.inDuplicateRound) {
            state.inDuplicateRound = true;
            state.duplicateRoundEnd = connection.sndNxt;
            state.windowSteps = Math.min(MOST_STEPS, state.windowSteps + 1);
            state.windowKeeps = KEEPS;
        }
    }

    /// A recovery has ended.
    void recovered(TcpConnection connection) {
        final RecoveryState state = connection.loss;
        if (state.windowKeeps > 0) {
            state.windowKeeps--;
        }
        if (state.windowKeeps == 0) {
            state.windowSteps = 1;
        }
    }

    /// A recovery turned out to have had no reason: what it was about had been overtaken, by more segments than
    /// make a duplicate, or it would have been waited for. Nobody else can notice that, because it went again and
    /// so says nothing about the order in which first copies come (step 3).
    void overtaken(TcpConnection connection) {
        connection.loss.reorderingSeen = true;
    }

    /// How much later than what was sent behind it a segment may come.
    long windowNs(TcpConnection connection) {
        final RecoveryState state = connection.loss;
        if (!state.reorderingSeen
                && (connection.recovering
                        || state.afterTimeout
                        || connection.sent.sackedRecords() >= DUPLICATES
                        || connection.sent.sacked() >= DUPLICATES * connection.smss())) {
            return 0;
        }
        if (state.leastRttNs == Long.MAX_VALUE) {
            return 0;
        }
        final long srttNs = connection.roundTrip.srttNs();
        final long mostNs = srttNs > 0 ? srttNs : state.rackRttNs;
        return Math.min(state.windowSteps * state.leastRttNs / 4, mostNs);
    }

    /// What was sent once came after something that was sent behind it (step 3).
    private static void noticeReordering(TcpConnection connection, int end) {
        final RecoveryState state = connection.loss;
        if (state.farthestKnown && Seq.lt(end, state.farthest)) {
            state.reorderingSeen = true;
            final int smss = connection.smss();
            state.reordering = Math.max(state.reordering, (state.farthest - end + smss - 1) / smss);
        }
    }

    /// Whether what is acknowledged may be the first copy of a segment that went twice (step 2). An echo tells
    /// that of the segment only that moved the left edge: behind a gap the peer echoes what came before the gap
    /// (RFC 7323, section 4.3), which is older than all that went again.
    private static boolean isForOriginal(AckSample sample, int start, long sentNs, long rttNs) {
        final TcpConnection connection = sample.connection;
        final long leastNs = connection.loss.leastRttNs;
        final boolean movesEdge = sample.acknowledged > 0 && Seq.leq(start, connection.sndUna);
        final int stamp = connection.tcp.clock.ticks(sentNs) + connection.tsOffset;
        return (movesEdge && sample.echoesBefore(stamp)) || (leastNs != Long.MAX_VALUE && rttNs < leastNs);
    }
}
