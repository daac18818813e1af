package anax.netstack.tcp;

import anax.netstack.packet.DropReason;

/// Fourth check: a SYN on a connection that stands is a forgery, or the peer has lost all memory of it: a challenge
/// tells which (RFC 9293, section 3.10.7.4; RFC 5961, section 4).
///
/// Owner: one partition; what it keeps is in the connections. Never blocks.
final class SynCheck {
    private final TcpPartition tcp;

    SynCheck(TcpPartition tcp) {
        this.tcp = tcp;
    }

    boolean passes(TcpConnection connection, Segment segment, long nowNs) {
        if (!segment.isSyn()) {
            return true;
        }
        segment.drop(DropReason.TCP_SYN);
        if (tcp.config.defense().insecureSyn()) {
            tcp.output.reset(connection);
            tcp.lifecycle.fail(connection, TcpResult.RESET);
        } else {
            tcp.challenges.answer(connection, nowNs);
        }
        return false;
    }
}
