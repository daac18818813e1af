package anax.netstack.tcp;

/// Forward RTO recovery: after a time-out the next acknowledgments, and new segments instead of repeated ones, show
/// whether it came too early (RFC 5682; section 2 without SACK, section 3 with it).
///
/// Owner: one partition; what it keeps is in the connections. Allocates nothing, never blocks.
final class ForwardRto {
    private static final int OFF = 0;
    private static final int REPEATED = 1; // the first segment was sent again
    private static final int WENT_ON = 2; // new ones were sent
    private static final int SEGMENTS_AFTER_LOSS = 3;
    private static final int NEW_SEGMENTS = 2;

    private final TcpPartition tcp;

    ForwardRto(TcpPartition tcp) {
        this.tcp = tcp;
    }

    /// Step 1: the timer has fired. A second time for the same segment tells nothing.
    void begin(TcpConnection connection, boolean fresh) {
        connection.loss.forwardStep = connection.rules.forwardRto() && fresh ? REPEATED : OFF;
    }

    /// Whether new segments go before lost ones.
    static boolean prefersNew(TcpConnection connection) {
        return connection.loss.forwardStep == WENT_ON;
    }

    /// With SACK: steps 2 and 3 of section 3.1.
    ///
    /// @return whether the time-out came too early
    boolean onSack(TcpConnection connection, AckSample sample) {
        final RecoveryState state = connection.loss;
        if (sample.originalDelivered && Seq.leq(sample.originalEnd, connection.recover)) {
            return true; // it was under way all the time
        }
        if (state.forwardStep == WENT_ON) {
            if (sample.reported || sample.acknowledged == 0) {
                state.forwardStep = OFF;
            }
        } else if (sample.acknowledged > 0 && Seq.lt(connection.sndUna, connection.recover) && hasNew(connection)) {
            state.forwardStep = WENT_ON;
        } else {
            state.forwardStep = OFF;
        }
        return false;
    }

    /// Without SACK: an acknowledgment brought something (section 2.1, steps 2b and 3b).
    ///
    /// @return whether the time-out came too early
    boolean onAcknowledged(TcpConnection connection) {
        final RecoveryState state = connection.loss;
        if (state.forwardStep == WENT_ON) {
            return true;
        }
        if (Seq.lt(connection.sndUna, connection.recover) && hasNew(connection)) {
            state.forwardStep = WENT_ON;
            connection.sndAgain = connection.sndNxt;
            connection.cwnd = connection.flight() + NEW_SEGMENTS * connection.smss();
        } else {
            state.forwardStep = OFF;
        }
        return false;
    }

    /// Without SACK: one brought nothing (steps 2a and 3a), so there was a loss.
    void onDuplicate(TcpConnection connection) {
        if (connection.loss.forwardStep == WENT_ON) {
            connection.cwnd = SEGMENTS_AFTER_LOSS * connection.smss();
            connection.sndAgain = connection.sndUna;
            tcp.output.want(connection);
        }
        connection.loss.forwardStep = OFF;
    }

    private static boolean hasNew(TcpConnection connection) {
        return Seq.gt(connection.writtenEnd(), connection.sndNxt) && connection.sndWnd > connection.flight();
    }
}
