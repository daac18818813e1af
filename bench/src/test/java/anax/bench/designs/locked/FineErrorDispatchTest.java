package anax.bench.designs.locked;

import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.dispatch.FlowHash;
import anax.netstack.dispatch.IndirectionTable;
import anax.netstack.dispatch.SipHash;
import anax.netstack.ip.IcmpDispatch;
import anax.netstack.packet.Packet;
import anax.netstack.packet.PacketPool;
import anax.netstack.packet.PacketPoolConfig;
import anax.netstack.wire.IcmpHeader;
import anax.netstack.wire.IpAddress;
import anax.netstack.wire.Ipv4Header;
import java.nio.ByteOrder;
import org.agrona.MutableDirectBuffer;
import org.junit.jupiter.api.Test;

/// Which engine of the fine design takes an ICMP message.
class FineErrorDispatchTest {
    private static final int ANYBODY = 9;
    private static final int HOST = IpAddress.parse("10.0.0.1").v4();
    private static final int PEER = IpAddress.parse("10.0.0.2").v4();
    private static final int PORT = 7;
    private static final int QUOTED = Ipv4Header.MIN_HEADER_LENGTH + 8;

    private final IndirectionTable table =
            IndirectionTable.within(new IndirectionTable(2, new SipHash(3, 4)), 1, 8, 10);
    private final FineErrorDispatch dispatch =
            new FineErrorDispatch(new IcmpDispatch(FlowHash.TOEPLITZ, table), packet -> ANYBODY);
    private final PacketPool pool = new PacketPool(0, PacketPoolConfig.standard(), () -> true);

    @Test
    void shouldSendErrorsAboutTcpToTheStripeOfTheirConnection() {
        for (int port = 1_024; port < 1_088; port++) {
            assertThat(dispatch.partitionOf(error(IcmpHeader.UNREACHABLE, Ipv4Header.TCP, port)))
                    .isEqualTo(table.cpu(FlowHash.TOEPLITZ.hash(PEER, HOST, port, PORT)));
        }
    }

    @Test
    void shouldLeaveAllElseToWhoeverReceivesIt() {
        assertThat(dispatch.partitionOf(error(IcmpHeader.UNREACHABLE, Ipv4Header.UDP, 1_024)))
                .isEqualTo(ANYBODY);
        assertThat(dispatch.partitionOf(error(IcmpHeader.ECHO, Ipv4Header.TCP, 1_024)))
                .isEqualTo(ANYBODY);
        final Packet cut = error(IcmpHeader.UNREACHABLE, Ipv4Header.TCP, 1_024);
        assertThat(dispatch.partitionOf(cut.range(cut.offset(), 4))).isEqualTo(ANYBODY);
    }

    /// A message about a datagram of this host's to a port of the peer's.
    private Packet error(int type, int protocol, int peerPort) {
        final int length = IcmpHeader.HEADER_LENGTH + QUOTED;
        final Packet packet = pool.allocate(length);
        packet.range(packet.offset(), length).transportOffset(packet.offset());
        final MutableDirectBuffer buffer = packet.buffer();
        final int quoted = packet.offset() + IcmpHeader.HEADER_LENGTH;
        new Ipv4Header()
                .wrapNew(buffer, quoted, QUOTED)
                .ttl(64)
                .protocol(protocol)
                .src(HOST)
                .dst(PEER)
                .fillChecksum();
        buffer.putInt(quoted + Ipv4Header.MIN_HEADER_LENGTH, PORT << 16 | peerPort, ByteOrder.BIG_ENDIAN);
        new IcmpHeader().wrapNew(buffer, packet.offset(), length, type, 0).fillChecksum();
        return packet;
    }
}
