package anax.netstack.tcp;

import anax.netstack.packet.DropReason;

/// Second check: a RST ends the connection if it names the very next octet; beside it, it earns a challenge (RFC
/// 9293, section 3.10.7.4; RFC 5961, section 3).
///
/// Owner: one partition; what it keeps is in the connections. Never blocks.
final class ResetCheck {
    private final TcpPartition tcp;

    ResetCheck(TcpPartition tcp) {
        this.tcp = tcp;
    }

    void process(TcpConnection connection, Segment segment, long nowNs) {
        final boolean exact = segment.seq == connection.rcvNxt;
        final boolean within = exact || Seq.isWithin(segment.seq, connection.rcvNxt, Math.max(0, connection.rcvWnd()));
        if (!within) {
            segment.drop(DropReason.TCP_RESET);
        } else if (exact || tcp.config.defense().insecureReset()) {
            end(connection);
        } else {
            segment.drop(DropReason.TCP_RESET);
            tcp.challenges.answer(connection, nowNs);
        }
    }

    private void end(TcpConnection connection) {
        switch (connection.state) {
            case SYN_RECEIVED -> tcp.lifecycle.fail(connection, TcpResult.REFUSED);
            case CLOSING, LAST_ACK, TIME_WAIT -> tcp.lifecycle.close(connection);
            default -> tcp.lifecycle.fail(connection, TcpResult.RESET);
        }
    }
}
