package anax.netstack.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import anax.netstack.ip.SendResult;
import anax.netstack.packet.DropReason;
import anax.netstack.stack.NetworkStack;
import anax.netstack.stack.TwoHosts;
import anax.netstack.wire.IpAddress;
import anax.runtime.Cpu;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Sockets of lightweight threads, over two hosts on a simulated machine of four CPUs.
class UdpSocketTest {
    private static final int CPUS = 4;
    private static final int PORT = 7;
    private static final int SECOND = TwoHosts.SECOND.v4();

    private final List<String> heard = new ArrayList<>();

    @Test
    void shouldCarryDatagramThereAndBack() {
        try (TwoHosts hosts = TwoHosts.of(CPUS, 1)) {
            serve(hosts, hosts.second(), 1);
            hosts.call(0, () -> ask(hosts.first(), "hello"));
        }
        assertThat(heard).containsExactly("hello");
    }

    @Test
    void shouldOwnUnconnectedSocketByItsPort() {
        try (TwoHosts hosts = TwoHosts.of(CPUS, 1)) {
            hosts.call(0, () -> {
                try (UdpSocket socket = UdpSocket.open(hosts.first())) {
                    socket.bind(IpAddress.ANY_V4, 4_001);
                    assertThat(socket.owner()).isEqualTo(4_001 % CPUS);
                }
                return null;
            });
        }
    }

    @Test
    void shouldChooseEphemeralPortOfCallersCpu() {
        try (TwoHosts hosts = TwoHosts.of(CPUS, 1)) {
            for (int cpu = 0; cpu < CPUS; cpu++) {
                final int here = cpu;
                hosts.call(cpu, () -> {
                    try (UdpSocket socket = UdpSocket.open(hosts.first())) {
                        final int port = socket.bind(IpAddress.ANY_V4, 0);
                        assertThat(port).isBetween(32_768, 60_999);
                        assertThat(port % CPUS).isEqualTo(here);
                        assertThat(socket.owner()).isEqualTo(here);
                    }
                    return null;
                });
            }
        }
    }

    @Test
    void shouldConnectByPortThatKeepsFlowOnCallersCpu() {
        try (TwoHosts hosts = TwoHosts.of(CPUS, 1)) {
            for (int cpu = 0; cpu < CPUS; cpu++) {
                final int here = cpu;
                serve(hosts, hosts.second(), 1);
                hosts.call(cpu, () -> {
                    try (UdpSocket socket = UdpSocket.open(hosts.first())) {
                        socket.connect(TwoHosts.SECOND, PORT);
                        assertThat(socket.owner()).isEqualTo(here);
                        heard.add(exchange(hosts.first(), socket, "from " + here, 0, 0));
                    }
                    return null;
                });
            }
        }
        assertThat(heard).containsExactly("from 0", "from 1", "from 2", "from 3");
    }

    @Test
    void shouldRefusePortThatIsTaken() {
        try (TwoHosts hosts = TwoHosts.of(CPUS, 1)) {
            hosts.call(0, () -> {
                try (UdpSocket one = UdpSocket.open(hosts.first());
                        UdpSocket other = UdpSocket.open(hosts.first())) {
                    one.bind(IpAddress.ANY_V4, PORT);
                    assertThatThrownBy(() -> other.bind(IpAddress.ANY_V4, PORT))
                            .isInstanceOf(SocketException.class)
                            .hasMessage("binding to 0.0.0.0 port 7 failed: the port, or every port of the ephemeral"
                                    + " range, is taken; choose another one");
                }
                return null;
            });
        }
    }

    /// RFC 1122, section 4.1.3.1: nobody has the port, and the sender is told.
    @Test
    void shouldTellConnectedSenderThatNobodyHasThePort() {
        try (TwoHosts hosts = TwoHosts.of(CPUS, 1)) {
            hosts.call(2, () -> {
                try (UdpSocket socket = UdpSocket.open(hosts.first())) {
                    socket.connect(TwoHosts.SECOND, 99);
                    socket.send(ByteBuffer.wrap(new byte[10]), 0, 0);
                    assertThatThrownBy(() -> socket.receive(new Datagram(hosts.first())))
                            .isInstanceOf(SocketException.class)
                            .hasMessageContaining("refused");
                }
                return null;
            });
            assertThat(TwoHosts.droppedIn(hosts.second(), DropReason.UDP_NO_PORT))
                    .isEqualTo(1);
        }
    }

    @Test
    void shouldGiveUpReceivingWhenTimeIsUp() {
        try (TwoHosts hosts = TwoHosts.of(CPUS, 1)) {
            for (int cpu = 0; cpu < CPUS; cpu++) { // the owner's, and others
                hosts.call(cpu, () -> {
                    try (UdpSocket socket = UdpSocket.open(hosts.first())) {
                        socket.bind(IpAddress.ANY_V4, PORT);
                        final long untilNs = Cpu.current().nowNs() + 5_000_000;
                        assertThat(socket.receive(new Datagram(hosts.first()), untilNs))
                                .isFalse();
                        assertThat(Cpu.current().nowNs()).isGreaterThanOrEqualTo(untilNs);
                    }
                    return null;
                });
            }
        }
    }

    @Test
    void shouldEndReceivingWhenClosed() {
        try (TwoHosts hosts = TwoHosts.of(CPUS, 1)) {
            final UdpSocket[] socket = new UdpSocket[1];
            final boolean[] received = {true};
            hosts.call(1, () -> {
                socket[0] = UdpSocket.open(hosts.first());
                return socket[0].bind(IpAddress.ANY_V4, PORT);
            });
            hosts.spawn(1, "reader", () -> received[0] = socket[0].receive(new Datagram(hosts.first())));
            hosts.runToRest();
            hosts.call(1, () -> {
                socket[0].close();
                return null;
            });
            assertThat(received[0]).isFalse();
        }
    }

