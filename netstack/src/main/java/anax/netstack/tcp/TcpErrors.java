package anax.netstack.tcp;

import anax.netstack.ip.IcmpError;

/// What a connection makes of ICMP errors, which anybody can forge (RFC 5927; RFC 9293, section 3.9.2.2).
///
/// Owner: one partition; what it keeps is in the connections. Allocates nothing, never blocks.
final class TcpErrors {
    private final TcpPartition tcp;

    TcpErrors(TcpPartition tcp) {
        this.tcp = tcp;
    }

    /// Only what quotes a segment that is under way is heard (RFC 5927, section 4.1). A connection that stands is
    /// never ended by it (section 5.2): the reason is kept for when it is given up.
    ///
    /// @return false if it was not heard
    boolean onError(TcpConnection connection, int seq, IcmpError error) {
        if (connection.flight() == 0 || !Seq.leq(connection.sndUna, seq) || !Seq.lt(seq, connection.sndNxt)) {
            return false;
        }
        if (!error.isLoss()) {
            return true;
        }
        if (error == IcmpError.TOO_LONG) {
            connection.lookAtPath = true;
            tcp.output.want(connection);
            return true;
        }
        final int reason = reason(error);
        final boolean opening = connection.state == TcpState.SYN_SENT || connection.state == TcpState.SYN_RECEIVED;
        if (opening && error.isHard() && tcp.config.defense().icmpResets()) {
            tcp.lifecycle.fail(connection, reason);
        } else {
            connection.obstruct(reason);
            if (connection.endpoint != null && connection.options.isReportingErrors()) {
                connection.endpoint.report(reason);
            }
        }
        return true;
    }

    private static int reason(IcmpError error) {
        return error == IcmpError.REFUSED ? TcpResult.REFUSED : TcpResult.UNREACHABLE;
    }
}
