package anax.netstack.tcp;

/// Spreads what connections send over the round trip, for those that want it: so many octets a second as their
/// algorithm says, or as fill the window in a round trip, with something over, so that the window can grow.
///
/// Owner: one partition; what it keeps is in the connections. Allocates when a connection wants it. Never blocks.
///
/// A window that was not used lately is spread too, but for an initial window of it, as long as it is not filled: it
/// tells little of the way as it is now (RFC 7661, section 4.4.2).
///
/// Segments that recovery sends again one by one are not held back: the acknowledgments that ask for them pace them.
final class Pacing {
    private static final double NS_PER_SECOND = 1e9;

    /// How much faster than a window in a round trip: in slow start the window doubles in that time.
    private static final double IN_SLOW_START = 2;

    private static final double IN_AVOIDANCE = 1.2;

    private final TcpPartition tcp;

    Pacing(TcpPartition tcp) {
        this.tcp = tcp;
    }

    /// A connection was opened, or its user has chosen otherwise.
    void begin(TcpConnection connection) {
        if (!connection.options.isPacing()) {
            if (connection.pacer != null) {
                connection.pacer.waits = false;
                connection.pacer.rate(0);
            }
        } else if (connection.pacer == null) {
            connection.pacer = new Pacer(tcp.environment.newTimer(connection, TcpTimers.PACE), tcp.environment.nowNs());
        }
        update(connection);
    }

    /// The window or the round-trip time has changed.
    void update(TcpConnection connection) {
        if (connection.pacer != null && connection.options.isPacing()) {
            final long wanted = connection.congestion.pacingRate(connection);
            connection.pacer.rate(wanted > 0 ? wanted : fillingRate(connection));
        }
    }

    /// Something is to be sent: a window that is in doubt is spread. On ways of which a round trip is shorter
    /// than what goes at once anyway there is nothing to spread.
    ///
    /// @param doubtful whether the window was not used lately
    void guard(TcpConnection connection, boolean doubtful, long nowNs) {
        if (connection.options.isPacing()) {
            return;
        }
        if (doubtful && connection.srttNs() > Pacer.BURST_NS) {
            if (connection.pacer == null) {
                connection.pacer = new Pacer(tcp.environment.newTimer(connection, TcpTimers.PACE), nowNs);
            }
            final long rate = Math.max(1, (long) (connection.cwnd * NS_PER_SECOND / connection.srttNs()));
            connection.pacer.rate(rate, connection.initialWindow(), nowNs);
        } else if (connection.pacer != null) {
            connection.pacer.rate(0);
            stop(connection);
        }
    }

    /// Whether a connection's segments go one by one, because each may have to wait.
    boolean isOn(TcpConnection connection) {
        return connection.pacer != null && connection.pacer.rate() > 0;
    }

    /// Whether a connection has to wait before it sends more: then a timer has it go on.
    boolean holdsBack(TcpConnection connection, long nowNs) {
        final Pacer pacer = connection.pacer;
        if (pacer == null || pacer.isDue(nowNs)) {
            return false;
        }
        if (!pacer.waits) {
            pacer.waits = true;
            tcp.environment.schedule(pacer.timer, pacer.dueNs());
        }
        return true;
    }

    /// Whether octets wait for their time.
    boolean isWaiting(TcpConnection connection) {
        return connection.pacer != null && connection.pacer.waits;
    }

    /// Octets were sent.
    void onSent(TcpConnection connection, int octets, long nowNs) {
        if (connection.pacer != null) {
            connection.pacer.onSent(octets, nowNs);
        }
    }

    /// The timer has fired.
    void onTimer(TcpConnection connection, long nowNs) {
        connection.pacer.waits = false;
        tcp.output.pass(connection, nowNs);
    }

    /// No timer of the connection fires any more.
    void stop(TcpConnection connection) {
        if (connection.pacer != null && connection.pacer.waits) {
            connection.pacer.waits = false;
            tcp.environment.cancel(connection.pacer.timer);
        }
    }

    private static long fillingRate(TcpConnection connection) {
        final long srttNs = connection.srttNs();
        if (srttNs == 0) {
            return 0;
        }
        final double gain = connection.isSlowStart() ? IN_SLOW_START : IN_AVOIDANCE;
        return Math.max(1, (long) (gain * connection.cwnd * NS_PER_SECOND / srttNs));
    }
}
