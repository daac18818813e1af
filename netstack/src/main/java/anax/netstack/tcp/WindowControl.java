package anax.netstack.tcp;

import anax.netstack.congestion.CongestionAlgorithm;
import anax.netstack.congestion.CongestionControl;
import anax.netstack.congestion.CongestionWindow;
import anax.netstack.congestion.RateSample;

/// What happens to congestion windows: each event goes to the connection's algorithm, with what was measured. When
/// something is lost, and what the window is while that is mended, says [LossRecovery].
///
/// Owner: one partition; what it keeps is in the connections. Allocates when a connection chooses another algorithm;
/// never blocks.
final class WindowControl {
    private final TcpPartition tcp;
    private final RateSample sample = new RateSample();

    WindowControl(TcpPartition tcp) {
        this.tcp = tcp;
    }

    /// A connection was opened.
    void begin(TcpConnection connection, long nowNs) {
        connection.ssthresh = CongestionWindow.NO_THRESHOLD;
        connection.cwnd = connection.initialWindow();
        connection.reducedUntil = connection.iss + 1; // ECE of a SYN's answer is no echo
        connection.windowUse.begin(nowNs);
        connection.congestion.onStart(connection, nowNs);
        tcp.pacing.begin(connection);
    }

    /// The user has chosen another algorithm, perhaps.
    void use(TcpConnection connection, CongestionAlgorithm algorithm) {
        if (connection.algorithm == algorithm) {
            return;
        }
        connection.algorithm = algorithm;
        connection.congestion = tcp.gears.create(algorithm, connection.options.congestionRules());
        if (connection.state.isSynchronized()) {
            connection.congestion.onStart(connection, tcp.environment.nowNs());
        }
    }

    /// New octets were acknowledged, which SND.UNA tells already: takes measurements, before anybody decides by
    /// them.
    ///
    /// @param delivered of what has reached the peer, in order or out of it, what was not known to have
    /// @param echoed    whether a congestion mark was echoed
    void measure(TcpConnection connection, int acknowledged, int delivered, boolean echoed, long nowNs) {
        connection.delivered += delivered;
        sample.begin(nowNs, acknowledged, connection.flight() + acknowledged)
                .marked(echoed)
                .lost(connection.lostLately);
        connection.lostLately = 0;
        connection.rate.onAcknowledged(connection.sndUna, connection.delivered, nowNs, sample);
        if (connection.isValidated()) {
            final WindowUse use = connection.windowUse;
            use.onAcknowledged(connection.delivered, connection.flight(), connection.cwnd, connection.srttNs(), nowNs);
            sample.windowUsed(isUsed(connection, sample.priorFlight()));
        }
        tcp.pacing.update(connection);
    }

    /// The window may grow by what [#measure] has measured: nothing is lost that is known.
    void onAcknowledged(TcpConnection connection) {
        final CongestionControl control = connection.congestion;
        if (!sample.isMarked() || control.ownsWindow()) {
            control.onAck(connection, sample);
        }
    }

    /// The same while a loss is being mended, which only those are told that set the window then, too.
    ///
    /// @return true if the algorithm has set the window, and the recovery must not
    boolean onRecovering(TcpConnection connection) {
        final boolean owns = connection.congestion.ownsWindow();
        if (owns) {
            connection.congestion.onAck(connection, sample);
        }
        return owns;
    }

    /// Octets were found to be lost.
    void onLost(TcpConnection connection, int octets) {
        connection.lostLately += octets;
    }

    /// A loss was noticed, the first in a window: sets the threshold. The window is the recovery's.
    void onLoss(TcpConnection connection, long nowNs) {
        remember(connection);
        cutUnused(connection, nowNs);
        connection.ssthresh = floored(connection, connection.congestion.onLoss(connection, nowNs));
        reduced(connection);
    }

    /// The retransmission timer has fired (RFC 5681, section 3.1): of a segment that is repeated again and again
    /// only the first time counts for the threshold.
    void onTimeout(TcpConnection connection, long nowNs) {
        if (connection.retransmissions == 1) {
            remember(connection);
            cutUnused(connection, nowNs);
            connection.ssthresh = floored(connection, connection.congestion.onTimeout(connection, nowNs));
        }
        connection.cwnd = connection.smss();
        reduced(connection);
    }

