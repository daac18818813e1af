package anax.netstack.packetdrill.syntax;

import java.util.List;
import java.util.OptionalLong;

/// A TCP option of a packet of a script.
///
/// Owner: nobody, it never changes.
public sealed interface TcpOption {
    /// The largest segment that the sender takes.
    ///
    /// @param octets its payload
    record Mss(int octets) implements TcpOption {}

    /// Window scale.
    ///
    /// @param shift by how many bits
    record WindowScale(int shift) implements TcpOption {}

    /// Selective acknowledgments are understood.
    record SackPermitted() implements TcpOption {}

    /// Selective acknowledgments.
    ///
    /// @param blocks what has arrived
    record Sack(List<Block> blocks) implements TcpOption {
        /// Copies the list.
        public Sack {
            blocks = List.copyOf(blocks);
        }
    }

    /// What has arrived between two sequence numbers.
    ///
    /// @param left  the first one
    /// @param right the one after the last
    record Block(long left, long right) {}

    /// Timestamps.
    ///
    /// @param value    the sender's clock; empty if it may be any
    /// @param echo     the other's clock, as the sender knows it
    /// @param absolute whether the echo is meant as it stands
    record Timestamps(OptionalLong value, long echo, boolean absolute) implements TcpOption {}

    /// An octet that fills.
    record NoOperation() implements TcpOption {}

    /// The end of the options.
    record EndOfList() implements TcpOption {}

    /// An option by its number, which only scripts of this runner can write: `kind 253 0x0102`.
    ///
    /// @param kind   its number
    /// @param octets what it holds, as hexadecimal digits
    record Other(int kind, String octets) implements TcpOption {}
}
