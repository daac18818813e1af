package anax.netstack.tcp;

import anax.netstack.packet.DropReason;

/// First check: is any of the segment within the window (RFC 9293, section 3.10.7.4), and is it no straggler of an
/// earlier round of the numbers (RFC 7323, section 5)? What lies outside of the window is cut off.
///
/// Owner: one partition; what it keeps is in the connections. Allocates nothing, never blocks.
final class SequenceCheck {
    /// After so long a silence TS.Recent says nothing any more (RFC 7323, section 5.5).
    private static final long PAWS_IDLE_NS = 24L * 24 * 3_600 * 1_000_000_000L;

    private final TcpPartition tcp;

    SequenceCheck(TcpPartition tcp) {
        this.tcp = tcp;
    }

    /// The table of RFC 9293, section 3.10.7.4: whether some of a segment lies in the window.
    static boolean isAcceptable(Segment segment, int rcvNxt, int window) {
        final int length = segment.length();
        if (length == 0) {
            return window == 0 ? segment.seq == rcvNxt : Seq.isWithin(segment.seq, rcvNxt, window);
        }
        return window > 0
                && (Seq.isWithin(segment.seq, rcvNxt, window)
                        || Seq.isWithin(segment.end() - 1, rcvNxt, window)
                        || (Seq.lt(segment.seq, rcvNxt) && Seq.gt(segment.end(), rcvNxt)));
    }

    /// Whether the segment goes on to the next check.
    boolean passes(TcpConnection connection, Segment segment, long nowNs) {
        if (connection.timestamps && !passesTimestamps(connection, segment, nowNs)) {
            return false;
        }
        if (crosses(connection, segment)) {
            segment.trimFront(1);
            connection.ackNow = true;
            tcp.output.want(connection);
        }
        final int rcvNxt = connection.rcvNxt;
        final int window = Math.max(0, connection.rcvWnd());
        if (!isAcceptable(segment, rcvNxt, window)) {
            return onUnacceptable(connection, segment, nowNs);
        }
        if (connection.timestamps && segment.options.hasTimestamps() && Seq.leq(segment.seq, connection.lastAckSent)) {
            takeTimestamp(connection, segment.options.tsVal(), nowNs);
        }
        trim(connection, segment, rcvNxt, window);
        return true;
    }

    /// The SYN-ACK of a peer that opened at the same time (RFC 9293, figure 8): its SYN came before, so that its
    /// number lies before the window, but its acknowledgment is the one that is waited for.
    private static boolean crosses(TcpConnection connection, Segment segment) {
        return connection.state == TcpState.SYN_RECEIVED
                && segment.isSyn()
                && segment.isAck()
                && segment.seq == connection.irs
                && segment.ack == connection.iss + 1;
    }

    private boolean passesTimestamps(TcpConnection connection, Segment segment, long nowNs) {
        if (!segment.options.hasTimestamps()) {
            if (tcp.config.options().toleratesMissingTimestamps() || segment.isSyn()) {
                return true;
            }
            segment.drop(DropReason.TCP_NO_TIMESTAMP);
            return false;
        }
        if (Seq.geq(segment.options.tsVal(), connection.tsRecent) || isOutdated(connection, nowNs)) {
            return true;
        }
        segment.drop(DropReason.TCP_PAWS);
        answer(connection, segment, nowNs);
        return false;
    }

    /// R3 of section 4.3; the peer's clock may have gone round while nothing came.
    private static void takeTimestamp(TcpConnection connection, int tsVal, long nowNs) {
        if (Seq.geq(tsVal, connection.tsRecent) || isOutdated(connection, nowNs)) {
            connection.tsRecent = tsVal;
            connection.tsRecentNs = nowNs;
        }
    }

    private static boolean isOutdated(TcpConnection connection, long nowNs) {
        return nowNs - connection.tsRecentNs >= PAWS_IDLE_NS;
    }

    /// A peer that probes a closed window is heard: its acknowledgments and its news of urgent octets count (RFC
    /// 9293, section 3.10.7.4).
    private boolean onUnacceptable(TcpConnection connection, Segment segment, long nowNs) {
        final int length = segment.length();
        final boolean probes = connection.rcvWnd() <= 0 && segment.seq == connection.rcvNxt && !segment.isSyn();
        if (probes) {
            segment.trimEnd(length);
            connection.ackNow = true;
            tcp.output.want(connection);
            return true;
        }
        segment.drop(Seq.leq(segment.end(), connection.rcvNxt) ? DropReason.TCP_DUPLICATE : DropReason.TCP_SEQUENCE);
        if (segment.payloadLength > 0 && Seq.lt(segment.seq, connection.rcvNxt)) {
            tcp.acks.duplicate(connection, segment.seq, Seq.min(segment.end(), connection.rcvNxt));
        }
        answer(connection, segment, nowNs);
        return false;
    }

    /// Data is always answered; what has none could be answered for ever by two sides that disagree.
    private void answer(TcpConnection connection, Segment segment, long nowNs) {
        if (segment.length() > 0 && !segment.isSyn()) {
            tcp.acks.send(connection);
        } else {
            tcp.challenges.answer(connection, nowNs);
        }
    }

    private void trim(TcpConnection connection, Segment segment, int rcvNxt, int window) {
        if (Seq.lt(segment.seq, rcvNxt)) {
            if (segment.payloadLength > 0) {
                tcp.acks.duplicate(connection, segment.seq, rcvNxt);
                tcp.acks.atEndOfBatch(connection);
            }
            segment.trimFront(rcvNxt - segment.seq);
        }
        final int beyond = segment.end() - (rcvNxt + window);
        if (beyond > 0) {
            segment.trimEnd(beyond);
        }
    }
}