    @Test
    void shouldSendLongDatagramInFragments() {
        try (TwoHosts hosts = TwoHosts.of(CPUS, 1)) {
            final String text = "x".repeat(20_000);
            serve(hosts, hosts.second(), 1);
            hosts.call(0, () -> ask(hosts.first(), text));
            assertThat(heard).containsExactly(text);
        }
    }

    @Test
    void shouldReachOwnHostByLoopback() {
        try (TwoHosts hosts = TwoHosts.of(CPUS, 1)) {
            serve(hosts, hosts.first(), 2);
            hosts.call(0, () -> {
                try (UdpSocket socket = UdpSocket.open(hosts.first())) {
                    socket.bind(IpAddress.ANY_V4, 0);
                    heard.add(exchange(hosts.first(), socket, "own", TwoHosts.FIRST.v4(), PORT));
                    heard.add(exchange(hosts.first(), socket, "loop", IpAddress.LOOPBACK_V4.v4(), PORT));
                }
                return null;
            });
        }
        assertThat(heard).containsExactly("own", "loop");
    }

    @Test
    void shouldCountWhatFindsReceiveQueueFull() {
        try (TwoHosts hosts = TwoHosts.of(CPUS, 1)) {
            hosts.call(0, () -> {
                try (UdpSocket socket = UdpSocket.open(hosts.second());
                        UdpSocket sender = UdpSocket.open(hosts.first())) {
                    socket.bind(IpAddress.ANY_V4, PORT);
                    socket.configure(endpoint -> endpoint.queueBounds(3, 1_000));
                    sender.bind(IpAddress.ANY_V4, 0);
                    for (int i = 0; i < 5; i++) {
                        sender.send(text("n" + i), SECOND, PORT);
                    }
                    anax.runtime.Lwkt.blockUntil("rest", Cpu.current().nowNs() + 1_000_000);
                    final Datagram datagram = new Datagram(hosts.second());
                    while (socket.poll(datagram)) {
                        heard.add(text(datagram));
                        datagram.release();
                    }
                }
                return null;
            });
            assertThat(heard).containsExactly("n0", "n1", "n2");
            assertThat(TwoHosts.droppedIn(hosts.second(), DropReason.UDP_QUEUE)).isEqualTo(2);
        }
    }

    /// The port's CPU is another one, so the binding takes a while, in which the other thread closes the socket.
    @Test
    void shouldKeepNoPortWhenClosedWhileItIsBound() {
        try (TwoHosts hosts = TwoHosts.of(CPUS, 1)) {
            final UdpSocket socket = hosts.call(0, () -> UdpSocket.open(hosts.first()));
            hosts.spawn(0, "binds", () -> socket.bind(IpAddress.ANY_V4, 4_001));
            hosts.spawn(0, "closes", () -> {
                socket.close();
                return null;
            });
            hosts.runToRest();
            assertPortIsFree(hosts, 4_001);
        }
    }

    @Test
    void shouldKeepNoFlowWhenClosedWhileItIsConnected() {
        try (TwoHosts hosts = TwoHosts.of(CPUS, 1)) {
            final UdpSocket socket = hosts.call(0, () -> UdpSocket.open(hosts.first()));
            hosts.call(0, () -> socket.bind(IpAddress.ANY_V4, 4_001));
            hosts.spawn(0, "connects", () -> socket.connect(TwoHosts.SECOND, PORT));
            hosts.spawn(0, "closes", () -> {
                socket.close();
                return null;
            });
            hosts.runToRest();
            assertPortIsFree(hosts, 4_001);
            for (int cpu = 0; cpu < CPUS; cpu++) {
                assertThat(hosts.<Integer>call(
                                cpu,
                                () -> hosts.first()
                                        .enter(Cpu.current().id())
                                        .udpSockets()
                                        .connectedCount()))
                        .as("flows of CPU %d", cpu)
                        .isZero();
            }
        }
    }

    private static void assertPortIsFree(TwoHosts hosts, int port) {
        hosts.call(0, () -> {
            try (UdpSocket next = UdpSocket.open(hosts.first())) {
                assertThat(next.bind(IpAddress.ANY_V4, port)).isEqualTo(port);
            }
            return null;
        });
    }

    /// Starts a server, and waits until it has its port.
    private static void serve(TwoHosts hosts, NetworkStack stack, int times) {
        hosts.spawn(3, "echo", () -> echo(stack, times));
        hosts.runToRest();
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

    private Void ask(NetworkStack stack, String question) throws SocketException {
        try (UdpSocket socket = UdpSocket.open(stack)) {
            socket.bind(IpAddress.ANY_V4, 0);
            heard.add(exchange(stack, socket, question, SECOND, PORT));
        }
        return null;
    }

    private static String exchange(NetworkStack stack, UdpSocket socket, String question, int address, int port)
            throws SocketException {
        assertThat(socket.send(text(question), address, port)).isEqualTo(SendResult.OK);
        final Datagram answer = new Datagram(stack);
        assertThat(socket.receive(answer, Cpu.current().nowNs() + 50_000_000_000L))
                .isTrue();
        final String text = text(answer);
        answer.release();
        return text;
    }

    private static ByteBuffer text(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(Datagram datagram) {
        final byte[] octets = new byte[datagram.length()];
        datagram.copyTo(octets, 0, octets.length);
        return new String(octets, StandardCharsets.UTF_8);
    }
}
