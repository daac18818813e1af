package anax.netstack.tcp;

import anax.netstack.ip.IcmpError;
import anax.netstack.ip.Ipv4Output;
import anax.netstack.packet.DropReason;
import anax.netstack.wire.TcpHeader;
import anax.netstack.wire.TcpOptionsWriter;

/// A connection in TIME-WAIT: what must be kept of it to answer what comes too late (RFC 9293, section 3.10.7.4), and
/// no more: 64 octets, for a busy server has hundreds of thousands of them.
///
/// Owner: one partition; in [TimeWaits], which uses it again and again. Allocates when made. Never blocks.
final class TimeWait extends TcpFlow {
    int sndNxt;
    int rcvNxt;
    int tsRecent;
    int endTick; // when the wait is over, by the clock of [TimeWaits]
    TimeWait older; // by the time at which it was entered; [TimeWaits] links them, and its free ones
    TimeWait newer;
    char window; // as it stood in the last segment
    byte rcvScale;
    boolean timestamps;

    /// A RST is not heard: an old one would end the wait (RFC 1337, fix F1). Only the peer's FIN starts the wait
    /// anew.
    @Override
    void onSegment(TcpPartition tcp, Segment segment, long nowNs) {
        segment.drop(DropReason.TCP_TIME_WAIT);
        if (segment.isReset()) {
            return;
        }
        if (segment.isSyn() && !segment.isAck() && mayBeFollowed(tcp, segment)) {
            tcp.timeWaits.followedBy(this, segment, nowNs);
            return;
        }
        final boolean old = timestamps && segment.options.hasTimestamps() && Seq.lt(segment.options.tsVal(), tsRecent);
        if (old || !SequenceCheck.isAcceptable(segment, rcvNxt, window << rcvScale)) {
            if (segment.isFin() && segment.end() == rcvNxt && !old) {
                tcp.timeWaits.restart(this, nowNs);
            }
            answer(tcp, nowNs);
        } else if (segment.isSyn() || (segment.isAck() && (segment.length() > 0 || segment.ack != sndNxt))) {
            answer(tcp, nowNs);
        }
    }

    /// Whether a SYN can be no straggler: its timestamp is later, or else its number (RFC 6191, section 2). Where
    /// only the new connection has timestamps, stragglers have none and are dropped by that.
    private boolean mayBeFollowed(TcpPartition tcp, Segment segment) {
        final boolean laterNumber = Seq.geq(segment.seq, rcvNxt);
        final boolean stamped =
                segment.options.hasTimestamps() && tcp.config.options().timestamps();
        if (!timestamps || !stamped) {
            return laterNumber || stamped;
        }
        final int tsVal = segment.options.tsVal();
        return Seq.gt(tsVal, tsRecent) || (tsVal == tsRecent && laterNumber);
    }

    private void answer(TcpPartition tcp, long nowNs) {
        if (!tcp.challenges.mayAnswer(nowNs)) {
            return;
        }
        final TcpOptionsWriter options = tcp.writer.begin(Ipv4Output.DEFAULT_TTL, 0);
        if (timestamps) {
            final int tsVal = tcp.clock.ticks(nowNs) + tcp.clock.offset(local, remote);
            options.noOperation().noOperation().timestamps(tsVal, tsRecent);
        }
        tcp.writer.endOptions();
        tcp.writer.send(this, sndNxt, rcvNxt, TcpHeader.ACK, window);
    }

    @Override
    boolean onError(TcpPartition tcp, int seq, IcmpError error) {
        return false;
    }

    @Override
    TcpState state() {
        return TcpState.TIME_WAIT;
    }

    @Override
    protected void finish(long nowNs) {}
}
