package anax.netstack.tcp;

/// What a call of [TcpEndpoint] answers where it has no count to answer: negative numbers.
///
/// Owner: nobody; constants.
public final class TcpResult {
    /// Done.
    public static final int OK = 0;

    /// Nothing can be done now; an event tells when to try again.
    public static final int WOULD_BLOCK = -1;

    /// The connection is being opened; [TcpEvents#CONNECTED] or [TcpEvents#ERROR] follows.
    public static final int IN_PROGRESS = -2;

    /// The connection is being opened already.
    public static final int ALREADY = -3;

    /// There is no connection.
    public static final int NOT_CONNECTED = -4;

    /// There is a connection already.
    public static final int ALREADY_CONNECTED = -5;

    /// The address and port, or the connection between them, is somebody else's.
    public static final int IN_USE = -6;

    /// The address is none of this host's.
    public static final int NO_SUCH_ADDRESS = -7;

    /// Nobody listens there.
    public static final int REFUSED = -8;

    /// The peer has reset the connection.
    public static final int RESET = -9;

    /// The peer has not answered for too long.
    public static final int TIMED_OUT = -10;

    /// There is no way to the peer.
    public static final int UNREACHABLE = -11;

    /// The endpoint was closed.
    public static final int CLOSED = -12;

    /// This side has said that it sends no more, or the connection is gone.
    public static final int PIPE = -13;

    /// The call makes no sense in this state, or a value is out of its range.
    public static final int INVALID = -14;

    /// The partition's memory stands at its bound; try again later.
    public static final int NO_BUFFER = -15;

    /// The connection was given up before it was accepted.
    public static final int ABORTED = -16;

    /// The endpoint cannot do this: accept where nothing listens, for instance.
    public static final int NOT_SUPPORTED = -17;

    /// The address is of a version of IP that is not spoken here.
    public static final int WRONG_FAMILY = -18;

    private static final String[] ERRNOS = {
        "0",
        "EAGAIN",
        "EINPROGRESS",
        "EALREADY",
        "ENOTCONN",
        "EISCONN",
        "EADDRINUSE",
        "EADDRNOTAVAIL",
        "ECONNREFUSED",
        "ECONNRESET",
        "ETIMEDOUT",
        "EHOSTUNREACH",
        "EBADF",
        "EPIPE",
        "EINVAL",
        "ENOBUFS",
        "ECONNABORTED",
        "EOPNOTSUPP",
        "EAFNOSUPPORT"
    };

    private static final String[] SENTENCES = {
        "done",
        "nothing can be done now; wait for an event",
        "the connection is being opened; wait for an event",
        "the connection is being opened already; wait for an event",
        "there is no connection; connect first",
        "there is a connection already; use another endpoint",
        "the address and port are in use; choose another port",
        "the address is none of this host's; use one of its own, or any",
        "nobody listens at that address and port",
        "the peer has reset the connection",
        "the peer has not answered for too long",
        "there is no way to the peer; look at routes and addresses",
        "the endpoint is closed; open another one",
        "this side of the connection is shut; nothing more can be sent",
        "the call makes no sense in this state, or a value is out of its range",
        "the partition's memory for unsent octets is used up; try again later",
        "the connection was given up before it was accepted",
        "the endpoint cannot do this in its state",
        "the address is of a version of IP that is not spoken here; use IPv4"
    };

    private TcpResult() {}

    /// The name that POSIX has for a result.
    ///
    /// @throws IllegalArgumentException if it is none of those that stand here
    public static String errnoName(int result) {
        return ERRNOS[index(result)];
    }

    /// One sentence for a result.
    ///
    /// @throws IllegalArgumentException if it is none of those that stand here
    public static String explain(int result) {
        return SENTENCES[index(result)];
    }

    private static int index(int result) {
        if (result > 0 || -result >= ERRNOS.length) {
            throw new IllegalArgumentException(result + " is no result of TCP; they are 0 to " + (1 - ERRNOS.length));
        }
        return -result;
    }
}
