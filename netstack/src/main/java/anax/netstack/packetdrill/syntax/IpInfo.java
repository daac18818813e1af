package anax.netstack.packetdrill.syntax;

import java.util.OptionalInt;

/// What a script says of an IP header.
///
/// Owner: nobody, it never changes.
///
/// @param service   which bits of the service octet it tells, and which values they have
/// @param ttl       time to live, or hop limit
/// @param flowLabel the flow label of IPv6
public record IpInfo(Service service, OptionalInt ttl, OptionalInt flowLabel) {
    /// Nothing is said.
    public static final IpInfo NONE = new IpInfo(new Service(0, 0, false), OptionalInt.empty(), OptionalInt.empty());

    /// The octet of service class and congestion mark.
    ///
    /// @param mask  the bits that are told
    /// @param value their values
    /// @param ect01 whether the mark is one of the two of ECN-capable transport, no matter which
    public record Service(int mask, int value, boolean ect01) {
        /// True if an octet is as it should be.
        public boolean matches(int octet) {
            if (ect01 && (octet & 3) != 1 && (octet & 3) != 2) {
                return false;
            }
            return (octet & mask) == value;
        }

        /// As a script writes it.
        public String shown() {
            return IpInfoParser.shown(this);
        }
    }
}
