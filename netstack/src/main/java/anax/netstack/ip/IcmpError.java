package anax.netstack.ip;

import anax.netstack.wire.IcmpHeader;

/// What an ICMP error means for the socket that it is about (RFC 1122, section 4.1.3.3; RFC 5461).
///
/// Owner: nobody, it never changes.
public enum IcmpError {
    /// Nobody has the port, or the protocol, over there.
    REFUSED(true),

    /// No way to the network or host, perhaps for a while.
    UNREACHABLE(false),

    /// A router or the host will not have it.
    PROHIBITED(false),

    /// A datagram was too long for a link on the way; the path's MTU was noted.
    TOO_LONG(false),

    /// A router or the host found the header wrong.
    PROTOCOL(false),

    /// Its time to live ran out, or that of its fragments.
    TIME_EXCEEDED(false),

    /// It went on, but another router would have been nearer: no socket is told of that.
    REDIRECTED(false);

    private static final int LAST_REDIRECT = 3;
    private static final int HOST_PROHIBITED = 10;
    private static final int NET_PROHIBITED = 9;

    private final boolean hard;

    IcmpError(boolean hard) {
        this.hard = hard;
    }

    /// True if a connection should not wait for it to pass: unreachable with codes 2 to 4, of which 4 is dealt
    /// with by a shorter path MTU, and nothing else (RFC 1122, section 4.2.3.9).
    public boolean isHard() {
        return hard;
    }

    /// True if the datagram was lost.
    public boolean isLoss() {
        return this != REDIRECTED;
    }

    /// What a type and code mean; null if they are no error for a socket.
    public static IcmpError of(int type, int code) {
        return switch (type) {
            case IcmpHeader.UNREACHABLE -> ofUnreachable(code);
            case IcmpHeader.TIME_EXCEEDED -> TIME_EXCEEDED;
            case IcmpHeader.PARAMETER_PROBLEM -> PROTOCOL;
            case IcmpHeader.REDIRECT -> code <= LAST_REDIRECT ? REDIRECTED : null;
            default -> null;
        };
    }

    private static IcmpError ofUnreachable(int code) {
        return switch (code) {
            case IcmpHeader.PROTOCOL_UNREACHABLE, IcmpHeader.PORT_UNREACHABLE -> REFUSED;
            case IcmpHeader.FRAGMENTATION_NEEDED -> TOO_LONG;
            case NET_PROHIBITED, HOST_PROHIBITED, IcmpHeader.ADMINISTRATIVELY_PROHIBITED -> PROHIBITED;
            default -> UNREACHABLE;
        };
    }
}
