package anax.netstack.stack;

import anax.netstack.dispatch.FlowHash;
import anax.netstack.dispatch.IndirectionTable;
import anax.netstack.dispatch.PortsBySlot;
import anax.netstack.dispatch.SipHash;

/// Which partition owns which flows: what all partitions of a stack must agree on, made once for all.
///
/// Owner: nobody, it never changes.
///
/// @param hash  the hash that chooses a flow's slot
/// @param table which partition owns which slots
/// @param ports the ephemeral ports of each slot
public record FlowShares(FlowHash hash, IndirectionTable table, PortsBySlot ports) {
    private static final int USE = 1;

    /// Shares flows out over so many partitions.
    public static FlowShares of(StackConfig config, int partitions) {
        final FlowHash hash = config.flowHash();
        return new FlowShares(
                hash,
                new IndirectionTable(partitions, new SipHash(config.secret(), USE)),
                new PortsBySlot(
                        hash, config.udpPorts().first(), config.udpPorts().last()));
    }
}
