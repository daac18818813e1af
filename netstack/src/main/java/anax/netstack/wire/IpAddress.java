package anax.netstack.wire;

/// An IP address of version 4 or 6, for programs, configuration and tables.
///
/// Owner: nobody; immutable. Each one is an object, so the way of a packet has none: there an IPv4 address is an
/// `int` and an IPv6 address two `long`s. Never blocks.
///
/// An IPv4 address is kept as the IPv4-mapped IPv6 address that stands for it (RFC 4291, section 2.5.5.2), so that
/// one table holds both. Therefore `::ffff:192.0.2.1` and `192.0.2.1` are one value here, and that value is IPv4.
public final class IpAddress implements Comparable<IpAddress> {
    private static final long MAPPED = 0xFFFF_0000_0000L;

    /// 0.0.0.0: any IPv4 address of this machine.
    public static final IpAddress ANY_V4 = of(0);

    /// `::`, any IPv6 address of this machine.
    public static final IpAddress ANY_V6 = of(0, 0);

    /// 127.0.0.1.
    public static final IpAddress LOOPBACK_V4 = of(0x7F00_0001);

    /// `::1`.
    public static final IpAddress LOOPBACK_V6 = of(0, 1);

    /// 255.255.255.255: everybody on the link (RFC 919).
    public static final IpAddress BROADCAST_V4 = of(-1);

    private final long high;
    private final long low;

    private IpAddress(long high, long low) {
        this.high = high;
        this.low = low;
    }

    /// The IPv4 address of these 32 bits: 0x7F000001 is 127.0.0.1.
    public static IpAddress of(int v4) {
        return new IpAddress(0, MAPPED | Integer.toUnsignedLong(v4));
    }

    /// The address of these 128 bits, as its first and its last eight octets.
    public static IpAddress of(long high, long low) {
        return new IpAddress(high, low);
    }

    /// The address that the text says: IPv4 as four decimal numbers, IPv6 as RFC 4291, section 2.2, has it.
    ///
    /// Numbers of IPv4 have no leading zeros, which some programs take for octal. A zone (`%eth0`) is refused.
    ///
    /// @throws IllegalArgumentException if the text is no address; its message says why not
    public static IpAddress parse(String text) {
        return IpAddressText.parse(text);
    }

    /// Whether this is an IPv4 address.
    public boolean isV4() {
        return high == 0 && low >>> 32 == MAPPED >>> 32;
    }

    /// The 32 bits of an IPv4 address.
    ///
    /// @throws IllegalStateException if it is an IPv6 address
    public int v4() {
        if (!isV4()) {
            throw new IllegalStateException(this + " is an IPv6 address and has no 32 bits; ask isV4() first");
        }
        return (int) low;
    }

    /// The first eight octets; 0 of an IPv4 address.
    public long high() {
        return high;
    }

    /// The last eight octets; of an IPv4 address with 0xFFFF above its 32 bits.
    public long low() {
        return low;
    }

    /// Whether it is 0.0.0.0 or `::`, which stand for any address of this machine.
    public boolean isAny() {
        return equals(ANY_V4) || equals(ANY_V6);
    }

    /// Whether it never leaves the machine: 127.0.0.0/8 (RFC 1122, section 3.2.1.3) or `::1`.
    public boolean isLoopback() {
        return isV4() ? (int) low >>> 24 == 127 : equals(LOOPBACK_V6);
    }

    /// Whether it is a group: 224.0.0.0/4 (RFC 1112, section 4) or ff00::/8.
    public boolean isMulticast() {
        return isV4() ? (int) low >>> 28 == 0xE : high >>> 56 == 0xFF;
    }

    /// Whether it is good on its own link only: 169.254.0.0/16 (RFC 3927) or fe80::/10.
    public boolean isLinkLocal() {
        return isV4() ? (int) low >>> 16 == 0xA9FE : high >>> 54 == 0xFE80 >>> 6;
    }

    /// In the order of the 128 bits, unsigned: IPv4 addresses stand together and in their own order.
    @Override
    public int compareTo(IpAddress other) {
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IpAddress address && high == address.high && low == address.low;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(high * 31 + low);
    }

    /// As [#parse] takes it: IPv4 as four decimal numbers, IPv6 in the one form of RFC 5952.
    @Override
    public String toString() {
        return isV4() ? IpAddressText.ofV4((int) low) : IpAddressText.ofV6(high, low);
    }
}
