package anax.netstack.tcp;

import anax.netstack.congestion.CongestionAlgorithm;
import anax.netstack.congestion.CongestionConfig;
import anax.netstack.congestion.CongestionControl;
import anax.runtime.timer.Timer;
import anax.runtime.timer.TimerHandler;

/// Lends connections their [Gear] when they have something to do, and takes it back from those that have been silent
/// for [#SILENCE_NS]: until then going on costs nothing, and what it costs is not paid for each exchange.
///
/// Owner: one partition. Allocates when more connections have something to do than ever before. Never blocks. Bound:
/// that of connections; of the gear that comes back [#MOST_FREE] are kept, and more are left to the collector.
///
/// A silent connection keeps of its gear a few numbers, and two parts if they know something of the way that new ones
/// would have to learn: what recovery remembers of losses, and its congestion control. What has waited to be read,
/// or for an acknowledgment, is never taken away: such a connection is looked at again when it does something.
final class GearPool implements TimerHandler {
    /// After so long a time connections are silent.
    static final long SILENCE_NS = 1_000_000_000;

    /// The most gear that is kept without a connection.
    static final int MOST_FREE = 4_096;

    /// So many are looked at at once; further ones when the timer fires again, which is then due.
    private static final int MOST_AT_ONCE = 256;

    private final TcpPartition tcp;
    private final Timer timer;
    private final CongestionConfig choices;
    private final SendBuffer nothingSent;
    private final ReceiveQueue nothingReceived;
    private Gear oldest; // of those that are watched
    private Gear newest;
    private Gear free; // linked by `newer`
    private int freeCount;
    private int lent;
    private boolean choicesChanged; // then controls are no longer all alike

    GearPool(TcpPartition tcp) {
        this.tcp = tcp;
        timer = tcp.environment.newTimer(this, 0);
        choices = tcp.config.congestion();
        nothingSent = new SendBuffer(tcp.sendMemory, 0);
        nothingReceived = new ReceiveQueue(tcp.environment, tcp.held);
    }

    /// How many connections have gear.
    int lent() {
        return lent;
    }

    /// Gives a connection its gear, if it has none, and watches it from now on.
    void lend(TcpConnection connection) {
        final long nowNs = tcp.environment.nowNs();
        if (connection.gear == null) {
            fit(take(), connection, nowNs);
        }
        assert !connection.awake : "a connection is watched that was watched already";
        connection.awake = true;
        link(connection.gear, nowNs);
        if (!timer.isScheduled()) {
            tcp.environment.schedule(timer, nowNs + SILENCE_NS);
        }
    }

    /// Makes what controls the congestion of a connection.
    CongestionControl create(CongestionAlgorithm algorithm, CongestionConfig rules) {
        choicesChanged |= rules != choices;
        return algorithm.create(rules);
    }

    /// Takes the gear of a connection that is over, or that was only looked at.
    void takeBack(TcpConnection connection) {
        final Gear gear = connection.gear;
        if (gear == null || !gear.isEmpty()) {
            return;
        }
        if (connection.awake) {
            unlink(gear);
            connection.awake = false;
        }
        strip(gear, connection);
        putBack(gear);
    }

    /// Looks who has been silent.
    @Override
    public void onTimer(Timer fired, long nowNs) {
        for (int seen = 0; oldest != null && seen < MOST_AT_ONCE; seen++) {
            final Gear gear = oldest;
            if (nowNs - gear.watchedNs < SILENCE_NS) {
                break;
            }
            final TcpConnection connection = gear.connection;
            if (isBusy(connection, nowNs)) {
                unlink(gear);
                link(gear, nowNs);
            } else if (isSilent(connection)) {
                takeBack(connection);
            } else {
                unlink(gear); // it wakes by what it waits for
                connection.awake = false;
            }
        }
        if (oldest != null) {
            final long leftNs = oldest.watchedNs + SILENCE_NS - nowNs; // clocks may pass their end
            tcp.environment.schedule(timer, nowNs + Math.max(0, leftNs));
        }
    }

