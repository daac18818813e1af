package anax.netstack.packetdrill.syntax;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// What IP carries in a packet of a script.
///
/// Owner: nobody, it never changes.
public sealed interface PacketBody {
    /// A TCP segment.
    ///
    /// @param flags    its flags
    /// @param sequence its sequence numbers and payload
    /// @param ack      the acknowledgment number
    /// @param window   the window as it stands in the header; empty if it is not looked at, and 0 is injected
    /// @param urgent   the urgent pointer
    /// @param options  its options; empty if they are not looked at
    record Tcp(
            TcpFlags flags,
            SequenceRange sequence,
            Optional<SequenceNumber> ack,
            OptionalInt window,
            int urgent,
            Optional<List<TcpOption>> options)
            implements PacketBody {
        /// Copies the list.
        public Tcp {
            options = options.map(List::copyOf);
        }
    }

    /// A UDP datagram.
    ///
    /// @param length octets of its payload
    record Udp(int length) implements PacketBody {}

    /// An ICMP message.
    ///
    /// @param type   its type
    /// @param code   its code
    /// @param mtu    the MTU that it tells
    /// @param id     the identifier of an echo
    /// @param quoted what it says of the packet that it is about
    record Icmp(IcmpName type, IcmpName code, OptionalLong mtu, OptionalInt id, Optional<Quoted> quoted)
            implements PacketBody {}

    /// Something that a stack sent and that no script can write.
    ///
    /// @param octets how many it has
    record Unreadable(int octets) implements PacketBody {}

    /// A type or code of ICMP as the script writes it.
    ///
    /// @param name empty if it is left out
    record IcmpName(String name) {}

    /// The packet that an ICMP error quotes.
    sealed interface Quoted {}

    /// A TCP segment that an ICMP error quotes.
    ///
    /// @param sequence its sequence numbers
    record QuotedTcp(SequenceRange sequence) implements Quoted {}

    /// A UDP datagram that an ICMP error quotes.
    ///
    /// @param length octets of its payload
    record QuotedUdp(int length) implements Quoted {}

    /// A sequence number.
    ///
    /// @param value    0 to 2^32 - 1
    /// @param absolute whether it is meant as it stands, not counted from the first one
    record SequenceNumber(long value, boolean absolute) {}

    /// The sequence numbers of a segment.
    ///
    /// @param start  that of the first octet; empty if it may be any
    /// @param length octets of payload
    record SequenceRange(Optional<SequenceNumber> start, int length) {}
}
