package anax.netstack.tcp;

import anax.netstack.congestion.CongestionAlgorithm;
import anax.netstack.congestion.CongestionControl;
import anax.runtime.timer.Timer;
import anax.runtime.timer.TimerHandler;

/// What a connection needs only while it has something to do: buffers, meters, timers, and what recovery and
/// congestion control work with. It is lent, because most connections of a busy host are silent most of the time.
///
/// Owner: one partition; with one connection, or in its [GearPool]. Allocates when made. Never blocks.
final class Gear implements TimerHandler {
    final SendBuffer sendBuffer;
    final ReceiveQueue received;
    final RateMeter rate = new RateMeter();
    final WindowUse windowUse = new WindowUse();
    final Timer retransmit;
    final Timer delayedAck;

    private final TcpPartition tcp;
    private Reordering reordering; // null until something came out of order for the first time

    // Spare ones, for connections that have kept none; null if the connection before has kept its own.
    RecoveryState loss;
    CongestionControl congestion;
    CongestionAlgorithm algorithm; // that made it

    TcpConnection connection; // that has it; null in the pool

    // The pool's: those that are lent and watched, by age; and its free ones.
    Gear older;
    Gear newer;
    long watchedNs;

    Gear(TcpPartition tcp) {
        this.tcp = tcp;
        sendBuffer = new SendBuffer(tcp.sendMemory, 0);
        received = new ReceiveQueue(tcp.environment, tcp.held);
        retransmit = tcp.environment.newTimer(this, TcpTimers.RETRANSMIT);
        delayedAck = tcp.environment.newTimer(this, TcpTimers.DELAYED_ACK);
    }

    /// Where what comes out of order is kept.
    Reordering reordering() {
        if (reordering == null) {
            reordering = new Reordering(tcp.environment, tcp.held, 0);
        }
        return reordering;
    }

    /// Whether nothing is in it that its connection cannot do without.
    boolean isEmpty() {
        return sendBuffer.length() == 0
                && received.length() == 0
                && (reordering == null || reordering.isEmpty())
                && !retransmit.isScheduled()
                && !delayedAck.isScheduled();
    }

    @Override
    public void onTimer(Timer timer, long nowNs) {
        connection.onTimer(timer, nowNs);
    }
}
