package anax.netstack.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import anax.netstack.ip.SendResult;
import anax.netstack.packet.DropReason;
import anax.netstack.stack.NetworkStack;
import anax.netstack.stack.TwoHosts;
import anax.netstack.wire.IpAddress;
import anax.runtime.Cpu;
import anax.runtime.Lwkt;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Sockets whose state lies on another CPU than the thread that uses them, or moves there.
class UdpAcrossCpusTest {
    private static final int CPUS = 4;
    private static final int PORT = 7;
    private static final int SECOND = TwoHosts.SECOND.v4();
    private static final long SECOND_NS = 1_000_000_000L;

    private final List<Object> seen = new ArrayList<>();

    @Test
    void shouldMoveToFlowsCpuAndKeepPortAndOptionsWhenBoundSocketConnects() {
        try (TwoHosts hosts = TwoHosts.of(CPUS, 1)) {
            hosts.spawn(2, "echo", () -> echo(hosts.second(), 16));
            hosts.call(0, () -> {
                for (int port = 4_000; port < 4_016; port++) {
                    try (UdpSocket socket = UdpSocket.open(hosts.first())) {
                        socket.bind(IpAddress.ANY_V4, port);
                        socket.configure(endpoint -> endpoint.queueBounds(1, 5));
                        assertThat(socket.connect(TwoHosts.SECOND, PORT)).isEqualTo(port);
                        seen.add(socket.owner() == port % CPUS ? "stayed" : "moved");
                        exchange(hosts.first(), socket, 5);
                    }
                }
                return null;
            });
            assertThat(seen).contains("moved", "stayed");
            assertThat(TwoHosts.dropped(hosts.first())).isEmpty();
        }
    }

    @Test
    void shouldKeepQueueBoundsWhenBoundSocketConnects() {
        try (TwoHosts hosts = TwoHosts.of(CPUS, 1)) {
            hosts.spawn(2, "echo", () -> echo(hosts.second(), 1));
            hosts.call(0, () -> {
                try (UdpSocket socket = UdpSocket.open(hosts.first())) {
                    socket.bind(IpAddress.ANY_V4, 4_000);
                    socket.configure(endpoint -> endpoint.queueBounds(1, 5));
                    socket.connect(TwoHosts.SECOND, PORT);
                    socket.send(ByteBuffer.allocate(6), 0, 0);
                    assertThat(socket.receive(new Datagram(hosts.first()), in(SECOND_NS)))
                            .isFalse();
                }
                return null;
            });
            assertThat(TwoHosts.droppedIn(hosts.first(), DropReason.UDP_QUEUE)).isEqualTo(1);
        }
    }

    /// What a datagram costs is a message: it must not wait for the deadline that the reader would have had.
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void shouldReceiveOnAnotherCpuAsSoonAsDatagramComes(int cpu) {
        try (TwoHosts hosts = TwoHosts.of(CPUS, 1)) {
            hosts.spawn(2, "echo", () -> echo(hosts.second(), 1));
            hosts.call(cpu, () -> {
                try (UdpSocket socket = UdpSocket.open(hosts.first())) {
                    socket.bind(IpAddress.ANY_V4, 4_001);
                    final long untilNs = in(SECOND_NS);
                    exchange(hosts.first(), socket, 5);
                    assertThat(untilNs - Cpu.current().nowNs()).isGreaterThan(SECOND_NS / 2);
                }
                return null;
            });
        }
    }

    @Test
    void shouldGiveUpOnAnotherCpuAgainAndAgainAndReceiveAfterwards() {
        try (TwoHosts hosts = TwoHosts.of(CPUS, 1)) {
            hosts.spawn(2, "echo", () -> echo(hosts.second(), 1));
            hosts.call(3, () -> {
                try (UdpSocket socket = UdpSocket.open(hosts.first())) {
                    socket.bind(IpAddress.ANY_V4, 4_001);
                    final Datagram datagram = new Datagram(hosts.first());
                    for (int i = 0; i < 5; i++) {
                        assertThat(socket.receive(datagram, in(i * 1_000L))).isFalse();
                        assertThat(socket.poll(datagram)).isFalse();
                    }
                    exchange(hosts.first(), socket, 5);
                }
                return null;
            });
        }
    }

    @Test
    void shouldServeSeveralThreadsOfAnotherCpu() {
        try (TwoHosts hosts = TwoHosts.of(CPUS, 1)) {
            final UdpSocket[] socket = new UdpSocket[1];
            hosts.call(3, () -> {
                socket[0] = UdpSocket.open(hosts.second());
                return socket[0].bind(IpAddress.ANY_V4, 4_001);
            });
            for (int i = 0; i < 3; i++) {
                hosts.spawn(3, "reader " + i, () -> {
                    final Datagram datagram = new Datagram(hosts.second());
                    seen.add(socket[0].receive(datagram) ? datagram.length() : "closed");
                    datagram.release();
                    return null;
                });
            }
            hosts.runToRest();
            hosts.call(0, () -> send(hosts.first(), 4_001, 10, 20));
            assertThat(seen).containsExactlyInAnyOrder(10, 20);
            hosts.call(3, () -> close(socket[0]));
            assertThat(seen).containsExactlyInAnyOrder(10, 20, "closed");
        }
    }

