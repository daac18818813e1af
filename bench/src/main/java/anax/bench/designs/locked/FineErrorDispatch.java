package anax.bench.designs.locked;

import anax.netstack.dispatch.ProtocolDispatch;
import anax.netstack.ip.IcmpDispatch;
import anax.netstack.packet.Packet;
import anax.netstack.wire.IcmpHeader;
import anax.netstack.wire.Ipv4Header;

/// ICMP in the fine design: errors about TCP go to the engine that has the flow which they quote, all else is
/// anybody's.
///
/// Owner: one engine. Allocates when made. Never blocks.
final class FineErrorDispatch implements ProtocolDispatch {
    private final ProtocolDispatch byFlow;
    private final ProtocolDispatch anybody;
    private final IcmpHeader icmp = new IcmpHeader();
    private final Ipv4Header quoted = new Ipv4Header();

    /// @param byFlow where errors about TCP go
    FineErrorDispatch(IcmpDispatch byFlow, ProtocolDispatch anybody) {
        this.byFlow = byFlow;
        this.anybody = anybody;
    }

    @Override
    public int partitionOf(Packet packet) {
        return quotesTcp(packet) ? byFlow.partitionOf(packet) : anybody.partitionOf(packet);
    }

    private boolean quotesTcp(Packet packet) {
        final int at = packet.transportOffset();
        return icmp.wrap(packet.buffer(), at, packet.end() - at)
                && icmp.isError()
                && icmp.wrapQuoted(quoted)
                && quoted.protocol() == Ipv4Header.TCP;
    }
}
