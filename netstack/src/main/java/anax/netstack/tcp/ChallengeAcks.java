package anax.netstack.tcp;

import anax.netstack.ip.RateLimiter;

/// Answers what may be forged with an acknowledgment that only the true peer can make use of (RFC 5961).
///
/// Owner: one partition; what it keeps of each connection is in there. Allocates nothing, never blocks. Bounds: so
/// many a second for each connection, and for the partition (section 7); what is over them is not answered.
final class ChallengeAcks {
    private static final long SECOND_NS = 1_000_000_000L;

    private final TcpPartition tcp;
    private final RateLimiter together;

    ChallengeAcks(TcpPartition tcp) {
        this.tcp = tcp;
        final int most = tcp.config.defense().challengesPerSecondTogether();
        together = new RateLimiter(most, most, tcp.environment.nowNs());
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
        if (!together.tryTake(nowNs)) {
            return false;
        }
        tcp.counters.challenges++;
        return true;
    }
}
