package anax.netstack.socket;

import anax.netstack.tcp.TcpResult;

/// What a TCP socket could not do, with the connection that it is about and the cause.
///
/// Owner: whoever caught it. Each cause that a program may want to tell from others is a class of its own.
public abstract sealed class TcpException extends SocketException {
    private static final long serialVersionUID = 1L;

    private final int result;

    private TcpException(String what, int result) {
        super(what + ": " + TcpResult.explain(result) + " (" + TcpResult.errnoName(result) + ")");
        this.result = result;
    }

    /// The cause: a constant of [TcpResult].
    public int result() {
        return result;
    }

    /// The name that POSIX has for the cause.
    public String errnoName() {
        return TcpResult.errnoName(result);
    }

    /// Makes the exception for a result.
    ///
    /// @param what   the connection, or what was tried
    /// @param result a negative constant of [TcpResult]
    /// @throws IllegalStateException if the result says that the call made no sense
    static TcpException of(String what, int result) {
        return switch (result) {
            case TcpResult.REFUSED -> new Refused(what);
            case TcpResult.RESET -> new Reset(what);
            case TcpResult.TIMED_OUT -> new TimedOut(what);
            case TcpResult.UNREACHABLE -> new Unreachable(what);
            case TcpResult.IN_USE -> new AddressInUse(what);
            case TcpResult.NO_SUCH_ADDRESS -> new NoSuchAddress(what);
            case TcpResult.CLOSED -> new Closed(what);
            case TcpResult.PIPE -> new Shut(what);
            case TcpResult.NO_BUFFER -> new NoBuffer(what);
            default ->
                throw new IllegalStateException(
                        what + ": " + TcpResult.explain(result) + " (" + TcpResult.errnoName(result) + ")");
        };
    }

    /// Nobody listens there. Owner: whoever caught it.
    public static final class Refused extends TcpException {
        private static final long serialVersionUID = 1L;

        private Refused(String what) {
            super(what, TcpResult.REFUSED);
        }
    }

    /// The peer has reset the connection. Owner: whoever caught it.
    public static final class Reset extends TcpException {
        private static final long serialVersionUID = 1L;

        private Reset(String what) {
            super(what, TcpResult.RESET);
        }
    }

    /// The peer has not answered for too long. Owner: whoever caught it.
    public static final class TimedOut extends TcpException {
        private static final long serialVersionUID = 1L;

        private TimedOut(String what) {
            super(what, TcpResult.TIMED_OUT);
        }
    }

    /// There is no way to the peer. Owner: whoever caught it.
    public static final class Unreachable extends TcpException {
        private static final long serialVersionUID = 1L;

        private Unreachable(String what) {
            super(what, TcpResult.UNREACHABLE);
        }
    }

    /// The address and port, or all ports to a peer, are somebody else's. Owner: whoever caught it.
    public static final class AddressInUse extends TcpException {
        private static final long serialVersionUID = 1L;

        private AddressInUse(String what) {
            super(what, TcpResult.IN_USE);
        }
    }

    /// The address is none of this host's. Owner: whoever caught it.
    public static final class NoSuchAddress extends TcpException {
        private static final long serialVersionUID = 1L;

        private NoSuchAddress(String what) {
            super(what, TcpResult.NO_SUCH_ADDRESS);
        }
    }

    /// The socket was closed from this side. Owner: whoever caught it.
    public static final class Closed extends TcpException {
        private static final long serialVersionUID = 1L;

        private Closed(String what) {
            super(what, TcpResult.CLOSED);
        }
    }

    /// This side has said that it sends no more, or the connection has come to its end. Owner: whoever caught it.
    public static final class Shut extends TcpException {
        private static final long serialVersionUID = 1L;

        private Shut(String what) {
            super(what, TcpResult.PIPE);
        }
    }

    /// The partition has no room for one more connection. Owner: whoever caught it.
    public static final class NoBuffer extends TcpException {
        private static final long serialVersionUID = 1L;

        private NoBuffer(String what) {
            super(what, TcpResult.NO_BUFFER);
        }
    }
}
