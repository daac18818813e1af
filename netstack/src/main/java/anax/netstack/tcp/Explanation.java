package anax.netstack.tcp;

/// Says in words why a connection sends nothing just now, or what it waits for.
///
/// Owner: that of the connection. Allocates the words; for people, not for programs. Never blocks.
final class Explanation {
    private static final long NS_PER_MS = 1_000_000;

    private final TcpConnection connection;
    private final long nowNs;

    private Explanation(TcpConnection connection, long nowNs) {
        this.connection = connection;
        this.nowNs = nowNs;
    }

    /// One sentence.
    static String of(TcpConnection connection, long nowNs) {
        return new Explanation(connection, nowNs).sentence();
    }

    private String sentence() {
        if (connection.tcp.ip.isWaitingForNeighbor(connection.remote)) {
            return "neighbour: what was sent waits, because the next host on the way has not said its address";
        }
        return switch (connection.state) {
            case CLOSED, LISTEN -> "closed: there is no connection any more";
            case SYN_SENT, SYN_RECEIVED ->
                "opening: the peer has not answered the SYN"
                        + (connection.retransmissions > 0 ? ", sent again %s".formatted(times()) : "");
            case TIME_WAIT -> "waiting for stragglers: both sides have closed";
            default -> sending();
        };
    }

    private String sending() {
        final int unsent = connection.writtenEnd() - connection.sndAgain;
        if (connection.mode == TcpConnection.PERSIST) {
            return "peer's window: closed, with %d octets to send; probed %d times, and again within %s"
                    .formatted(connection.sendBuffer.length(), connection.unansweredProbes, rto());
        }
        if (connection.retransmissions > 0) {
            return "recovery: the time-out has come %s, the next one after %s; window %d of %d octets under way"
                    .formatted(times(), rto(), connection.cwnd, connection.flight());
        }
        if (unsent <= 0) {
            return nothingUnsent();
        }
        if (connection.pacer != null && connection.pacer.waits) {
            final String why = connection.options.isPacing() ? "pacing" : "pacing after a pause";
            return "%s: %d octets wait, %d a second go, the next in %d us"
                    .formatted(
                            why,
                            unsent,
                            connection.pacer.rate(),
                            Math.max(0, connection.pacer.dueNs() - nowNs) / 1_000);
        }
        return held(unsent);
    }

    private String nothingUnsent() {
        if (connection.flight() > 0) {
            return connection.finSent
                    ? "closing: all is sent, the FIN too; the peer has still to acknowledge it"
                    : "application: all that was written is sent, %d octets are under way"
                            .formatted(connection.flight());
        }
        return connection.finSent
                ? "closed for sending: the peer has all, the FIN too"
                : "application: all that was written is acknowledged";
    }

    /// Which window, or which rule about short segments.
    private String held(int unsent) {
        final int flight = connection.sndAgain - connection.sndUna;
        final int usable = Math.min(connection.sndWnd, connection.cwnd) - flight;
        if (usable < Math.min(unsent, connection.smss())) {
            return connection.cwnd < connection.sndWnd ? byCongestion(unsent) : byPeer(unsent);
        }
        if (connection.options.isCorked()) {
            return "cork: %d octets are less than a segment, and wait for more for 200 ms".formatted(unsent);
        }
        if (unsent < connection.smss() && connection.flight() > 0 && !connection.options.isNoDelay()) {
            return "Nagle: %d octets are less than a segment, and wait until %d are acknowledged"
                    .formatted(unsent, connection.flight());
        }
        return "memory: %d octets may go and have found no packet; tried again within 200 ms".formatted(unsent);
    }

    private String byCongestion(int unsent) {
        if (connection.recovering) {
            return "recovery: a loss is being mended; %d octets wait, window %d, %d under way"
                    .formatted(unsent, connection.cwnd, connection.flight());
        }
        return "congestion window: %d octets wait, window %d (%s, %s), %d under way, round trip %s"
                .formatted(
                        unsent,
                        connection.cwnd,
                        connection.algorithm.id(),
                        connection.congestion.phase(connection),
                        connection.flight(),
                        milliseconds(connection.srttNs()));
    }

    private String byPeer(int unsent) {
        return "peer's window: %d octets wait, it takes %d, %d are under way"
                .formatted(unsent, connection.sndWnd, connection.flight());
    }

    private String times() {
        return connection.retransmissions == 1 ? "once" : connection.retransmissions + " times";
    }

    private String rto() {
        return milliseconds(connection.roundTrip.rtoNs() << Math.min(16, connection.persistBackoff));
    }

    private static String milliseconds(long ns) {
        return ns / NS_PER_MS + " ms";
    }
}
