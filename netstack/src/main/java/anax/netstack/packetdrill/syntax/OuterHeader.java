package anax.netstack.packetdrill.syntax;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// A header that a script puts before the IP header of a packet, so that the packet is carried by another one.
///
/// Owner: nobody, it never changes.
public sealed interface OuterHeader {
    /// An IP header of its own.
    ///
    /// @param v4  whether it is one of IPv4, and not of IPv6
    /// @param ip  what is said of it
    /// @param src from which address
    /// @param dst to which
    record Ip(boolean v4, IpInfo ip, InetAddress src, InetAddress dst) implements OuterHeader {}

    /// A GRE header (RFC 2784, 2890).
    ///
    /// @param flags which of the following fields it has: [#CHECKSUM], [#KEY] and [#SEQUENCE]
    /// @param sum   the checksum as it stands
    /// @param off   the field behind it
    /// @param key   the key
    /// @param seq   the sequence number
    record Gre(int flags, int sum, int off, long key, long seq) implements OuterHeader {
        /// There is a checksum.
        public static final int CHECKSUM = 0x8000;

        /// There is a key.
        public static final int KEY = 0x2000;

        /// There is a sequence number.
        public static final int SEQUENCE = 0x1000;
    }

    /// A stack of MPLS labels (RFC 3032).
    ///
    /// @param labels the first one first
    record Mpls(List<Label> labels) implements OuterHeader {
        /// Copies the list.
        public Mpls {
            labels = List.copyOf(labels);
        }
    }

    /// An MPLS label.
    ///
    /// @param label  20 bits
    /// @param tc     3 bits of its traffic class
    /// @param bottom whether it is the last one
    /// @param ttl    its time to live
    record Label(int label, int tc, boolean bottom, int ttl) {
        private String shown() {
            return "(label %d, tc %d, %sttl %d)".formatted(label, tc, bottom ? "[S], " : "", ttl);
        }
    }

    /// As a script writes it, with the colon behind it.
    default String shown() {
        return switch (this) {
            case Ip(boolean v4, IpInfo ip, InetAddress src, InetAddress dst) -> {
                final String info = Notation.of(ip);
                final String version = v4 ? "ipv4" : "ipv6";
                yield version + (info.isEmpty() ? "" : " " + info) + " " + src.getHostAddress() + " > "
                        + dst.getHostAddress() + ":";
            }
            case Gre gre when gre.flags() == 0 -> "gre:";
            case Gre gre ->
                String.format(
                        Locale.ROOT,
                        "gre flags 0x%x, sum 0x%x, off 0x%x, key = 0x%x, seq 0x%x:",
                        gre.flags(),
                        gre.sum(),
                        gre.off(),
                        gre.key(),
                        gre.seq());
            case Mpls(List<Label> labels) ->
                labels.stream().map(Label::shown).collect(Collectors.joining(" ", "mpls ", ":"));
        };
    }
}
