package anax.netstack.udp;

import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.ip.SendResult;
import anax.netstack.packet.Packet;
import anax.netstack.stack.Frames;
import anax.netstack.stack.LonePartition;
import org.junit.jupiter.api.Test;

/// A connect for each datagram, as BSD had it, changes nothing but what it costs.
class PseudoConnectTest {
    private static final int PORT = 4_000;
    private static final int PEER_PORT = 5_000;
    private static final int OWN = LonePartition.OWN.v4();
    private static final int PEER = LonePartition.NEIGHBOR.v4();

    /// Two sockets may have one port of one address if one of them is connected.
    @Test
    void shouldNotEndConnectionOfOtherSocketWhenUnconnectedOneSendsToSamePeer() {
        try (LonePartition host = LonePartition.only(config -> config.withPseudoConnect(true))) {
            host.knows(LonePartition.NEIGHBOR, LonePartition.NEIGHBOR_STATION);
            final UdpEndpoint connected = new UdpEndpoint(host.environment(), endpoint -> {});
            final UdpEndpoint bound = new UdpEndpoint(host.environment(), endpoint -> {});
            host.does(partition -> {
                assertThat(partition.udpSockets().connect(connected, OWN, PORT, PEER, PEER_PORT))
                        .isEqualTo(PORT);
                assertThat(partition.udpSockets().bind(bound, OWN, PORT)).isEqualTo(PORT);
                final Packet packet = host.environment().originate(8);
                assertThat(partition.udpOutput().send(bound, packet.range(packet.offset(), 8), PEER, PEER_PORT))
                        .isEqualTo(SendResult.OK);
            });
            host.receives(Frames.udpToUs(PEER_PORT, PORT, new byte[3]).frame());
            assertThat(connected.unread()).isEqualTo(1);
            host.does(partition -> {
                partition.udpSockets().close(connected);
                partition.udpSockets().close(bound);
            });
        }
    }

    @Test
    void shouldLeaveNoConnectionBehind() {
        try (LonePartition host = LonePartition.only(config -> config.withPseudoConnect(true))) {
            host.knows(LonePartition.NEIGHBOR, LonePartition.NEIGHBOR_STATION);
            final UdpEndpoint bound = new UdpEndpoint(host.environment(), endpoint -> {});
            host.does(partition -> {
                partition.udpSockets().bind(bound, OWN, PORT);
                final Packet packet = host.environment().originate(8);
                partition.udpOutput().send(bound, packet.range(packet.offset(), 8), PEER, PEER_PORT);
                assertThat(partition.udpSockets().connectedCount()).isZero();
                partition.udpSockets().close(bound);
            });
        }
    }

    /// What a device said of a packet that came must not have its answer cut.
    @Test
    void shouldTurnSuperSegmentIntoSinglePacket() {
        try (LonePartition host = LonePartition.only()) {
            final Packet packet = host.environment().allocate(100).gso(Packet.GSO_TCP4, 10);
            host.environment().account().received(1);
            assertThat(host.environment().turnRound(packet).gsoType()).isEqualTo(Packet.GSO_NONE);
            host.environment().sent(packet);
        }
    }
}
