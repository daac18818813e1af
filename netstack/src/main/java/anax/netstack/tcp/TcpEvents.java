package anax.netstack.tcp;

/// Who learns that an endpoint has become ready for something.
///
/// Owner: that of the endpoint. Called at the end of the batch in which it happened, once for all of what happened in
/// it; what it does to endpoints is done in the same batch. Must neither block nor throw.
@FunctionalInterface
public interface TcpEvents {
    /// There is something to read.
    int READABLE = 1;

    /// There is room for octets again.
    int WRITABLE = 1 << 1;

    /// A connection can be accepted.
    int ACCEPTABLE = 1 << 2;

    /// The connection was opened.
    int CONNECTED = 1 << 3;

    /// The peer sends no more.
    int PEER_CLOSED = 1 << 4;

    /// The connection is gone; [TcpEndpoint#takeError] says why.
    int ERROR = 1 << 5;

    /// The peer has urgent octets on their way, or here.
    int URGENT = 1 << 6;

    /// Something stands in the way of the connection, which goes on all the same: [TcpEndpoint#softError] says
    /// what (RFC 9293, section 3.9.1.8).
    int SOFT_ERROR = 1 << 7;

    /// Nobody learns.
    TcpEvents SILENT = (endpoint, events) -> {};

    /// The constants of what happened, joined.
    void onEvents(TcpEndpoint endpoint, int events);
}
