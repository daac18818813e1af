package anax.netstack.packetdrill.match;

import java.nio.ByteBuffer;

/// The checksum of IP, ICMP, UDP and TCP (RFC 1071), octet pair by octet pair.
///
/// Owner: the method that sums. Slow and plain on purpose: it checks the one of the stack.
final class OnesSum {
    private long total;

    OnesSum() {}

    /// Adds octets; only the last ones added may be odd in number.
    OnesSum add(ByteBuffer octets, int from, int length) {
        for (int i = 0; i < length; i++) {
            final int octet = octets.get(from + i) & 0xFF;
            total += (i & 1) == 0 ? octet << 8 : octet;
        }
        return this;
    }

    /// Adds the pseudo-header of IPv4.
    OnesSum addPseudoHeader(int src, int dst, int protocol, int length) {
        total += (src >>> 16) + (src & 0xFFFF) + (dst >>> 16) + (dst & 0xFFFF) + protocol + length;
        return this;
    }

    /// The sum of all.
    int sum() {
        long folded = total;
        while (folded >>> 16 != 0) {
            folded = (folded & 0xFFFF) + (folded >>> 16);
        }
        return (int) folded;
    }

    /// The checksum of all.
    int checksum() {
        return ~sum() & 0xFFFF;
    }
}
