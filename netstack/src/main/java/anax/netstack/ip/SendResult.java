package anax.netstack.ip;

/// What became of something that was to be sent. The numbers are answers of hot paths; [#explain] says what to do.
///
/// Owner: nobody; constants.
public final class SendResult {
    /// It is on its way, as far as this host can tell.
    public static final int OK = 0;

    /// No route leads there.
    public static final int NO_ROUTE = -1;

    /// It is longer than the datagram may be, or than the path's MTU where it must not be fragmented, or more
    /// segments than one send may have.
    public static final int TOO_LONG = -2;

    /// There was no packet left to put it into.
    public static final int NO_MEMORY = -3;

    /// There is no address of ours, that is in use, to send it from.
    public static final int NO_SOURCE = -4;

    /// A broadcast from a socket that was not allowed to.
    public static final int BROADCAST_REFUSED = -5;

    /// No destination was given, and the socket is not connected.
    public static final int NO_DESTINATION = -6;

    /// The port, or every port that could be chosen, is taken.
    public static final int PORT_IN_USE = -7;

    /// The socket is closed.
    public static final int CLOSED = -8;

    /// The CPU that owns the socket's state has not taken what this one gave it before.
    public static final int BUSY = -9;

    private SendResult() {}

    /// One sentence for a result other than [#OK].
    public static String explain(int result) {
        return switch (result) {
            case OK -> "sent";
            case NO_ROUTE -> "no route leads to the destination; add one, or an address on its network";
            case TOO_LONG ->
                "the datagram is longer than 65507 octets, or than the path's MTU and not to be fragmented, or is to be"
                        + " cut into more than 64 segments; send less";
            case NO_MEMORY -> "the packet pool of the CPU is used up; send less at once, or configure more slots";
            case NO_SOURCE ->
                "the interface to the destination has no IPv4 address in use, or the socket one that is not, or a"
                        + " loopback one; give it another, or wait until it is known to be this host's";
            case BROADCAST_REFUSED -> "the destination is a broadcast address; allow broadcast on the socket first";
            case NO_DESTINATION -> "the socket is not connected; give a destination, or connect it first";
            case PORT_IN_USE -> "the port, or every port of the ephemeral range, is taken; choose another one";
            case BUSY -> "the CPU that owns the socket has too much to send already; give way, and send again later";
            case CLOSED -> "the socket is closed; open another one";
            default -> throw new IllegalArgumentException(result + " is no result of sending");
        };
    }
}
