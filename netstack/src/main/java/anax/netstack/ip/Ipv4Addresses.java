package anax.netstack.ip;

/// What an IPv4 address is by its number alone (RFC 1122, section 3.2.1.3; RFC 6890).
///
/// Owner: nobody; stateless. Allocates nothing, never blocks.
public final class Ipv4Addresses {
    /// Everybody on the link.
    public static final int LIMITED_BROADCAST = 0xFFFFFFFF;

    /// Nobody yet: the source of a host that does not know its address.
    public static final int ANY = 0;

    /// All hosts of the link that can do multicast.
    public static final int ALL_SYSTEMS = 0xE0000001;

    private static final int LOOPBACK_NETWORK = 127;
    private static final int SOURCE_SPECIFIC_NETWORK = 232;
    private static final int NETWORK_SHIFT = 24;
    private static final int MULTICAST_CLASS = 0b1110;
    private static final int RESERVED_CLASS = 0b1111;
    private static final int CLASS_SHIFT = 28;

    private Ipv4Addresses() {}

    /// 127.0.0.0/8: never on a wire.
    public static boolean isLoopback(int address) {
        return address >>> NETWORK_SHIFT == LOOPBACK_NETWORK;
    }

    /// 224.0.0.0/4.
    public static boolean isMulticast(int address) {
        return address >>> CLASS_SHIFT == MULTICAST_CLASS;
    }

    /// 232.0.0.0/8: groups whose members choose each source (RFC 4607).
    public static boolean isSourceSpecific(int address) {
        return address >>> NETWORK_SHIFT == SOURCE_SPECIFIC_NETWORK;
    }

    /// 240.0.0.0/4 but for 255.255.255.255.
    public static boolean isReserved(int address) {
        return address >>> CLASS_SHIFT == RESERVED_CLASS && address != LIMITED_BROADCAST;
    }

    /// 0.0.0.0/8: this host on this network, a source only.
    public static boolean isThisNetwork(int address) {
        return address >>> NETWORK_SHIFT == 0;
    }

    /// True if two addresses are on one network.
    public static boolean sameNetwork(int one, int other, int prefixLength) {
        return prefixLength == 0 || (one ^ other) >>> (Integer.SIZE - prefixLength) == 0;
    }
}
