package anax.netstack.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import anax.netstack.dispatch.FlowHash;
import anax.netstack.packet.DropReason;
import anax.netstack.stack.NetworkStack;
import anax.netstack.stack.StackConfig.UdpDispatch;
import anax.netstack.stack.TwoHosts;
import anax.netstack.wire.IpAddress;
import anax.runtime.Cpu;
import anax.runtime.Lwkt;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What becomes of a bound socket that connects (RFC 1122, section 4.1.4, asks for what TCP's interface offers;
/// POSIX, `connect`, for what it leaves alone).
class UdpConnectTest {
    private static final int CPUS = 4;
    private static final int PEER_PORT = 7;
    private static final long SHORT_NS = 10_000_000L;

    /// POSIX: if `connect` fails, nothing is connected; nor may the socket have lost its port or what lay unread.
    @ParameterizedTest
    @ValueSource(ints = {4_000, 4_001, 4_002, 4_003})
    void shouldStayBoundAsItWasWhenConnectFails(int port) {
        try (TwoHosts hosts = TwoHosts.of(CPUS, 1)) {
            hosts.call(0, () -> {
                try (UdpSocket first = UdpSocket.open(hosts.first());
                        UdpSocket second = UdpSocket.open(hosts.first())) {
                    first.bind(IpAddress.ANY_V4, port);
                    first.connect(TwoHosts.SECOND, PEER_PORT);
                    second.bind(IpAddress.ANY_V4, port);
                    say(hosts.second(), 99, port, "before");
                    assertThatThrownBy(() -> second.connect(TwoHosts.SECOND, PEER_PORT))
                            .isInstanceOf(SocketException.class)
                            .hasMessageContaining("taken");
                    say(hosts.second(), 99, port, "after");
                    assertThat(hear(hosts.first(), second)).containsExactly("before", "after");
                    assertThat(second.localPort()).isEqualTo(port);
                    second.connect(TwoHosts.SECOND, PEER_PORT + 1);
                    say(hosts.second(), PEER_PORT + 1, port, "connected");
                    assertThat(hear(hosts.first(), second)).containsExactly("connected");
                }
                return null;
            });
        }
    }

    /// As kernels do: what is in the queue was for this socket when it came.
    @ParameterizedTest
    @ValueSource(ints = {4_000, 4_001, 4_002, 4_003})
    void shouldKeepWhatLiesUnreadWhenBoundSocketConnects(int port) {
        try (TwoHosts hosts = TwoHosts.of(CPUS, 1)) {
            hosts.call(1, () -> {
                try (UdpSocket socket = UdpSocket.open(hosts.first())) {
                    socket.bind(IpAddress.ANY_V4, port);
                    say(hosts.second(), 99, port, "of a stranger", "of a stranger too");
                    say(hosts.second(), PEER_PORT, port, "of the peer");
                    socket.connect(TwoHosts.SECOND, PEER_PORT);
                    say(hosts.second(), 99, port, "too late");
                    assertThat(hear(hosts.first(), socket))
                            .containsExactly("of a stranger", "of a stranger too", "of the peer");
                }
                return null;
            });
            assertThat(TwoHosts.droppedIn(hosts.first(), DropReason.UDP_NO_PORT))
                    .isEqualTo(1);
        }
    }

    /// No datagram of the peer's may be lost because the socket was on its way to another CPU.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void shouldLoseNothingOfPeersWhileItConnects(long seed) {
        try (TwoHosts hosts = TwoHosts.of(CPUS, seed)) {
            final int port = 4_000 + (int) seed;
            final UdpSocket[] socket = new UdpSocket[1];
            hosts.call(1, () -> {
                socket[0] = UdpSocket.open(hosts.first());
                return socket[0].bind(IpAddress.ANY_V4, port);
            });
            hosts.spawn(2, "peer", () -> {
                try (UdpSocket peer = UdpSocket.open(hosts.second())) {
                    peer.bind(IpAddress.ANY_V4, PEER_PORT);
                    for (int i = 0; i < 40; i++) {
                        peer.send(text("n"), TwoHosts.FIRST.v4(), port);
                        Lwkt.yield();
                    }
                }
                return null;
            });
            hosts.spawn(1, "connect", () -> socket[0].connect(TwoHosts.SECOND, PEER_PORT));
            hosts.runToRest();
            hosts.call(1, () -> {
                assertThat(hear(hosts.first(), socket[0])).hasSize(40);
                socket[0].close();
                return null;
            });
            assertThat(TwoHosts.dropped(hosts.first())).isEmpty();
        }
    }

    /// Whichever CPU a datagram comes to in turn, the most exact socket gets it, as with dispatch by flows.
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void shouldPreferConnectedSocketToBoundOneWhenDatagramsComeInTurn(int cpu) {
        try (TwoHosts hosts =
                TwoHosts.of(CPUS, 1, config -> config.withDispatch(FlowHash.TOEPLITZ, UdpDispatch.ROUND_ROBIN))) {
            hosts.call(cpu, () -> {
                final UdpSocket connected = UdpSocket.open(hosts.first());
                try (UdpSocket any = UdpSocket.open(hosts.first())) {
                    final int port = connected.connect(TwoHosts.SECOND, PEER_PORT);
                    any.bind(IpAddress.ANY_V4, port);
                    say(hosts.second(), PEER_PORT, port, "1", "2", "3", "4", "5", "6", "7", "8");
                    say(hosts.second(), 99, port, "a", "b", "c", "d", "e");
                    assertThat(hear(hosts.first(), connected))
                            .containsExactlyInAnyOrder("1", "2", "3", "4", "5", "6", "7", "8");
                    assertThat(hear(hosts.first(), any)).containsExactlyInAnyOrder("a", "b", "c", "d", "e");
                    connected.close();
                    say(hosts.second(), PEER_PORT, port, "9", "10", "11", "12");
                    assertThat(hear(hosts.first(), any)).containsExactlyInAnyOrder("9", "10", "11", "12");
                }
                return null;
            });
            assertThat(TwoHosts.dropped(hosts.first())).isEmpty();
        }
    }

    /// A failed connection leaves no trace that would have datagrams passed on; nor does a closed one.
    @Test
    void shouldPassNothingOnForConnectionsThatAreNoMore() {
        try (TwoHosts hosts =
                TwoHosts.of(CPUS, 1, config -> config.withDispatch(FlowHash.TOEPLITZ, UdpDispatch.ROUND_ROBIN))) {
            hosts.call(0, () -> {
                try (UdpSocket one = UdpSocket.open(hosts.first());
                        UdpSocket other = UdpSocket.open(hosts.first())) {
                    one.bind(IpAddress.ANY_V4, 5_000);
                    one.connect(TwoHosts.SECOND, PEER_PORT);
                    other.bind(IpAddress.ANY_V4, 5_000);
                    assertThatThrownBy(() -> other.connect(TwoHosts.SECOND, PEER_PORT))
                            .isInstanceOf(SocketException.class);
                }
                return null;
            });
            assertThat(passedOnForGroup(hosts, 5_000)).isEqualTo(passedOnForGroup(hosts, 6_000));
        }
    }

    private static long passedOnForGroup(TwoHosts hosts, int port) {
        final UdpSocketGroup group = hosts.call(0, () -> UdpSocketGroup.bind(hosts.first(), IpAddress.ANY_V4, port));
        final long before = TwoHosts.passedOn(hosts.first());
        hosts.call(0, () -> {
            say(hosts.second(), PEER_PORT, port, "1", "2", "3", "4", "5", "6", "7", "8");
            return null;
        });
        final long passedOn = TwoHosts.passedOn(hosts.first()) - before;
        for (int cpu = 0; cpu < CPUS; cpu++) {
            hosts.call(cpu, () -> {
                group.local().close();
                return null;
            });
        }
        return passedOn;
    }

    private static void say(NetworkStack stack, int fromPort, int toPort, String... texts) throws SocketException {
        try (UdpSocket socket = UdpSocket.open(stack)) {
            socket.bind(IpAddress.ANY_V4, fromPort);
            for (final String each : texts) {
                socket.send(text(each), TwoHosts.FIRST.v4(), toPort);
            }
            Lwkt.blockUntil("arrival", Cpu.current().nowNs() + SHORT_NS);
        }
    }

    /// All that has come.
    private static List<String> hear(NetworkStack stack, UdpSocket socket) throws SocketException {
        final List<String> heard = new ArrayList<>();
        final Datagram datagram = new Datagram(stack);
        while (socket.receive(datagram, Cpu.current().nowNs() + SHORT_NS)) {
            final byte[] octets = new byte[datagram.length()];
            datagram.copyTo(octets, 0, octets.length);
            heard.add(new String(octets, StandardCharsets.UTF_8));
            datagram.release();
        }
        return heard;
    }

    private static ByteBuffer text(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
