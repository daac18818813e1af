package anax.netstack.tcp;

import anax.netstack.packet.PacketTail;
import org.agrona.MutableDirectBuffer;

/// The payload of the segment that is being sent, where it lies in a send buffer.
///
/// Owner: one partition, which has one of these. Allocates nothing, never blocks.
final class BufferedTail implements PacketTail {
    private SendBuffer buffer;
    private int offset;
    private int octets;

    /// Moves to other octets.
    ///
    /// @param begin how far behind the buffer's oldest octet they begin
    PacketTail of(SendBuffer from, int begin, int length) {
        buffer = from;
        offset = begin;
        octets = length;
        return this;
    }

    @Override
    public void copyTo(MutableDirectBuffer target, int at) {
        buffer.copy(offset, octets, target, at);
    }

    @Override
    public int sum() {
        return buffer.sum(offset, octets);
    }

    @Override
    public int writeVector(MutableDirectBuffer target, int at, int most) {
        return buffer.writeVector(offset, octets, target, at, most);
    }
}
