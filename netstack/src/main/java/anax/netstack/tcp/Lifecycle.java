package anax.netstack.tcp;

/// The great steps of a connection's life: it is opened, its peer's end or its own closes, it waits for stragglers,
/// it is gone.
///
/// Owner: one partition; what it keeps is in the connections. Never blocks.
final class Lifecycle {
    private static final int MOST_IN_FIELD = 65_535;

    private final TcpPartition tcp;

    Lifecycle(TcpPartition tcp) {
        this.tcp = tcp;
    }

    /// The handshake is done (RFC 9293, section 3.10.7.4, fifth).
    void establish(TcpConnection connection, long nowNs) {
        connection.state = TcpState.ESTABLISHED;
        connection.retransmissions = 0;
        connection.softError = 0;
        connection.pathMss = tcp.writer.pathMss(connection.remote);
        if (tcp.config.buffers().receiveInSegments()) {
            roundReceiveBuffer(connection);
        }
        connection.roundTrip.afterSyn(connection.synRepeated);
        tcp.recovery.begin(connection);
        tcp.congestion.begin(connection, nowNs);
        tcp.tuning.begin(connection, nowNs);
        tcp.timers.stopRetransmission(connection);
        tcp.timers.startKeepalive(connection, nowNs);
        tcp.counters.established++;
        if (connection.listener != null) {
            connection.listener.offer(connection);
        } else {
            connection.raise(TcpEvents.CONNECTED | TcpEvents.WRITABLE);
        }
        if (connection.finWanted) {
            connection.state = TcpState.FIN_WAIT_1; // its user has closed it already
        }
        tcp.output.want(connection);
    }

    /// A window of whole segments leaves the peer no rest that is worth no segment.
    private static void roundReceiveBuffer(TcpConnection connection) {
        final int segment = Math.min(connection.peerMss, connection.pathMss);
        if (connection.rcvBound > segment) {
            connection.rcvBound = (connection.rcvBound + segment - 1) / segment * segment;
            final int announced = Math.min(MOST_IN_FIELD, connection.rcvBound >> connection.rcvScale);
            connection.rcvAdv = connection.rcvNxt + (announced << connection.rcvScale);
        }
    }

    /// Its user sends no more: a FIN goes behind what is written (RFC 9293, section 3.10.4).
    void shutOutput(TcpConnection connection) {
        connection.finWanted = true;
        connection.state = switch (connection.state) {
            case ESTABLISHED -> TcpState.FIN_WAIT_1;
            case CLOSE_WAIT -> TcpState.LAST_ACK;
            default -> connection.state; // a SYN that is under way comes first
        };
        tcp.output.want(connection);
    }

    /// The peer's FIN came, and all before it (section 3.10.7.4, eighth).
    void peerClosed(TcpConnection connection, long nowNs) {
        connection.finReceived = true;
        switch (connection.state) {
            case SYN_RECEIVED, ESTABLISHED -> connection.state = TcpState.CLOSE_WAIT;
            case FIN_WAIT_1 -> {
                if (connection.isFinAcknowledged()) {
                    enterTimeWait(connection, nowNs);
                } else {
                    connection.state = TcpState.CLOSING;
                }
            }
            case FIN_WAIT_2 -> enterTimeWait(connection, nowNs);
            default -> {}
        }
        connection.raise(TcpEvents.PEER_CLOSED | TcpEvents.READABLE);
    }

    /// Our FIN was acknowledged.
    void finAcknowledged(TcpConnection connection, long nowNs) {
        switch (connection.state) {
            case FIN_WAIT_1 -> {
                connection.state = TcpState.FIN_WAIT_2;
                if (connection.endpoint == null) {
                    tcp.timers.startFinWait2(connection, nowNs);
                }
            }
            case CLOSING -> enterTimeWait(connection, nowNs);
            case LAST_ACK -> close(connection);
            default -> {}
        }
    }

    /// The connection is no more, as it should be.
    void close(TcpConnection connection) {
        release(connection);
        connection.raise(TcpEvents.WRITABLE | TcpEvents.READABLE);
    }

    /// The connection is no more, for a reason that its user should know.
    void fail(TcpConnection connection, int reason) {
        if (!connection.state.isSynchronized()) {
            tcp.counters.attemptsFailed++;
        }
        release(connection);
        final TcpEndpoint endpoint = connection.endpoint;
        if (endpoint != null) {
            endpoint.fail(reason);
        }
    }

    /// The user gives it up (section 3.10.5): the peer is told, if it knows of the connection.
    void abort(TcpConnection connection) {
        switch (connection.state) {
            case SYN_RECEIVED, ESTABLISHED, FIN_WAIT_1, FIN_WAIT_2, CLOSE_WAIT -> tcp.output.reset(connection);
            default -> {} // the peer has the FIN, or its acknowledgment, to end with
        }
        connection.received.clear();
        if (connection.state != TcpState.CLOSED) {
            release(connection);
        }
    }

    /// All that is left is to answer what comes too late: a small object does that.
    private void enterTimeWait(TcpConnection connection, long nowNs) {
        tcp.sockets.remove(connection);
        tcp.timers.stop(connection);
        connection.sendBuffer.clear();
        connection.reordering.clear();
        tcp.giveBack(connection);
        connection.state = TcpState.TIME_WAIT;
        tcp.timeWaits.add(connection, nowNs);
        tcp.output.want(connection); // for the last time, with which its gear goes back
    }

    private void release(TcpConnection connection) {
        if (connection.state != TcpState.TIME_WAIT) {
            tcp.sockets.remove(connection);
        }
        tcp.timers.stop(connection);
        connection.bufferSeq = connection.writtenEnd();
        connection.sendBuffer.clear();
        connection.reordering.clear();
        tcp.giveBack(connection);
        connection.state = TcpState.CLOSED;
        tcp.output.want(connection); // for the last time, with which its gear goes back
        if (connection.endpoint == null) {
            connection.received.clear();
        }
    }
}
