package anax.netstack.tcp;

/// Takes back what was done about a loss that was none: by what the peer had twice (RFC 3708), or because it echoes
/// the time of the first copy (Eifel detection, RFC 3522). What follows is Eifel's response (RFC 4015).
///
/// Owner: one partition; what it keeps is in the connections. Allocates nothing, never blocks.
final class Undo {
    private final TcpPartition tcp;

    Undo(TcpPartition tcp) {
        this.tcp = tcp;
    }

    /// Before a window is made smaller because of a loss.
    void save(TcpConnection connection) {
        final RecoveryState state = connection.loss;
        state.undoable = true;
        state.undoFrom = connection.sndUna;
        state.undoTo = connection.sndNxt;
        state.priorSsthresh = Math.max(connection.flight(), connection.ssthresh);
        state.repeats = 0;
        state.stampKnown = false;
        state.stampTells = connection.sent == null || !connection.sent.isFirstRepeated();
    }

    /// A segment was sent again. The next acknowledgment tells which copy of it came if it is the oldest one, and
    /// has gone again never before: else it may be for an earlier copy, which came because another one was lost.
    void onRepeated(TcpConnection connection, int seq, long nowNs) {
        final RecoveryState state = connection.loss;
        if (state.repeats++ == 0) {
            state.stampKnown = connection.timestamps && state.stampTells && seq == connection.sndUna;
            state.stamp = tcp.clock.ticks(nowNs) + connection.tsOffset;
        }
    }

    /// An acknowledgment came since.
    ///
    /// @return whether all was taken back
    boolean onAck(TcpConnection connection, AckSample sample) {
        final RecoveryState state = connection.loss;
        final boolean echo = isEchoOfOriginal(connection, sample);
        if (echo || isAllDuplicate(connection, sample)) {
            state.undoneByEifel += echo ? 1 : 0;
            state.undoneByDuplicates += echo ? 0 : 1;
            takeBack(connection, sample.acknowledged, sample.nowNs);
            return true;
        }
        if (sample.acknowledged > 0) {
            state.stampKnown = false; // only the first acknowledgment that brings something can tell
        }
        return false;
    }

    /// RFC 3522, section 3.2, steps 4 to 6.
    private static boolean isEchoOfOriginal(TcpConnection connection, AckSample sample) {
        return connection.rules.eifel()
                && connection.loss.stampKnown
                && sample.acknowledged > 0
                && sample.echoesBefore(connection.loss.stamp);
    }

    /// RFC 3708, section 2: each segment that was sent again has come twice.
    private static boolean isAllDuplicate(TcpConnection connection, AckSample sample) {
        final RecoveryState state = connection.loss;
        if (!sample.duplicate
                || state.repeats == 0
                || Seq.lt(sample.duplicateLeft, state.undoFrom)
                || Seq.gt(sample.duplicateRight, state.undoTo)) {
            return false;
        }
        state.repeats--;
        return state.repeats == 0 && connection.rules.duplicateUndo();
    }

    /// RFC 4015, section 3.2. A burst is avoided: the window opens by what was acknowledged, and goes on by slow
    /// start to where it was.
    void takeBack(TcpConnection connection, int acknowledged, long nowNs) {
        final RecoveryState state = connection.loss;
        state.undoable = false;
        final boolean timedOut = state.afterTimeout;
        if (timedOut) {
            state.spuriousTimeouts++;
            tcp.counters.spuriousTimeouts++;
            connection.roundTrip.widen();
        } else {
            state.spuriousRecoveries++;
            tcp.counters.spuriousRecoveries++;
            tcp.rack.overtaken(connection);
        }
        final int initial = connection.initialWindow();
        final int more = timedOut ? Math.min(acknowledged, initial) : initial;
        final int cwnd = connection.cwnd;
        tcp.congestion.onUndo(connection, nowNs);
        connection.cwnd = Math.max(cwnd, Math.min(connection.cwnd, connection.flight() + more));
        connection.ssthresh = Math.max(connection.ssthresh, state.priorSsthresh);
        state.afterTimeout = false;
        state.forwardStep = 0;
        connection.recovering = false;
        connection.sndAgain = connection.sndNxt;
        if (connection.sent != null) {
            connection.sent.findAll();
        }
        tcp.output.want(connection);
    }
}
