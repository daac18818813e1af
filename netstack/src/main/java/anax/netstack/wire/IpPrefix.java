package anax.netstack.wire;

import java.util.Objects;

/// A network: all addresses whose first `length` bits are those of `network`, written as 192.0.2.0/24.
///
/// @param network the first address, whose other bits are zero
/// @param length how many bits count: 0 to 32 with IPv4, 0 to 128 with IPv6
public record IpPrefix(IpAddress network, int length) {
    /// Refuses bits after the prefix, which are a mistake more often than not; [#around] takes them.
    public IpPrefix {
        Objects.requireNonNull(network, "network");
        requireLength(network, length);
        IpAddress first = first(network, length);
        if (!first.equals(network)) {
            throw new IllegalArgumentException("%s/%d has bits set after its first %d; write %s/%d"
                    .formatted(network, length, length, first, length));
        }
    }

    /// The network of this length in which the address lies.
    public static IpPrefix around(IpAddress address, int length) {
        requireLength(address, length);
        return new IpPrefix(first(address, length), length);
    }

    /// The network that the text says: an address, a slash and a length.
    ///
    /// @throws IllegalArgumentException if the text is no network; its message says why not
    public static IpPrefix parse(String text) {
        int slash = text.indexOf('/');
        String digits = text.substring(slash + 1);
        if (slash < 0 || !digits.matches("0|[1-9][0-9]{0,2}")) {
            throw new IllegalArgumentException(
                    "\"%s\" is no network: it lacks a slash and a length; write it like 192.0.2.0/24 or 2001:db8::/32"
                            .formatted(text));
        }
        return new IpPrefix(IpAddress.parse(text.substring(0, slash)), Integer.parseInt(digits));
    }

    /// Whether the address lies in this network. An address of the other version does not.
    public boolean contains(IpAddress address) {
        return address.isV4() == network.isV4() && first(address, length).equals(network);
    }

    /// The last address; with IPv4 and up to 30 bits the network's broadcast address (RFC 919).
    public IpAddress last() {
        int bits = mappedLength(network, length);
        return IpAddress.of(network.high() | ~highMask(bits), network.low() | ~lowMask(bits));
    }

    /// As [#parse] takes it.
    @Override
    public String toString() {
        return network + "/" + length;
    }

    private static void requireLength(IpAddress address, int length) {
        int most = address.isV4() ? 32 : 128;
        if (length < 0 || length > most) {
            throw new IllegalArgumentException(
                    "prefix length %d does not fit %s; use 0 to %d".formatted(length, address, most));
        }
    }

    private static IpAddress first(IpAddress address, int length) {
        int bits = mappedLength(address, length);
        return IpAddress.of(address.high() & highMask(bits), address.low() & lowMask(bits));
    }

    private static int mappedLength(IpAddress address, int length) {
        return address.isV4() ? 96 + length : length;
    }

    private static long highMask(int bits) {
        return bits == 0 ? 0 : -1L << (64 - Math.min(bits, 64));
    }

    private static long lowMask(int bits) {
        return bits <= 64 ? 0 : -1L << (128 - bits);
    }
}
