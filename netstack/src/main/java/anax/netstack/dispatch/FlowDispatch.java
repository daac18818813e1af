package anax.netstack.dispatch;

import anax.netstack.packet.Packet;

/// The partition of a packet by the hash of its flow: addresses and ports. What has no ports has zeros there.
///
/// Owner: nobody, it never changes. Allocates nothing, never blocks.
public final class FlowDispatch implements ProtocolDispatch {
    private final FlowHash hash;
    private final IndirectionTable table;

    /// Makes the dispatch of a protocol.
    ///
    /// @param table says which partition has which share of the hash, and so how many carry the protocol
    public FlowDispatch(FlowHash hash, IndirectionTable table) {
        this.hash = hash;
        this.table = table;
    }

    @Override
    public int partitionOf(Packet packet) {
        final int flow = hash.hash(packet.srcAddress(), packet.dstAddress(), packet.srcPort(), packet.dstPort());
        packet.flowHash(flow);
        return table.cpu(flow);
    }
}