    /// Memory that an application is done with goes home though nothing else happens.
    @Test
    void shouldSendMemoryHomeWhenReleasedOnAnotherCpu() {
        try (TwoHosts hosts = TwoHosts.of(CPUS, 1)) {
            final UdpSocket[] socket = new UdpSocket[1];
            hosts.call(3, () -> {
                socket[0] = UdpSocket.open(hosts.second());
                return socket[0].bind(IpAddress.ANY_V4, 4_001);
            });
            hosts.spawn(3, "reader", () -> {
                final Datagram datagram = new Datagram(hosts.second());
                socket[0].receive(datagram);
                datagram.release();
                return null;
            });
            hosts.call(0, () -> send(hosts.first(), 4_001, 10));
            TwoHosts.assertBalanced(hosts.second(), 0);
            hosts.call(3, () -> close(socket[0]));
        }
    }

    /// RFC 1122, section 4.1.3.3: an error is passed up, whichever CPU it comes to.
    @ParameterizedTest
    @ValueSource(ints = {4_000, 4_001, 4_002, 4_003})
    void shouldTellUnconnectedSocketThatNobodyHasThePort(int port) {
        try (TwoHosts hosts = TwoHosts.of(CPUS, 1)) {
            for (int cpu = 0; cpu < CPUS; cpu++) {
                hosts.call(cpu, () -> {
                    try (UdpSocket socket = UdpSocket.open(hosts.first())) {
                        socket.bind(IpAddress.ANY_V4, port);
                        socket.send(ByteBuffer.allocate(3), SECOND, 99);
                        final Datagram datagram = new Datagram(hosts.first());
                        assertThatThrownBy(() -> socket.receive(datagram, in(SECOND_NS)))
                                .isInstanceOf(SocketException.class)
                                .hasMessageContaining("refused");
                        assertThat(socket.receive(datagram, in(1_000))).isFalse();
                        socket.send(ByteBuffer.allocate(3), SECOND, 99);
                        Lwkt.blockUntil("rest", in(SECOND_NS / 100));
                        assertThatThrownBy(() -> socket.poll(datagram)).hasMessageContaining("refused");
                        assertThat(socket.poll(datagram)).isFalse();
                    }
                    return null;
                });
            }
        }
    }

    /// Both hosts share flows out alike here, so what a member's client sends comes to the member's CPU by
    /// itself.
    @Test
    void shouldGiveEachMemberItsFlowsAndNothingCrosses() {
        try (TwoHosts hosts = TwoHosts.of(CPUS, 1)) {
            final UdpSocketGroup group =
                    hosts.call(2, () -> UdpSocketGroup.bind(hosts.second(), IpAddress.ANY_V4, PORT));
            for (int cpu = 0; cpu < CPUS; cpu++) {
                final int here = cpu;
                hosts.spawn(cpu, "member", () -> {
                    final UdpSocket member = group.local();
                    final Datagram datagram = new Datagram(hosts.second());
                    while (member.receive(datagram)) {
                        seen.add(here);
                        member.answer(datagram);
                    }
                    return null;
                });
            }
            for (int cpu = 0; cpu < CPUS; cpu++) {
                hosts.call(cpu, () -> {
                    try (UdpSocket socket = UdpSocket.open(hosts.first())) {
                        socket.connect(TwoHosts.SECOND, PORT);
                        exchange(hosts.first(), socket, 20); // neighbours are known after that
                        Lwkt.blockUntil("rest", in(SECOND_NS / 100));
                        final long crossed = TwoHosts.passedOn(hosts.second());
                        for (int i = 1; i < 10; i++) {
                            exchange(hosts.first(), socket, 20);
                        }
                        assertThat(TwoHosts.passedOn(hosts.second())).isEqualTo(crossed);
                    }
                    return null;
                });
            }
            for (int cpu = 0; cpu < CPUS; cpu++) {
                final Integer here = cpu;
                assertThat(seen).filteredOn(here::equals).hasSize(10);
                hosts.call(cpu, () -> close(group.local()));
            }
        }
    }

