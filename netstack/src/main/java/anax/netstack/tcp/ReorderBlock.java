package anax.netstack.tcp;

import anax.netstack.packet.PacketQueue;

/// Octets that came out of order and follow each other without a gap, in the packets that they came in.
///
/// Owner: one [Reordering], which uses it again and again.
final class ReorderBlock {
    final PacketQueue packets = new PacketQueue();
    int left;
    int right;
    ReorderBlock older; // by when they grew; the [Reordering]'s
    ReorderBlock newer;
}
