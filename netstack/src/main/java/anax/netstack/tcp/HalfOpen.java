package anax.netstack.tcp;

import anax.netstack.ip.IcmpError;
import anax.netstack.packet.DropReason;
import anax.netstack.wire.TcpHeader;
import anax.runtime.timer.Timer;
import anax.runtime.timer.TimerHandler;

/// A connection in SYN-RECEIVED that a listener's SYN began: what must be kept of it until the peer has answered, and
/// no more. It obeys the same rules of RFC 9293, section 3.10.7.4, in the same order.
///
/// Owner: one partition; in the [SynCache], which uses it again and again. Allocates when made. Never blocks.
final class HalfOpen extends TcpFlow implements TimerHandler {
    private final TcpPartition tcp;
    final Timer timer;
    TcpEndpoint listener;
    int iss;
    int irs;
    int peerMss;
    int announcedMss;
    int window; // that was announced
    int peerWindow;
    int peerScale;
    boolean scaling;
    boolean sack;
    boolean timestamps;
    boolean ecn;
    int tsOffset;
    int tsRecent;
    int repeated;
    long sentNs;
    HalfOpen older; // by age; the cache's, and its list of free ones
    HalfOpen newer;

    HalfOpen(TcpPartition tcp) {
        this.tcp = tcp;
        timer = tcp.environment.newTimer(this, 0);
    }

    @Override
    void onSegment(Segment segment, long nowNs) {
        if (segment.isReset()) {
            onReset(segment, nowNs);
        } else if (lacksTimestamps(segment)) {
            segment.drop(DropReason.TCP_NO_TIMESTAMP);
        } else if (timestamps && segment.options.hasTimestamps() && Seq.lt(segment.options.tsVal(), tsRecent)) {
            segment.drop(DropReason.TCP_PAWS);
            challenge(nowNs);
        } else if (segment.isSyn() && !segment.isAck() && segment.seq == irs) {
            segment.drop(DropReason.TCP_SYN);
            ecn &= asksForMarks(segment); // or not any more
            tcp.synCache.sendAnswer(this, nowNs); // the peer has not got it
        } else if (!SequenceCheck.isAcceptable(segment, irs + 1, window)) {
            segment.drop(DropReason.TCP_SEQUENCE);
            challenge(nowNs);
        } else if (segment.isSyn()) {
            segment.drop(DropReason.TCP_SYN);
            tcp.synCache.remove(this); // back to LISTEN
        } else if (!segment.isAck()) {
            segment.drop(DropReason.TCP_NO_ACK);
        } else if (segment.ack != iss + 1) {
            segment.drop(DropReason.TCP_ACK);
            tcp.resets.answer(segment);
        } else {
            tcp.synCache.complete(this, segment, nowNs);
        }
    }

    /// Whether a SYN asks for congestion marks (RFC 3168, section 6.1.1).
    static boolean asksForMarks(Segment segment) {
        return segment.isEcho() && segment.isReduced();
    }

    /// The flag of a SYN's answer that agrees to them.
    static int answerToMarks(boolean agreed) {
        return agreed ? TcpHeader.ECE : 0;
    }

    /// What lacks the timestamps that were agreed upon is not heard (RFC 7323, section 3.2); a SYN says only now
    /// what it wants.
    private boolean lacksTimestamps(Segment segment) {
        return timestamps
                && !segment.options.hasTimestamps()
                && !segment.isSyn()
                && !tcp.config.options().toleratesMissingTimestamps();
    }

    /// A RST at the very next number ends it in silence (RFC 5961, section 3).
    private void onReset(Segment segment, long nowNs) {
        if (segment.seq == irs + 1) {
            tcp.synCache.remove(this);
            return;
        }
        segment.drop(DropReason.TCP_RESET);
        if (Seq.isWithin(segment.seq, irs + 1, window)) {
            challenge(nowNs);
        }
    }

    private void challenge(long nowNs) {
        if (tcp.challenges.mayAnswer(nowNs)) {
            tcp.synCache.begin(this, nowNs);
            tcp.writer.send(this, iss + 1, irs + 1, TcpHeader.ACK, window);
        }
    }

    @Override
    public void onTimer(Timer fired, long nowNs) {
        tcp.synCache.onTimer(this, nowNs);
    }

    /// Our answer was refused: so it is over, if that may be believed (RFC 5927, section 5.2).
    @Override
    boolean onError(int seq, IcmpError error) {
        if (seq != iss) {
            return false;
        }
        if (error.isHard() && tcp.config.defense().icmpResets()) {
            tcp.synCache.remove(this);
        }
        return true;
    }

    @Override
    TcpState state() {
        return TcpState.SYN_RECEIVED;
    }

    @Override
    protected void finish(long nowNs) {}
}