    /// The port's CPU decides, whoever comes from wherever at the same time.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldGivePortToSocketOrGroupButNotToBoth(long seed) {
        try (TwoHosts hosts = TwoHosts.of(CPUS, seed)) {
            hosts.spawn(1, "group", () -> {
                UdpSocketGroup.bind(hosts.first(), IpAddress.ANY_V4, 4_003);
                seen.add("group");
                return null;
            });
            hosts.spawn(2, "socket", () -> {
                final UdpSocket socket = UdpSocket.open(hosts.first());
                socket.bind(IpAddress.ANY_V4, 4_003);
                seen.add("socket");
                return null;
            });
            assertThatThrownBy(hosts::runToRest).hasStackTraceContaining("is taken; choose another one");
            assertThat(seen).hasSize(1);
        }
    }

    /// A partition is its CPU's: no other one calls it.
    @Test
    void shouldRefuseCallOfPartitionFromAnotherCpu() {
        try (TwoHosts hosts = TwoHosts.of(CPUS, 1)) {
            hosts.call(0, () -> {
                assertThatThrownBy(() -> hosts.first().enter(1))
                        .isInstanceOf(AssertionError.class)
                        .hasMessageContaining("was called by");
                assertThat(hosts.first().enter(0)).isNotNull();
                return null;
            });
        }
    }

    @Test
    void shouldRefuseGroupThePortThatSocketHasAndSocketThatOfGroup() {
        try (TwoHosts hosts = TwoHosts.of(CPUS, 1)) {
            hosts.call(1, () -> {
                try (UdpSocket socket = UdpSocket.open(hosts.first())) {
                    socket.bind(IpAddress.ANY_V4, 4_002);
                    assertThatThrownBy(() -> UdpSocketGroup.bind(hosts.first(), IpAddress.ANY_V4, 4_002))
                            .isInstanceOf(SocketException.class)
                            .hasMessageContaining("is taken; choose another one");
                }
                UdpSocketGroup.bind(hosts.first(), IpAddress.ANY_V4, 4_003);
                try (UdpSocket socket = UdpSocket.open(hosts.first())) {
                    assertThatThrownBy(() -> socket.bind(IpAddress.ANY_V4, 4_003))
                            .isInstanceOf(SocketException.class)
                            .hasMessageContaining("is taken; choose another one");
                }
                return null;
            });
        }
    }

    @Test
    void shouldRefuseAndSendNothingWhenClosed() {
        try (TwoHosts hosts = TwoHosts.of(CPUS, 1)) {
            hosts.call(1, () -> {
                final UdpSocket socket = UdpSocket.open(hosts.first());
                socket.bind(IpAddress.ANY_V4, 4_001);
                socket.close();
                socket.close();
                assertThat(socket.send(ByteBuffer.allocate(1), SECOND, PORT)).isEqualTo(SendResult.CLOSED);
                assertThat(socket.receive(new Datagram(hosts.first()))).isFalse();
                return null;
            });
            assertThat(TwoHosts.dropped(hosts.second())).isEmpty();
        }
    }

    /// What was sent before is sent, though another CPU sends it and the socket is closed, or connects, at once.
    @ParameterizedTest
    @ValueSource(ints = {4_000, 4_001, 4_002, 4_003})
    void shouldSendWhatWasSentBeforeItWasClosedOrConnected(int port) {
        try (TwoHosts hosts = TwoHosts.of(CPUS, 1)) {
            for (int cpu = 0; cpu < CPUS; cpu++) {
                hosts.call(cpu, () -> {
                    try (UdpSocket socket = UdpSocket.open(hosts.first())) {
                        socket.bind(IpAddress.ANY_V4, port);
                        socket.send(ByteBuffer.allocate(3), SECOND, PORT);
                    }
                    try (UdpSocket socket = UdpSocket.open(hosts.first())) {
                        socket.bind(IpAddress.ANY_V4, port);
                        socket.send(ByteBuffer.allocate(3), SECOND, PORT);
                        socket.connect(TwoHosts.SECOND, PORT);
                    }
                    return null;
                });
            }
            assertThat(TwoHosts.droppedIn(hosts.second(), DropReason.UDP_NO_PORT))
                    .as("dropped by the sender: " + TwoHosts.dropped(hosts.first()))
                    .isEqualTo(2 * CPUS);
        }
    }

    private static Void close(UdpSocket socket) {
        socket.close();
        return null;
    }

    private static Void send(NetworkStack stack, int port, int... lengths) throws SocketException {
        try (UdpSocket socket = UdpSocket.open(stack)) {
            socket.bind(IpAddress.ANY_V4, 0);
            Arrays.stream(lengths).forEach(length -> socket.send(ByteBuffer.allocate(length), SECOND, port));
        }
        return null;
    }

    private static Void echo(NetworkStack stack, int times) throws SocketException {
        try (UdpSocket socket = UdpSocket.open(stack)) {
            socket.bind(IpAddress.ANY_V4, PORT);
            final Datagram datagram = new Datagram(stack);
            for (int i = 0; i < times && socket.receive(datagram); i++) {
                socket.answer(datagram);
            }
        }
        return null;
    }

    private static void exchange(NetworkStack stack, UdpSocket socket, int octets) throws SocketException {
        assertThat(socket.send(ByteBuffer.allocate(octets), SECOND, PORT)).isEqualTo(SendResult.OK);
        final Datagram answer = new Datagram(stack);
        assertThat(socket.receive(answer, in(SECOND_NS))).isTrue();
        assertThat(answer.length()).isEqualTo(octets);
        answer.release();
    }

    private static long in(long ns) {
        return Cpu.current().nowNs() + ns;
    }
}