    /// Whether it has done something lately, or what it did lately still counts.
    private static boolean isBusy(TcpConnection connection, long nowNs) {
        return connection.state.isSynchronized()
                && (nowNs - connection.lastReceivedNs < SILENCE_NS
                        || (connection.lastSentNs != 0 && nowNs - connection.lastSentNs < SILENCE_NS)
                        || !connection.windowUse.isSettled(nowNs));
    }

    private static boolean isSilent(TcpConnection connection) {
        return connection.gear.isEmpty()
                && connection.flight() == 0
                && connection.sent == null
                && !connection.recovering
                && (connection.state.isSynchronized() || connection.state == TcpState.CLOSED);
    }

    private void fit(Gear gear, TcpConnection connection, long nowNs) {
        lent++;
        gear.connection = connection;
        connection.gear = gear;
        connection.sendBuffer = gear.sendBuffer;
        connection.sendBuffer.bound(connection.options.sendBuffer());
        connection.received = gear.received;
        connection.retransmit = gear.retransmit;
        connection.delayedAck = gear.delayedAck;
        connection.rate = gear.rate;
        connection.rate.resume(
                connection.keptRate, connection.keptRateLimited, connection.keptLimits, connection.delivered);
        connection.windowUse = gear.windowUse;
        connection.windowUse.resume(
                connection.keptUsedNs, connection.keptRounds, connection.keptMeasured, connection.delivered, nowNs);
        if (connection.loss == null) {
            connection.loss = gear.loss == null ? new RecoveryState() : gear.loss;
            gear.loss = null;
            connection.loss.resume(connection);
        }
        if (connection.congestion == null) {
            fitCongestion(gear, connection, nowNs);
        }
    }

    private void fitCongestion(Gear gear, TcpConnection connection, long nowNs) {
        if (gear.congestion != null && gear.algorithm == connection.algorithm && !choicesChanged) {
            connection.congestion = gear.congestion;
            gear.congestion = null;
        } else {
            connection.congestion = create(connection.algorithm, connection.options.congestionRules());
        }
        if (connection.cwnd > 0) {
            connection.congestion.onStart(connection, nowNs);
        }
    }

    private void strip(Gear gear, TcpConnection connection) {
        lent--;
        gear.connection = null;
        connection.gear = null;
        connection.sendBuffer = nothingSent;
        connection.received = nothingReceived;
        connection.reordering = Reordering.NONE;
        connection.retransmit = null;
        connection.delayedAck = null;
        connection.keptRate = connection.rate.rate();
        connection.keptRateLimited = connection.rate.isRateLimited();
        connection.keptLimits = connection.rate.limits();
        connection.rate = null;
        connection.keptUsedNs = connection.windowUse.usedNs();
        connection.keptRounds = connection.windowUse.hasRounds();
        connection.keptMeasured = connection.windowUse.isMeasured();
        connection.windowUse = null;
        if (connection.loss.isForgettable()) {
            connection.keptLeastNs = connection.loss.leastRttNs;
            connection.loss.reset();
            gear.loss = connection.loss;
            connection.loss = null;
        }
        if (connection.congestion.isInterchangeable()) {
            gear.congestion = connection.congestion;
            gear.algorithm = connection.algorithm;
            connection.congestion = null;
        }
    }

    private Gear take() {
        if (free == null) {
            return new Gear(tcp);
        }
        final Gear taken = free;
        free = taken.newer;
        taken.newer = null;
        freeCount--;
        return taken;
    }

    private void putBack(Gear gear) {
        if (freeCount < MOST_FREE) {
            gear.newer = free;
            free = gear;
            freeCount++;
        }
    }

    private void link(Gear gear, long nowNs) {
        gear.watchedNs = nowNs;
        gear.newer = null;
        gear.older = newest;
        if (newest == null) {
            oldest = gear;
        } else {
            newest.newer = gear;
        }
        newest = gear;
    }

    private void unlink(Gear gear) {
        if (gear.older == null) {
            oldest = gear.newer;
        } else {
            gear.older.newer = gear.newer;
        }
        if (gear.newer == null) {
            newest = gear.older;
        } else {
            gear.newer.older = gear.older;
        }
        gear.older = null;
        gear.newer = null;
    }
}
