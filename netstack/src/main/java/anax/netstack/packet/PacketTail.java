package anax.netstack.packet;

import org.agrona.MutableDirectBuffer;

/// The last octets of a packet that is to be sent, as long as they lie elsewhere than in the packet: so that they can
/// go from where they lie to where they leave, and not by way of the packet.
///
/// Owner: that of the packet. Allocates nothing, never blocks. What it stands for holds only until whoever made the
/// packet goes on: who keeps a packet longer must have it made whole first ([Packet#makeWhole]).
public interface PacketTail {
    /// Octets of one entry of [#writeVector]: an address and a length, in the processor's order of octets.
    int ENTRY = 2 * Long.BYTES;

    /// Copies all of them.
    void copyTo(MutableDirectBuffer target, int at);

    /// The sum of all of them, as [anax.netstack.wire.InternetChecksum] has it.
    int sum();

    /// Writes where they lie, as `struct iovec` of writev(2) has it.
    ///
    /// @param most how many entries there is room for
    /// @return how many entries that were; -1 if there was no room for all
    int writeVector(MutableDirectBuffer target, int at, int most);
}
