package anax.netstack.tcp;

import anax.netstack.ip.IcmpError;
import anax.netstack.ip.Ipv4Output;
import anax.netstack.packet.DropReason;
import anax.netstack.wire.TcpHeader;
import anax.netstack.wire.TcpOptionsWriter;
import anax.runtime.timer.Timer;
import anax.runtime.timer.TimerHandler;

/// A connection in TIME-WAIT: what must be kept of it to answer what comes too late (RFC 9293, section 3.10.7.4), and
/// no more.
///
/// Owner: one partition; in [TimeWaits], which uses it again and again. Allocates when made. Never blocks.
final class TimeWait extends TcpFlow implements TimerHandler {
    private final TcpPartition tcp;
    final Timer timer;
    int sndNxt;
    int rcvNxt;
    int window; // as it stood in the last segment
    int windowOctets;
    boolean timestamps;
    int tsOffset;
    int tsRecent;
    TimeWait older; // by the time at which it was entered; [TimeWaits] links them, and its free ones
    TimeWait newer;

    TimeWait(TcpPartition tcp) {
        this.tcp = tcp;
        timer = tcp.environment.newTimer(this, 0);
    }

    /// A RST is not heard: an old one would end the wait (RFC 1337, fix F1). Only the peer's FIN starts the wait
    /// anew.
    @Override
    void onSegment(Segment segment, long nowNs) {
        segment.drop(DropReason.TCP_TIME_WAIT);
        if (segment.isReset()) {
            return;
        }
        if (segment.isSyn() && !segment.isAck() && mayBeFollowed(segment)) {
            tcp.timeWaits.followedBy(this, segment, nowNs);
            return;
        }
        final boolean old = timestamps && segment.options.hasTimestamps() && Seq.lt(segment.options.tsVal(), tsRecent);
        if (old || !SequenceCheck.isAcceptable(segment, rcvNxt, windowOctets)) {
            if (segment.isFin() && segment.end() == rcvNxt && !old) {
                tcp.timeWaits.restart(this, nowNs);
            }
            answer(nowNs);
        } else if (segment.isSyn() || (segment.isAck() && (segment.length() > 0 || segment.ack != sndNxt))) {
            answer(nowNs);
        }
    }

    /// Whether a SYN can be no straggler: its timestamp is later, or else its number (RFC 6191, section 2). Where
    /// only the new connection has timestamps, stragglers have none and are dropped by that.
    private boolean mayBeFollowed(Segment segment) {
        final boolean laterNumber = Seq.geq(segment.seq, rcvNxt);
        final boolean stamped =
                segment.options.hasTimestamps() && tcp.config.options().timestamps();
        if (!timestamps || !stamped) {
            return laterNumber || stamped;
        }
        final int tsVal = segment.options.tsVal();
        return Seq.gt(tsVal, tsRecent) || (tsVal == tsRecent && laterNumber);
    }

    private void answer(long nowNs) {
        if (!tcp.challenges.mayAnswer(nowNs)) {
            return;
        }
        final TcpOptionsWriter options = tcp.writer.begin(Ipv4Output.DEFAULT_TTL, 0);
        if (timestamps) {
            options.noOperation().noOperation().timestamps(tcp.clock.ticks(nowNs) + tsOffset, tsRecent);
        }
        tcp.writer.endOptions();
        tcp.writer.send(this, sndNxt, rcvNxt, TcpHeader.ACK, window);
    }

    @Override
    public void onTimer(Timer fired, long nowNs) {
        tcp.timeWaits.remove(this);
    }

    @Override
    boolean onError(int seq, IcmpError error) {
        return false;
    }

    @Override
    TcpState state() {
        return TcpState.TIME_WAIT;
    }

    @Override
    protected void finish(long nowNs) {}
}
