package anax.netstack.wire;

/// An Ethernet address (IEEE 802, EUI-48), for programs, configuration and tables.
///
/// On the way of a packet it is the `long` alone; the static methods take that.
///
/// @param bits the six octets in the low 48 bits, the first one uppermost
public record MacAddress(long bits) {
    /// How many octets an address has.
    public static final int LENGTH = 6;

    /// ff:ff:ff:ff:ff:ff: everybody on the link.
    public static final long BROADCAST = 0xFFFF_FFFF_FFFFL;

    private static final long GROUP_BIT = 0x0100_0000_0000L;
    private static final long LOCAL_BIT = 0x0200_0000_0000L;
    private static final long IPV4_GROUPS = 0x0100_5E00_0000L;
    private static final long IPV6_GROUPS = 0x3333_0000_0000L;

    /// Refuses a value of more than 48 bits.
    public MacAddress {
        if (bits >>> 48 != 0) {
            throw new IllegalArgumentException(
                    "0x%x has more than 48 bits; an Ethernet address is 0 to 0xffffffffffff".formatted(bits));
        }
    }

    /// The address that the text says: six octets of two hexadecimal digits, between colons or between hyphens.
    ///
    /// @throws IllegalArgumentException if the text is no Ethernet address
    public static MacAddress parse(String text) {
        if (!text.matches("\\p{XDigit}{2}(:\\p{XDigit}{2}){5}|\\p{XDigit}{2}(-\\p{XDigit}{2}){5}")) {
            throw new IllegalArgumentException(
                    "\"%s\" is no Ethernet address; write six octets of two hexadecimal digits like 02:00:5e:10:00:01"
                            .formatted(text));
        }
        return new MacAddress(Long.parseLong(text.replaceAll("[:-]", ""), 16));
    }

    /// Whether it names a group, of which the broadcast address is one.
    public static boolean isGroup(long bits) {
        return (bits & GROUP_BIT) != 0;
    }

    /// Whether it was chosen by whoever runs the network rather than assigned to a maker of devices.
    public static boolean isLocal(long bits) {
        return (bits & LOCAL_BIT) != 0;
    }

    /// Where datagrams for this IPv4 group are sent: its low 23 bits after 01:00:5e (RFC 1112, section 6.4). Thus
    /// 32 groups share an address, and who listens to one looks at the datagram's address as well.
    public static long ofIpv4Group(int group) {
        return IPV4_GROUPS | (group & 0x7F_FFFF);
    }

    /// Where datagrams for the IPv6 group with these last eight octets are sent: its low 32 bits after 33:33 (RFC
    /// 2464, section 7).
    public static long ofIpv6Group(long low) {
        return IPV6_GROUPS | (low & 0xFFFF_FFFFL);
    }

    /// As [#parse] takes it, in lower case between colons.
    @Override
    public String toString() {
        return text(bits);
    }

    /// The text of the address in the low 48 bits.
    static String text(long bits) {
        return "%012x".formatted(bits).replaceAll("(..)(?!$)", "$1:");
    }
}
