package anax.netstack.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import anax.netstack.ip.SendResult;
import anax.netstack.link.LinkCapabilities;
import anax.netstack.packet.DropReason;
import anax.netstack.stack.PinnedHosts;
import anax.netstack.stack.TwoHosts;
import anax.netstack.wire.IpAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Several datagrams by one call.
class UdpSegmentsTest {
    private static final int CPUS = 4;
    private static final int PORT = 7;
    private static final int SECOND = TwoHosts.SECOND.v4();

    private final List<ByteBuffer> received = new ArrayList<>();

    /// Whoever owns the sending and the receiving socket, and whatever the link can do itself.
    @ParameterizedTest
    @CsvSource({"0,0", "1,0", "2,65535", "3,65535", "1,2000"})
    void shouldArriveAsDatagramsOfSegmentsLength(int cpu, int longestSegment) {
        try (TwoHosts hosts = hosts(longestSegment)) {
            serve(hosts, 3);
            assertThat(hosts.<Integer>call(cpu, () -> send(hosts, SECOND, 2_500, 1_000)))
                    .isEqualTo(SendResult.OK);
        }
        assertReceived(1_000, 1_000, 500);
    }

    @Test
    void shouldArriveAsDatagramsByLoopback() {
        try (TwoHosts hosts = hosts(0)) {
            serve(hosts, 3);
            hosts.call(1, () -> {
                try (UdpSocket socket = UdpSocket.open(hosts.second())) {
                    socket.bind(IpAddress.ANY_V4, 4_001);
                    final Datagram payload = payload(hosts, socket, 6_000);
                    assertThat(socket.sendSegments(payload, 2_500, SECOND, PORT))
                            .isEqualTo(SendResult.OK);
                }
                return null;
            });
        }
        assertReceived(2_500, 2_500, 1_000);
    }

    @Test
    void shouldSendOneDatagramWhenPayloadIsNoLongerThanSegment() {
        try (TwoHosts hosts = hosts(65_535)) {
            serve(hosts, 2);
            hosts.call(0, () -> send(hosts, SECOND, 1_000, 1_000));
            hosts.call(0, () -> send(hosts, SECOND, 1_000, 0));
        }
        assertThat(received)
                .hasSize(2)
                .allSatisfy(each -> assertThat(each.remaining()).isEqualTo(1_000));
    }

    /// Segments are there so that nothing is fragmented (RFC 8085, section 3.2).
    @Test
    void shouldRefuseSegmentsThatPathDoesNotTakeWhole() {
        try (TwoHosts hosts = hosts(65_535)) {
            assertThat(hosts.<Integer>call(0, () -> send(hosts, SECOND, 6_000, 1_473)))
                    .isEqualTo(SendResult.TOO_LONG);
            serve(hosts, 5);
            assertThat(hosts.<Integer>call(0, () -> send(hosts, SECOND, 6_000, 1_472)))
                    .isEqualTo(SendResult.OK);
        }
        assertReceived(1_472, 1_472, 1_472, 1_472, 112);
    }

    @Test
    void shouldRefuseMoreSegmentsThanOneSendMayHave() {
        try (TwoHosts hosts = hosts(0)) {
            assertThat(hosts.<Integer>call(0, () -> send(hosts, SECOND, 641, 10)))
                    .isEqualTo(SendResult.TOO_LONG);
            serve(hosts, 64);
            assertThat(hosts.<Integer>call(0, () -> send(hosts, SECOND, 640, 10)))
                    .isEqualTo(SendResult.OK);
        }
        assertThat(received).hasSize(64);
    }

