package anax.netstack.dispatch;

import anax.netstack.packet.Packet;

/// The partition of a packet by the hash of its addresses alone: all that two hosts say to each other stays together,
/// as fragments must, which have no ports but in the first.
///
/// Owner: nobody, it never changes. Allocates nothing, never blocks.
public final class AddressDispatch implements ProtocolDispatch {
    private final FlowHash hash;
    private final IndirectionTable table;

    /// Makes the dispatch of a protocol.
    ///
    /// @param table says which partition has which share of the hash
    public AddressDispatch(FlowHash hash, IndirectionTable table) {
        this.hash = hash;
        this.table = table;
    }

    @Override
    public int partitionOf(Packet packet) {
        final int addresses = hash.hash(packet.srcAddress(), packet.dstAddress());
        packet.flowHash(addresses);
        return table.cpu(addresses);
    }
}
