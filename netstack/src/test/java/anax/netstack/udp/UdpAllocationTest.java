package anax.netstack.udp;

import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.Allocation;
import anax.netstack.engine.EngineEnvironment;
import anax.netstack.ip.SendResult;
import anax.netstack.packet.DropReason;
import anax.netstack.packet.Packet;
import anax.netstack.stack.Frames;
import anax.netstack.stack.LonePartition;
import org.junit.jupiter.api.Test;

/// Steady state makes no garbage: at most 0.1 B per packet in the engine alone, without sockets, threads or links.
class UdpAllocationTest {
    private static final int PORT = 4_000;
    private static final int PEER_PORT = 5_000;
    private static final int PAYLOAD = 64;
    private static final double MOST_OCTETS = 0.1;

    @Test
    void shouldAllocateNothingWhenDatagramIsReceivedAndAnswered() {
        try (LonePartition host = LonePartition.forgetful()) {
            host.knows(LonePartition.NEIGHBOR, LonePartition.NEIGHBOR_STATION);
            final UdpEndpoint socket = bound(host, endpoint -> echo(host, endpoint));
            final byte[] question = datagram(PORT);
            assertThat(Allocation.octetsPerOperation(() -> host.receives(question)))
                    .isLessThanOrEqualTo(MOST_OCTETS);
            assertThat(host.environment().account().sentCount())
                    .as("answers")
                    .isEqualTo(host.environment().account().receivedCount());
            host.does(partition -> partition.udpSockets().close(socket));
        }
    }

    @Test
    void shouldAllocateNothingWhenQueueIsFull() {
        try (LonePartition host = LonePartition.forgetful()) {
            final UdpEndpoint socket = bound(host, endpoint -> {});
            socket.queueBounds(1, PAYLOAD);
            final byte[] question = datagram(PORT);
            assertThat(Allocation.octetsPerOperation(() -> host.receives(question)))
                    .isLessThanOrEqualTo(MOST_OCTETS);
            assertThat(host.environment().account().droppedInCount(DropReason.UDP_QUEUE))
                    .isEqualTo(host.environment().account().receivedCount() - 1);
            host.does(partition -> partition.udpSockets().close(socket));
        }
    }

    /// A flood to a port that nobody has costs no garbage either, nor do the errors that answer some of it.
    @Test
    void shouldAllocateNothingWhenNobodyHasPort() {
        try (LonePartition host = LonePartition.forgetful()) {
            host.knows(LonePartition.NEIGHBOR, LonePartition.NEIGHBOR_STATION);
            final byte[] question = datagram(PORT);
            assertThat(Allocation.octetsPerOperation(() -> {
                        host.receives(question);
                        host.pass(100_000); // ten times as often as errors are allowed
                    }))
                    .isLessThanOrEqualTo(MOST_OCTETS);
            assertThat(host.environment().account().sentCount()).as("errors").isPositive();
        }
    }

    private static UdpEndpoint bound(LonePartition host, UdpEndpoint.Readers readers) {
        final UdpEndpoint socket = new UdpEndpoint(host.environment(), readers);
        host.does(partition -> partition.udpSockets().bind(socket, 0, PORT));
        return socket;
    }

    private static void echo(LonePartition host, UdpEndpoint socket) {
        final EngineEnvironment environment = host.environment();
        Packet packet;
        while ((packet = socket.poll()) != null) {
            final int address = packet.srcAddress();
            final int port = packet.srcPort();
            final Packet answer = environment.turnRound(packet).checksumState(Packet.CHECKSUM_UNKNOWN);
            if (host.partition().udpOutput().send(socket, answer, address, port) != SendResult.OK) {
                throw new AssertionError("an answer was not sent");
            }
        }
    }

    private static byte[] datagram(int port) {
        return Frames.udpToUs(PEER_PORT, port, new byte[PAYLOAD]).frame();
    }
}
