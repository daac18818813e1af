package anax.netstack.ip;

/// Whether an ICMP error may answer a packet, and if not, by which rule (RFC 1122, section 3.2.2; RFC 1812, section
/// 4.3.2.7; RFC 4443, section 2.4 (e)). Allocates nothing, never blocks.
///
/// The rules keep errors from breeding errors, and from being multiplied by packets that many hosts receive. A packet
/// whose header is damaged must not come here: nothing answers it.
public enum IcmpErrorPolicy {
    /// The error may be sent, if the [RateLimiter] agrees.
    SEND,

    /// The packet is itself an ICMP error, or ICMP of which not even the type has come.
    ABOUT_ERROR,

    /// The packet was sent to a broadcast or multicast address.
    TO_MANY,

    /// The packet came in a frame to many stations, whatever its IP address says.
    TO_MANY_ON_LINK,

    /// The packet is a fragment, but not the first one.
    LATER_FRAGMENT,

    /// The packet's source is no single host: unspecified, loopback, broadcast, multicast or class E.
    FROM_NO_HOST;

    /// The type of ICMP when there is no octet to read it from.
    public static final int NO_TYPE = -1;

    private static final int ICMP = 1;
    private static final int ICMPV6 = 58;
    private static final int EVERYBODY = 0xFFFF_FFFF;
    private static final int THIS_NET = 0;
    private static final int LOOPBACK_NET = 127;
    private static final int MULTICAST_V4 = 0xE;
    private static final int CLASS_E = 0xF;
    private static final int MULTICAST_V6 = 0xFF;

    private static final int UNREACHABLE = 3;
    private static final int SOURCE_QUENCH = 4;
    private static final int REDIRECT = 5;
    private static final int TIME_EXCEEDED = 11;
    private static final int PARAMETER_PROBLEM = 12;

    private static final int PACKET_TOO_BIG_V6 = 2;
    private static final int PARAMETER_PROBLEM_V6 = 4;
    private static final int UNRECOGNIZED_OPTION = 2;
    private static final int FIRST_INFORMATION_V6 = 128;
    private static final int REDIRECT_V6 = 137;

    /// What to do about an IPv4 packet that deserves an error.
    ///
    /// A loopback source is good while the destination is one too: then the packet has not left the machine.
    ///
    /// @param fragmentOffset 0 for whole packets and first fragments
    /// @param icmpType the first octet after the header if the protocol is ICMP, or [#NO_TYPE]
    /// @param interfaceBroadcast the directed broadcast address of the interface, or 0 if it has none
    /// @param groupFrame whether the frame went to a broadcast or multicast address of the link
    public static IcmpErrorPolicy ofIpv4(
            int src,
            int dst,
            int fragmentOffset,
            int protocol,
            int icmpType,
            int interfaceBroadcast,
            boolean groupFrame) {
        if (fragmentOffset != 0) {
            return LATER_FRAGMENT;
        }
        if (protocol == ICMP && isError(icmpType)) {
            return ABOUT_ERROR;
        }
        if (isGroup(dst) || isBroadcast(dst, interfaceBroadcast)) {
            return TO_MANY;
        }
        if (groupFrame) {
            return TO_MANY_ON_LINK;
        }
        boolean strayLoopback = isLoopback(src) && !isLoopback(dst);
        boolean noUnicast = src >>> 24 == THIS_NET || src >>> 28 == CLASS_E || isGroup(src);
        return noUnicast || strayLoopback || isBroadcast(src, interfaceBroadcast) ? FROM_NO_HOST : SEND;
    }

    /// What to do about an IPv6 packet that deserves an error of this type and code. Addresses are given as their
    /// first and their last eight octets.
    ///
    /// To a group two errors may go: packet too big, or path MTU discovery would not work for groups, and an
    /// option that is not known and asks for an answer.
    ///
    /// @param nextHeader the last header's value, after extensions
    /// @param icmpType the first octet after the headers if the protocol is ICMPv6, or [#NO_TYPE]
    /// @param groupFrame whether the frame went to a broadcast or multicast address of the link
    /// @param errorType the ICMPv6 type of the error
    /// @param errorCode its code
    public static IcmpErrorPolicy ofIpv6(
            long srcHigh,
            long srcLow,
            long dstHigh,
            int nextHeader,
            int icmpType,
            boolean groupFrame,
            int errorType,
            int errorCode) {
        if (nextHeader == ICMPV6 && (icmpType < FIRST_INFORMATION_V6 || icmpType == REDIRECT_V6)) {
            return ABOUT_ERROR;
        }
        boolean forGroups = errorType == PACKET_TOO_BIG_V6
                || (errorType == PARAMETER_PROBLEM_V6 && errorCode == UNRECOGNIZED_OPTION);
        if (isGroup(dstHigh) && !forGroups) {
            return TO_MANY;
        }
        if (groupFrame && !forGroups) {
            return TO_MANY_ON_LINK;
        }
        boolean unspecified = srcHigh == 0 && srcLow == 0;
        return unspecified || isGroup(srcHigh) ? FROM_NO_HOST : SEND;
    }

    private static boolean isError(int icmpType) {
        return switch (icmpType) {
            case NO_TYPE, UNREACHABLE, SOURCE_QUENCH, REDIRECT, TIME_EXCEEDED, PARAMETER_PROBLEM -> true;
            default -> false;
        };
    }

    private static boolean isGroup(int address) {
        return address >>> 28 == MULTICAST_V4;
    }

    private static boolean isGroup(long high) {
        return high >>> 56 == MULTICAST_V6;
    }

    private static boolean isBroadcast(int address, int interfaceBroadcast) {
        return address == EVERYBODY || (interfaceBroadcast != 0 && address == interfaceBroadcast);
    }

    private static boolean isLoopback(int address) {
        return address >>> 24 == LOOPBACK_NET;
    }
}
