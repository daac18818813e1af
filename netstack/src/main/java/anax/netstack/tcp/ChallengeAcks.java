package anax.netstack.tcp;

/// Answers what may be forged with an acknowledgment that only the true peer can make use of (RFC 5961).
///
/// Owner: one partition; what it keeps of each connection is in there. Allocates nothing, never blocks. Bounds: so
/// many a second for each connection, and for the partition (section 7); what is over them is not answered. How many
/// those of the partition are is drawn each second from the upper half of what is allowed: a number that is known can
/// be used up, and whatever of it is missing would tell a stranger that another connection was challenged, so that
/// what was guessed about it is right.
final class ChallengeAcks {
    private static final long SECOND_NS = 1_000_000_000L;

    private final TcpPartition tcp;
    private long drawnNs;
    private int left; // of those that were drawn for this second

    ChallengeAcks(TcpPartition tcp) {
        this.tcp = tcp;
        drawnNs = tcp.environment.nowNs() - SECOND_NS;
    }

    /// Answers, if the limits allow it.
    void answer(TcpConnection connection, long nowNs) {
        if (connection.challenges == 0 || nowNs - connection.challengesFromNs >= SECOND_NS) {
            connection.challengesFromNs = nowNs;
            connection.challenges = 0;
        }
        if (connection.challenges < tcp.config.defense().challengesPerSecond() && mayAnswer(nowNs)) {
            connection.challenges++;
            tcp.acks.send(connection);
        }
    }

    /// Whether one more may be sent; if so, it counts. For what is no connection yet, or none any more.
    boolean mayAnswer(long nowNs) {
        if (nowNs - drawnNs >= SECOND_NS) {
            drawnNs = nowNs;
            final int mostTogether = tcp.config.defense().challengesPerSecondTogether();
            left = mostTogether - (int) Long.remainderUnsigned(tcp.environment.nextSecret(), mostTogether / 2 + 1);
        }
        if (left == 0) {
            return false;
        }
        left--;
        tcp.counters.challenges++;
        return true;
    }
}
