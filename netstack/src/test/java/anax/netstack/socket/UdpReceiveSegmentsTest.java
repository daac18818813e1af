package anax.netstack.socket;

import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.ip.SendResult;
import anax.netstack.link.LinkCapabilities;
import anax.netstack.packet.DropReason;
import anax.netstack.stack.PinnedHosts;
import anax.netstack.stack.TwoHosts;
import anax.netstack.wire.IpAddress;
import anax.runtime.Cpu;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Several datagrams by one receive.
@Timeout(60)
class UdpReceiveSegmentsTest {
    private static final int CPUS = 4;
    private static final int PORT = 7;
    private static final int OWNER = PORT % CPUS;
    private static final int LOOPBACK = IpAddress.parse("127.0.0.1").v4();
    private static final long PATIENCE_NS = 1_000_000_000L;

    private final List<String> received = new ArrayList<>();

    /// Whether the sending stack cuts them and the receiving one joins them, or the link takes them as they are.
    @ParameterizedTest
    @ValueSource(ints = {0, 65_535})
    void shouldGetDatagramsTogetherWhenAsked(int longestSegment) {
        try (TwoHosts hosts = hosts(longestSegment)) {
            serve(hosts, true, 1);
            send(hosts, OWNER, 2_500, 1_000);
            assertThat(received).containsExactly("2500 of 1000");
            assertThat(TwoHosts.merged(hosts.second())).isEqualTo(longestSegment == 0 ? 2 : 0);
        }
    }

    /// To join what would only be cut again is work for nothing.
    @Test
    void shouldGetDatagramsSinglyAndJoinNoneWhenNotAsked() {
        try (TwoHosts hosts = hosts(0)) {
            serve(hosts, false, 3);
            send(hosts, OWNER, 2_500, 1_000);
            assertThat(received).containsExactly("1000 of 0", "1000 of 0", "500 of 0");
            assertThat(TwoHosts.merged(hosts.second())).isZero();
        }
    }

    @Test
    void shouldGetDatagramsSinglyWhenStackIsToldNotToJoin() {
        try (TwoHosts hosts = TwoHosts.over(
                CPUS, 3, config -> config.with(draft -> draft.coalescing = false), UnaryOperator.identity())) {
            serve(hosts, true, 3);
            send(hosts, OWNER, 2_500, 1_000);
            assertThat(received).containsExactly("1000 of 0", "1000 of 0", "500 of 0");
        }
    }

    /// The CPU that receives may not look at a socket of another one.
    @Test
    void shouldGetDatagramsSinglyWhenTheyArriveOnAnotherCpu() {
        try (TwoHosts hosts = hosts(0)) {
            serve(hosts, true, 3);
            send(hosts, (OWNER + 1) % CPUS, 2_500, 1_000);
            assertThat(received).containsExactly("1000 of 0", "1000 of 0", "500 of 0");
            assertThat(TwoHosts.merged(hosts.second())).isZero();
        }
    }

    /// Datagrams of one flow only are joined, whatever else comes in between. Their identifications are no row,
    /// so they must not be such as may be fragmented (RFC 6864).
    @Test
    void shouldKeepSendersApart() {
        try (TwoHosts hosts = hosts(0)) {
            serve(hosts, true, 2);
            hosts.call(OWNER, () -> {
                try (UdpSocket one = UdpSocket.open(hosts.first());
                        UdpSocket other = UdpSocket.open(hosts.first())) {
                    one.connect(TwoHosts.SECOND, PORT);
                    other.connect(TwoHosts.SECOND, PORT);
                    one.configure(endpoint -> endpoint.dontFragment(true));
                    other.configure(endpoint -> endpoint.dontFragment(true));
                    for (int i = 0; i < 3; i++) {
                        one.send(ByteBuffer.allocate(10), 0, 0);
                        other.send(ByteBuffer.allocate(20), 0, 0);
                    }
                }
                return null;
            });
            assertThat(received).containsExactlyInAnyOrder("30 of 10", "60 of 20");
        }
    }

    @Test
    void shouldGoOnAskingWhenBoundSocketConnects() {
        try (TwoHosts hosts = hosts(0)) {
            hosts.call(2, () -> {
                for (int port = 4_000; port < 4_008; port++) {
                    try (UdpSocket socket = UdpSocket.open(hosts.first())) {
                        socket.bind(IpAddress.ANY_V4, port);
                        socket.receiveSegments(true);
                        socket.connect(TwoHosts.SECOND, PORT);
                        final boolean[] asks = new boolean[1];
                        socket.configure(endpoint -> asks[0] = endpoint.receivesSegments());
                        assertThat(asks[0]).as("port %d", port).isTrue();
                    }
                }
                return null;
            });
        }
    }

    /// What came as several datagrams is answered by as many.
    @Test
    void shouldAnswerEachDatagramOfThoseThatCameTogether() {
        try (TwoHosts hosts = hosts(0)) {
            hosts.spawn(OWNER, "echo", () -> echo(hosts));
            hosts.runToRest();
            hosts.call(OWNER, () -> {
                try (UdpSocket socket = UdpSocket.open(hosts.first())) {
                    socket.connect(TwoHosts.SECOND, PORT);
                    socket.sendSegments(payload(hosts, socket, 2_500), 1_000, 0, 0);
                    final Datagram datagram = new Datagram(hosts.first());
                    while (socket.receive(datagram, Cpu.current().nowNs() + PATIENCE_NS)) {
                        note(datagram);
                    }
                }
                return null;
            });
            assertThat(received).containsExactly("1000 of 0", "1000 of 0", "500 of 0");
        }
    }