    @Test
    void shouldDropRestWhenReceiversQueueIsFull() {
        try (TwoHosts hosts = hosts(65_535)) {
            final UdpSocket[] socket = new UdpSocket[1];
            hosts.call(3, () -> {
                socket[0] = UdpSocket.open(hosts.second());
                socket[0].bind(IpAddress.ANY_V4, PORT);
                socket[0].configure(endpoint -> endpoint.queueBounds(2, 10_000));
                return null;
            });
            hosts.call(0, () -> send(hosts, SECOND, 5_000, 1_000));
            assertThat(TwoHosts.droppedIn(hosts.second(), DropReason.UDP_QUEUE)).isEqualTo(3);
            hosts.call(3, () -> {
                socket[0].close();
                return null;
            });
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65_508})
    void shouldRefuseWhatCanBeNoSegment(int octets) {
        try (TwoHosts hosts = hosts(0)) {
            hosts.call(0, () -> {
                try (UdpSocket socket = UdpSocket.open(hosts.first())) {
                    socket.bind(IpAddress.ANY_V4, 0);
                    final Datagram payload = payload(hosts, socket, 10);
                    assertThatIllegalArgumentException()
                            .isThrownBy(() -> socket.sendSegments(payload, octets, SECOND, PORT))
                            .withMessage("segments of " + octets
                                    + " octets were asked for; use 1 to 65507, or 0 to send a single datagram");
                    payload.release();
                }
                return null;
            });
        }
    }

    @Test
    void shouldSendSegmentsFromOrdinaryThread() throws Exception {
        try (PinnedHosts hosts = new PinnedHosts(2);
                BlockingUdpSocket client = BlockingUdpSocket.open(hosts.first());
                BlockingUdpSocket server = BlockingUdpSocket.open(hosts.second())) {
            client.bind(IpAddress.ANY_V4, 0);
            server.bind(IpAddress.ANY_V4, PORT);
            final ByteBuffer payload = ByteBuffer.wrap(octets(1_250));
            assertThat(client.sendSegments(payload, 500, SECOND, PORT)).isEqualTo(SendResult.OK);
            assertThat(payload.hasRemaining()).isFalse();
            for (int i = 0; i < 3; i++) {
                final ByteBuffer buffer = ByteBuffer.allocate(2_000);
                server.receive(buffer, null, Duration.ofSeconds(30));
                received.add(buffer.flip());
            }
            client.send(ByteBuffer.wrap(octets(1_250)), SECOND, PORT);
            assertThat(server.receive(ByteBuffer.allocate(2_000), null, Duration.ofSeconds(30)))
                    .as("the next send is whole again")
                    .isEqualTo(1_250);
        }
        assertReceived(500, 500, 250);
    }

    private static TwoHosts hosts(int longestSegment) {
        final LinkCapabilities capabilities = new LinkCapabilities(longestSegment > 0, longestSegment);
        return TwoHosts.over(
                TwoHosts.machine(CPUS), 3, link -> link.withCapabilities(capabilities), UnaryOperator.identity());
    }

    private void serve(TwoHosts hosts, int datagrams) {
        hosts.spawn(3, "server", () -> {
            try (UdpSocket socket = UdpSocket.open(hosts.second())) {
                socket.bind(IpAddress.ANY_V4, PORT);
                final Datagram datagram = new Datagram(hosts.second());
                for (int i = 0; i < datagrams && socket.receive(datagram); i++) {
                    final ByteBuffer copy = ByteBuffer.allocate(datagram.length());
                    datagram.copyTo(copy);
                    received.add(copy.flip());
                    datagram.release();
                }
            }
            return null;
        });
        hosts.runToRest(); // so that it is bound
    }

    private static int send(TwoHosts hosts, int address, int octets, int segmentOctets) throws SocketException {
        try (UdpSocket socket = UdpSocket.open(hosts.first())) {
            socket.connect(IpAddress.of(address), PORT);
            return socket.sendSegments(payload(hosts, socket, octets), segmentOctets, 0, 0);
        }
    }

    private static Datagram payload(TwoHosts hosts, UdpSocket socket, int octets) {
        final Datagram payload = new Datagram(hosts.first());
        assertThat(socket.allocate(payload, octets)).isTrue();
        payload.putFrom(0, octets(octets), 0, octets);
        return payload;
    }

    private static byte[] octets(int count) {
        final byte[] octets = new byte[count];
        for (int i = 0; i < count; i++) {
            octets[i] = (byte) ((i * 31) >>> 3);
        }
        return octets;
    }

    private void assertReceived(int... lengths) {
        assertThat(received.stream().mapToInt(ByteBuffer::remaining).toArray()).containsExactly(lengths);
        final ByteBuffer all = ByteBuffer.allocate(65_536);
        received.forEach(all::put);
        final byte[] together = new byte[all.flip().remaining()];
        all.get(together);
        assertThat(together).isEqualTo(octets(together.length));
    }
}
