package anax.netstack.tcp;

import anax.netstack.packet.DropReason;
import anax.netstack.wire.TcpOptions;

/// What a connection that is being opened from here makes of a segment (RFC 9293, section 3.10.7.3).
///
/// Owner: one partition; what it keeps is in the connections. Allocates nothing, never blocks.
final class SynSentInput {
    private final TcpPartition tcp;

    SynSentInput(TcpPartition tcp) {
        this.tcp = tcp;
    }

    /// First the ACK, second the RST, fourth the SYN, and nothing else; what follows a SYN goes on as in other
    /// states.
    void process(TcpConnection connection, Segment segment, long nowNs) {
        final boolean acknowledges =
                segment.isAck() && Seq.lt(connection.iss, segment.ack) && Seq.leq(segment.ack, connection.sndNxt);
        if (segment.isAck() && !acknowledges) {
            segment.drop(DropReason.TCP_ACK);
            tcp.resets.answer(segment);
        } else if (segment.isReset()) {
            onReset(connection, segment, acknowledges);
        } else if (segment.isSyn()) {
            onSyn(connection, segment, acknowledges, nowNs);
        } else {
            segment.drop(DropReason.TCP_NOT_LISTENED);
        }
    }

    private void onReset(TcpConnection connection, Segment segment, boolean acknowledges) {
        if (acknowledges) {
            tcp.lifecycle.fail(connection, TcpResult.REFUSED);
        } else {
            segment.drop(DropReason.TCP_RESET);
        }
    }

    private void onSyn(TcpConnection connection, Segment segment, boolean acknowledges, long nowNs) {
        connection.irs = segment.seq;
        connection.rcvNxt = segment.seq + 1;
        connection.rcvUp = connection.rcvNxt;
        connection.rcvAdv = connection.rcvNxt + tcp.window.ofSyn(connection.rcvBound);
        connection.lastAckSent = connection.rcvNxt;
        agree(connection, segment, nowNs);
        connection.sndWnd = segment.window; // never scaled in a SYN (RFC 7323, section 2.2)
        connection.greatestSndWnd = segment.window;
        connection.sndWl1 = segment.seq;
        connection.sndWl2 = segment.ack;
        if (!acknowledges) {
            openTogether(connection);
            return;
        }
        connection.sndUna = segment.ack;
        tcp.synchronizedInput.ack().measureSyn(connection, nowNs);
        tcp.lifecycle.establish(connection, nowNs);
        connection.ackNow = true;
        segment.trimFront(1);
        final int beyond = segment.end() - connection.rcvAdv;
        if (beyond > 0) {
            segment.trimEnd(beyond);
        }
        tcp.synchronizedInput.processText(connection, segment, nowNs);
    }

    /// Both sides sent a SYN, and neither has the other's answer (RFC 9293, figure 7).
    private void openTogether(TcpConnection connection) {
        connection.state = TcpState.SYN_RECEIVED;
        connection.sndAgain = connection.iss; // once more, with the acknowledgment
        tcp.output.want(connection);
    }

    private void agree(TcpConnection connection, Segment segment, long nowNs) {
        final OptionConfig config = tcp.config.options();
        final TcpOptions options = segment.options;
        final int announced = options.hasMss() && options.mss() > 0
                ? options.mss()
                : tcp.config.segments().defaultMss();
        connection.peerMss = connection.options.limited(announced);
        final boolean bare = connection.options.isNoOptions();
        connection.scaling = !bare && config.windowScaling() && options.hasWindowScale();
        connection.sndScale = connection.scaling ? (byte) options.windowScale() : 0;
        connection.rcvScale = connection.scaling ? (byte) config.windowScale() : 0;
        connection.sack = !bare && config.sack() && options.isSackPermitted();
        connection.timestamps = !bare && config.timestamps() && options.hasTimestamps();
        final boolean alike =
                segment.isAck() != segment.isReduced(); // a SYN that crosses ours asks, an answer does not
        connection.ecn = connection.asksForMarks && segment.isEcho() && alike; // RFC 3168, section 6.1.1
        if (connection.timestamps) {
            connection.tsRecent = options.tsVal();
            connection.tsRecentNs = nowNs;
        }
    }
}
