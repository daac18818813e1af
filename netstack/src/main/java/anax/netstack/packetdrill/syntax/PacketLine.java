package anax.netstack.packetdrill.syntax;

import java.util.List;
import java.util.Optional;

/// A packet that is injected, or that should leave.
///
/// Owner: nobody, it never changes.
///
/// @param direction which way it goes
/// @param carriers  the headers that carry it, the outermost first; mostly none
/// @param ip        what is said of its IP header
/// @param ports     its ports, if they are not those of the connection
/// @param body      what IP carries
public record PacketLine(
        Direction direction, List<OuterHeader> carriers, IpInfo ip, Optional<Ports> ports, PacketBody body)
        implements Action {
    /// Copies the list.
    public PacketLine {
        carriers = List.copyOf(carriers);
    }

    /// A packet that nothing carries.
    public PacketLine(Direction direction, IpInfo ip, Optional<Ports> ports, PacketBody body) {
        this(direction, List.of(), ip, ports, body);
    }

    /// Which way a packet goes, as the stack under test sees it.
    public enum Direction {
        /// `<`: the stack receives it.
        INBOUND('<'),
        /// `>`: the stack sends it.
        OUTBOUND('>');

        private final char sign;

        Direction(char sign) {
            this.sign = sign;
        }

        /// How a script writes it.
        public char sign() {
            return sign;
        }
    }

    /// Source and destination port.
    ///
    /// @param source      from which it goes
    /// @param destination to which it goes
    public record Ports(int source, int destination) {}

    /// The same with another body.
    public PacketLine withBody(PacketBody other) {
        return new PacketLine(direction, carriers, ip, ports, other);
    }

    /// True if the stack sends it.
    public boolean isOutbound() {
        return direction == Direction.OUTBOUND;
    }
}
