package anax.netstack.ip;

import anax.netstack.dispatch.FlowHash;
import anax.netstack.dispatch.IndirectionTable;
import anax.netstack.dispatch.ProtocolDispatch;
import anax.netstack.packet.Packet;
import anax.netstack.wire.IcmpHeader;
import anax.netstack.wire.Ipv4Header;
import java.nio.ByteOrder;

/// ICMP's own way to partitions: an error goes to the owner of the flow that it quotes, anything else to the first.
///
/// Owner: one partition. Allocates nothing, never blocks. The hash is symmetric, so the quoted tuple, which goes the
/// other way, needs no turning round.
public final class IcmpDispatch implements ProtocolDispatch {
    private final FlowHash hash;
    private final IndirectionTable table;
    private final IcmpHeader icmp = new IcmpHeader();
    private final Ipv4Header quoted = new Ipv4Header();

    /// Makes ICMP's dispatch.
    ///
    /// @param table that of the protocols whose sockets errors are about
    public IcmpDispatch(FlowHash hash, IndirectionTable table) {
        this.hash = hash;
        this.table = table;
    }

    @Override
    public int partitionOf(Packet packet) {
        final int at = packet.transportOffset();
        if (!icmp.wrap(packet.buffer(), at, packet.end() - at) || !icmp.isError() || !icmp.wrapQuoted(quoted)) {
            return 0;
        }
        final int protocol = quoted.protocol();
        if (protocol != Ipv4Header.UDP && protocol != Ipv4Header.TCP) {
            return 0;
        }
        final int ports = packet.buffer().getInt(quoted.payloadOffset(), ByteOrder.BIG_ENDIAN);
        final int flow = hash.hash(quoted.src(), quoted.dst(), ports >>> 16, ports & 0xFFFF);
        return table.cpu(packet.flowHash(flow).flowHash());
    }
}