    /// What was taken for a loss was none: window and threshold as before (RFC 4015; RFC 9438, section 4.9).
    void onUndo(TcpConnection connection, long nowNs) {
        if (connection.priorCwnd == 0) {
            return;
        }
        connection.cwnd = Math.max(connection.cwnd, connection.priorCwnd);
        connection.ssthresh = connection.priorSsthresh;
        connection.priorCwnd = 0;
        connection.loss.reductionsUndone++;
        connection.congestion.onUndo(connection, nowNs);
    }

    /// The peer echoes a mark: as a loss, but nothing is sent again; once in a window (RFC 3168, section 6.1.2).
    void onEcho(TcpConnection connection, int ack, long nowNs) {
        connection.loss.marksEchoed++;
        if (connection.recovering || Seq.leq(ack, connection.reducedUntil)) {
            return;
        }
        connection.priorCwnd = 0; // a mark is never a mistake
        cutUnused(connection, nowNs);
        connection.ssthresh = floored(connection, connection.congestion.onMark(connection, nowNs));
        connection.cwnd = Math.min(connection.cwnd, connection.ssthresh);
        connection.loss.markReductions++;
        reduced(connection);
    }

    /// Something is to be sent: after a silence the network may have changed (RFC 5681, section 4.1; RFC 7661,
    /// section 4.4.3).
    void beforeSending(TcpConnection connection, long nowNs) {
        while (connection.isValidated() && connection.windowUse.isStale(connection.cwnd, nowNs)) {
            connection.ssthresh = Math.max(connection.ssthresh, connection.cwnd / 4 * 3);
            connection.cwnd = Math.min(connection.cwnd, Math.max(connection.cwnd / 2, connection.initialWindow()));
        }
        tcp.pacing.guard(connection, isInDoubt(connection, nowNs), nowNs);
        if (connection.flight() > 0 || connection.lastSentNs == 0 || connection.writtenEnd() == connection.sndNxt) {
            return;
        }
        final long idleNs = nowNs - connection.lastSentNs;
        if (idleNs > connection.roundTrip.rtoNs()) {
            if (!connection.isValidated()) {
                connection.cwnd = Math.min(connection.cwnd, connection.initialWindow());
            }
            connection.congestion.onRestart(connection, idleNs, nowNs);
        }
    }

    /// A pass of output is over.
    ///
    /// @param unsent octets that are left
    void afterSending(TcpConnection connection, int unsent) {
        final int flight = connection.sent != null ? connection.sent.pipe() : connection.flight();
        final boolean room = flight + connection.smss() <= connection.cwnd;
        connection.windowUse.limited = unsent > 0 && !room && connection.cwnd <= connection.sndWnd;
        if (unsent == 0 && room) {
            connection.rate.limited(connection.delivered, flight);
        }
    }

    /// Only a window that is full may grow; in slow start one of which half was under way counts as that, because
    /// it doubles in each round trip.
    private static boolean isUsed(TcpConnection connection, int priorFlight) {
        return connection.windowUse.limited || (connection.isSlowStart() && connection.cwnd < 2L * priorFlight);
    }

    /// Whether more than an initial window could go by a window that was not used lately. While a loss is mended
    /// the acknowledgments pace what goes.
    private static boolean isInDoubt(TcpConnection connection, long nowNs) {
        return connection.cwnd > connection.initialWindow()
                && connection.isValidated()
                && !connection.recovering
                && !connection.loss.afterTimeout
                && !connection.windowUse.isUsed(connection.cwnd, nowNs);
    }

    /// A loss counts from what was used of the window (RFC 7661, section 4.4.1).
    private void cutUnused(TcpConnection connection, long nowNs) {
        if (connection.isValidated() && !connection.windowUse.isUsed(connection.cwnd, nowNs)) {
            final int used = Math.max(connection.windowUse.pipeAck(nowNs), connection.flight());
            connection.cwnd = Math.max(connection.smss(), Math.min(connection.cwnd, used));
        }
    }

    private static int floored(TcpConnection connection, int threshold) {
        return Math.max(threshold, 2 * connection.smss());
    }

    private static void remember(TcpConnection connection) {
        connection.priorCwnd = connection.cwnd;
        connection.priorSsthresh = connection.ssthresh;
    }

    /// Marks on what is under way are for the window before; and the peer must learn that there is a smaller one
    /// (RFC 3168, section 6.1.2).
    private static void reduced(TcpConnection connection) {
        connection.reducedUntil = connection.sndNxt;
        connection.tellsReduction = connection.ecn;
    }
}
