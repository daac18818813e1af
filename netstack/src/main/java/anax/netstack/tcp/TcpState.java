package anax.netstack.tcp;

/// The state of a connection (RFC 9293, section 3.3.2).
///
/// Owner: nobody, it never changes.
public enum TcpState {
    /// There is no connection.
    CLOSED,

    /// Waits for anybody's SYN.
    LISTEN,

    /// Has sent a SYN and waits for one.
    SYN_SENT,

    /// Has got a SYN and sent one, and waits for its acknowledgment.
    SYN_RECEIVED,

    /// Data goes both ways.
    ESTABLISHED,

    /// Has a FIN to send, or sent it, and waits for its acknowledgment or for the peer's.
    FIN_WAIT_1,

    /// Its FIN was acknowledged; waits for the peer's.
    FIN_WAIT_2,

    /// Has got the peer's FIN; its own user has more to send perhaps.
    CLOSE_WAIT,

    /// Both have sent a FIN; waits for the acknowledgment of its own.
    CLOSING,

    /// Has got the peer's FIN and sent its own; waits for its acknowledgment.
    LAST_ACK,

    /// All is done; waits until nothing of the connection can be under way any more.
    TIME_WAIT;

    /// Whether both ends know where the other's numbers begin.
    public boolean isSynchronized() {
        return compareTo(ESTABLISHED) >= 0;
    }

    /// Whether its user may still hand it data.
    public boolean takesData() {
        return this == ESTABLISHED || this == CLOSE_WAIT || this == SYN_SENT || this == SYN_RECEIVED;
    }

    /// Whether the peer may still send data.
    public boolean isOpenForPeer() {
        return this == ESTABLISHED || this == FIN_WAIT_1 || this == FIN_WAIT_2 || this == SYN_RECEIVED;
    }

    /// Whether data may be sent, be it for the first time or again.
    boolean sendsData() {
        return switch (this) {
            case ESTABLISHED, CLOSE_WAIT, FIN_WAIT_1, CLOSING, LAST_ACK -> true;
            case CLOSED, LISTEN, SYN_SENT, SYN_RECEIVED, FIN_WAIT_2, TIME_WAIT -> false;
        };
    }
}