    /// What came together is one datagram to the queue's bound, but all of its octets count.
    @Test
    void shouldDropAllThatCameTogetherWhenItsOctetsFindNoRoom() {
        try (TwoHosts hosts = hosts(0)) {
            final UdpSocket socket = hosts.call(OWNER, () -> {
                final UdpSocket made = UdpSocket.open(hosts.second());
                made.bind(IpAddress.ANY_V4, PORT);
                made.receiveSegments(true);
                made.configure(endpoint -> endpoint.queueBounds(1, 2_999));
                return made;
            });
            send(hosts, OWNER, 3_000, 1_000);
            assertThat(TwoHosts.droppedIn(hosts.second(), DropReason.UDP_QUEUE)).isEqualTo(1);
            send(hosts, OWNER, 2_999, 1_000);
            assertThat(TwoHosts.droppedIn(hosts.second(), DropReason.UDP_QUEUE)).isEqualTo(1);
            hosts.call(OWNER, () -> {
                final Datagram datagram = new Datagram(hosts.second());
                assertThat(socket.poll(datagram)).isTrue();
                note(datagram);
                socket.receiveSegments(false);
                return null;
            });
            assertThat(received).containsExactly("2999 of 1000");
            send(hosts, OWNER, 2_999, 1_000);
            assertThat(TwoHosts.droppedIn(hosts.second(), DropReason.UDP_QUEUE))
                    .as("singly again")
                    .isEqualTo(3);
            hosts.call(OWNER, () -> {
                socket.close();
                socket.receiveSegments(true);
                return null;
            });
        }
    }

    /// By loopback, which takes them as they are: so it is certain that they come together.
    @Test
    void shouldTellOrdinaryThreadOfWhichLengthDatagramsAre() throws Exception {
        try (PinnedHosts hosts = new PinnedHosts(1);
                BlockingUdpSocket client = BlockingUdpSocket.open(hosts.first());
                BlockingUdpSocket server = BlockingUdpSocket.open(hosts.first())) {
            client.bind(IpAddress.ANY_V4, 0);
            server.bind(IpAddress.ANY_V4, PORT);
            server.receiveSegments(true);
            final ByteBuffer buffer = ByteBuffer.allocate(10_000);
            final DatagramOrigin origin = new DatagramOrigin();
            client.sendSegments(ByteBuffer.allocate(2_500), 1_000, LOOPBACK, PORT);
            assertThat(server.receive(buffer, origin, Duration.ofSeconds(30))).isEqualTo(2_500);
            assertThat(origin.segmentOctets()).isEqualTo(1_000);
            client.send(ByteBuffer.allocate(2_500), LOOPBACK, PORT);
            assertThat(server.receive(buffer, origin, Duration.ofSeconds(30))).isEqualTo(2_500);
            assertThat(origin.segmentOctets()).isZero();
        }
    }

    private static TwoHosts hosts(int longestSegment) {
        final LinkCapabilities capabilities = new LinkCapabilities(longestSegment > 0, longestSegment);
        return TwoHosts.over(CPUS, 3, UnaryOperator.identity(), link -> link.withCapabilities(capabilities));
    }

    private void serve(TwoHosts hosts, boolean together, int times) {
        hosts.spawn(OWNER, "server", () -> {
            try (UdpSocket socket = UdpSocket.open(hosts.second())) {
                socket.bind(IpAddress.ANY_V4, PORT);
                socket.receiveSegments(together);
                final Datagram datagram = new Datagram(hosts.second());
                for (int i = 0; i < times && socket.receive(datagram); i++) {
                    note(datagram);
                }
            }
            return null;
        });
        hosts.runToRest(); // so that it is bound
    }

    private static Void echo(TwoHosts hosts) throws SocketException {
        try (UdpSocket socket = UdpSocket.open(hosts.second())) {
            socket.bind(IpAddress.ANY_V4, PORT);
            socket.receiveSegments(true);
            final Datagram datagram = new Datagram(hosts.second());
            assertThat(socket.receive(datagram)).isTrue();
            assertThat(datagram.segmentOctets()).isEqualTo(1_000);
            assertThat(socket.answer(datagram)).isEqualTo(SendResult.OK);
        }
        return null;
    }

    private void note(Datagram datagram) {
        received.add(datagram.length() + " of " + datagram.segmentOctets());
        datagram.release();
    }

    /// Sends from a socket whose flow belongs to a CPU, on both hosts.
    private static void send(TwoHosts hosts, int cpu, int octets, int segmentOctets) {
        hosts.call(cpu, () -> {
            try (UdpSocket socket = UdpSocket.open(hosts.first())) {
                socket.connect(TwoHosts.SECOND, PORT);
                assertThat(socket.sendSegments(payload(hosts, socket, octets), segmentOctets, 0, 0))
                        .isEqualTo(SendResult.OK);
            }
            return null;
        });
    }

    private static Datagram payload(TwoHosts hosts, UdpSocket socket, int octets) {
        final Datagram payload = new Datagram(hosts.first());
        assertThat(socket.allocate(payload, octets)).isTrue();
        return payload;
    }
}
