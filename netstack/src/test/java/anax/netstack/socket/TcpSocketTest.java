package anax.netstack.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import anax.netstack.link.ImpairedLink;
import anax.netstack.link.Impairments;
import anax.netstack.link.Jitter;
import anax.netstack.stack.NetworkStack;
import anax.netstack.stack.TwoHosts;
import anax.netstack.tcp.TcpSockets;
import anax.netstack.tcp.TcpState;
import anax.netstack.wire.IpAddress;
import anax.runtime.Cpu;
import anax.runtime.Lwkt;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Lightweight threads that talk over TCP, on one CPU and on several.
class TcpSocketTest {
    private static final int PORT = 7;
    private static final int LARGE = 900_000;
    private static final long SECOND_NS = 1_000_000_000L;

    private final List<Object> seen = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void shouldEchoManyConnections(int cpus) {
        try (TwoHosts hosts = TwoHosts.of(cpus, 1)) {
            serve(hosts, 0, 12);
            for (int i = 0; i < 12; i++) {
                final int number = i;
                hosts.spawn(i % cpus, "client " + i, () -> {
                    try (TcpSocket socket = TcpSocket.open(hosts.first())) {
                        socket.connect(TwoHosts.SECOND, PORT);
                        assertThat(socket.owner()).isEqualTo(Cpu.current().id());
                        socket.write(octets(number, 5_000));
                        socket.shutdownOutput();
                        assertThat(readAll(socket)).isEqualTo(octets(number, 5_000));
                        seen.add(number);
                    }
                    return null;
                });
            }
            hosts.runToRest();
            assertThat(seen).hasSize(12);
        }
    }

    /// RFC 9293, section 3.6: an end that has sent its FIN still takes what the other sends.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void shouldGoOnReadingWhenOutputIsShut(int cpus) {
        try (TwoHosts hosts = TwoHosts.of(cpus, 1)) {
            accept(hosts, 0, socket -> {
                assertThat(socket.read(ByteBuffer.allocate(10))).isEqualTo(TcpSocket.END);
                socket.write(octets(1, 90_000));
            });
            hosts.call(cpus - 1, () -> {
                try (TcpSocket socket = connected(hosts)) {
                    socket.shutdownOutput();
                    assertThat(readAll(socket)).isEqualTo(octets(1, 90_000));
                    assertThatThrownBy(() -> socket.write(octets(1, 1)))
                            .isInstanceOf(TcpException.Shut.class)
                            .hasMessageContaining("EPIPE");
                }
                return null;
            });
        }
    }

    /// RFC 9293, figure 13: when the FINs cross both ends come to TIME-WAIT, else one only.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void shouldLeaveNothingWhenBothCloseAtOnce(int cpus) {
        final Impairments delay = Impairments.none(1).withDelay(SECOND_NS / 100, Jitter.NONE);
        try (TwoHosts hosts =
                TwoHosts.over(TwoHosts.machine(cpus), 1, link -> link, link -> new ImpairedLink(link, delay))) {
            final long closesNs = hosts.call(0, () -> Cpu.current().nowNs()) + SECOND_NS;
            accept(hosts, 0, socket -> Lwkt.blockUntil("the time", closesNs));
            hosts.call(cpus - 1, () -> {
                final TcpSocket socket = connected(hosts);
                Lwkt.blockUntil("the time", closesNs);
                socket.close();
                Lwkt.blockUntil("FINs", closesNs + SECOND_NS);
                for (final NetworkStack stack : List.of(hosts.first(), hosts.second())) {
                    final TcpSockets tcp = stack.enter(Cpu.current().id()).tcp();
                    assertThat(tcp.count(TcpState.TIME_WAIT)).isOne();
                }
                return null;
            });
            assertNothingLeft(hosts);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void shouldResetConnectionsThatNobodyHasAcceptedWhenListenerIsClosed(int cpus) {
        try (TwoHosts hosts = TwoHosts.of(cpus, 1)) {
            final TcpListener listener = listen(hosts, 0, true);
            for (int i = 0; i < 6; i++) {
                hosts.spawn(i % cpus, "client", () -> {
                    try (TcpSocket socket = connected(hosts)) {
                        assertThatThrownBy(() -> socket.read(ByteBuffer.allocate(10)))
                                .isInstanceOf(TcpException.Reset.class);
                        seen.add("reset");
                    }
                    return null;
                });
            }
            hosts.spawn(0, "closer", () -> {
                Lwkt.blockUntil("connections", Cpu.current().nowNs() + SECOND_NS);
                listener.close();
                listener.close();
                assertThat(listener.accept()).isNull();
                return null;
            });
            hosts.runToRest();
            assertThat(seen).hasSize(6);
            assertNothingLeft(hosts);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void shouldSayWhoRefusedWhenNobodyListens(int cpus) {
        try (TwoHosts hosts = TwoHosts.of(cpus, 1)) {
            hosts.call(cpus - 1, () -> {
                try (TcpSocket socket = TcpSocket.open(hosts.first())) {
                    assertThatThrownBy(() -> socket.connect(TwoHosts.SECOND, 99))
                            .isInstanceOf(TcpException.Refused.class)
                            .hasMessageContaining(TwoHosts.SECOND + " port 99")
                            .hasMessageContaining("ECONNREFUSED");
                }
                return null;
            });
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void shouldReadWhatCameAndThenSayAgainAndAgainThatPeerHasReset(int cpus) {
        try (TwoHosts hosts = TwoHosts.of(cpus, 1)) {
            accept(hosts, 0, socket -> {
                socket.write(octets(1, 100));
                Lwkt.blockUntil("arrival", Cpu.current().nowNs() + SECOND_NS);
                socket.abort();
            });
            hosts.call(cpus - 1, () -> {
                try (TcpSocket socket = connected(hosts)) {
                    Lwkt.blockUntil("reset", Cpu.current().nowNs() + 2 * SECOND_NS);
                    final ByteBuffer came = ByteBuffer.allocate(200);
                    assertThat(socket.read(came)).isEqualTo(100);
                    for (int i = 0; i < 2; i++) {
                        assertThatThrownBy(() -> socket.read(came))
                                .isInstanceOf(TcpException.Reset.class)
                                .hasMessageContaining("port " + socket.localPort() + " to " + TwoHosts.SECOND);
                        assertThatThrownBy(() -> socket.write(octets(1, 1))).isInstanceOf(TcpException.Reset.class);
                    }
                }
                return null;
            });
            assertNothingLeft(hosts);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void shouldGiveUpConnectingWhenTimeIsUp(int cpus) {
        try (TwoHosts hosts = TwoHosts.of(cpus, 1)) {
            hosts.call(cpus - 1, () -> {
                final TcpSocket socket = TcpSocket.open(hosts.first());
                final long untilNs = Cpu.current().nowNs() + SECOND_NS / 100;
                assertThatThrownBy(() -> socket.connect(IpAddress.parse("10.0.0.9"), PORT, untilNs))
                        .isInstanceOf(TcpException.TimedOut.class)
                        .hasMessageContaining("10.0.0.9");
                assertThat(Cpu.current().nowNs()).isBetween(untilNs, untilNs + SECOND_NS / 100);
                assertThatThrownBy(() -> socket.connect(TwoHosts.SECOND, PORT)).isInstanceOf(TcpException.Closed.class);
                return null;
            });
            assertNothingLeft(hosts);
        }
    }

    /// The window closes, is probed, and opens again; a write that waits is woken by that.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void shouldWaitWhilePeerDoesNotReadAndGoOnWhenItDoes(int cpus) {
        try (TwoHosts hosts = TwoHosts.of(cpus, 1)) {
            accept(hosts, 0, socket -> {
                Lwkt.blockUntil("a while", Cpu.current().nowNs() + 100 * SECOND_NS);
                assertThat(readAll(socket)).isEqualTo(octets(3, LARGE));
                seen.add("read");
            });
            hosts.call(cpus - 1, () -> {
                try (TcpSocket socket = connected(hosts)) {
                    final ByteBuffer large = octets(3, LARGE);
                    final long untilNs = Cpu.current().nowNs() + SECOND_NS;
                    final int first = socket.write(large, untilNs);
                    assertThat(first).isPositive().isLessThan(LARGE).isEqualTo(large.position());
                    assertThat(Cpu.current().nowNs()).isGreaterThanOrEqualTo(untilNs);
                    assertThat(socket.tryWrite(large)).isZero();
                    socket.write(large);
                    assertThat(large.hasRemaining()).isFalse();
                }
                return null;
            });
            assertThat(seen).containsExactly("read");
            assertNothingLeft(hosts);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void shouldReadNothingWhenNothingComesInTime(int cpus) {
        try (TwoHosts hosts = TwoHosts.of(cpus, 1)) {
            final TcpListener listener = listen(hosts, 0, true);
            hosts.spawn(0, "client", () -> {
                try (TcpSocket socket = connected(hosts)) {
                    Lwkt.blockUntil("a while", Cpu.current().nowNs() + 3 * SECOND_NS);
                    socket.write(octets(2, 10));
                    socket.read(ByteBuffer.allocate(10));
                }
                return null;
            });
            hosts.call(cpus - 1, () -> {
                assertThat(listener.accept(Cpu.current().nowNs() - 1)).isNull();
                try (TcpSocket socket = listener.accept()) {
                    final ByteBuffer buffer = ByteBuffer.allocate(100);
                    final long untilNs = Cpu.current().nowNs() + SECOND_NS;
                    assertThat(socket.tryRead(buffer)).isEqualTo(TcpSocket.NOTHING);
                    assertThat(socket.read(buffer, untilNs)).isEqualTo(TcpSocket.NOTHING);
                    assertThat(Cpu.current().nowNs()).isGreaterThanOrEqualTo(untilNs);
                    assertThat(socket.read(buffer)).isEqualTo(10);
                    assertThat(listener.accept(Cpu.current().nowNs() + SECOND_NS))
                            .isNull();
                }
                listener.close();
                return null;
            });
            assertNothingLeft(hosts);
        }
    }

    /// What was read lies in the packets that it came in, and goes home from whatever CPU read it.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void shouldLendPacketsOnEveryCpu(int cpus) {
        try (TwoHosts hosts = TwoHosts.of(cpus, 1)) {
            for (int reader = 0; reader < cpus; reader++) {
                final int from = reader;
                final TcpListener listener = listen(hosts, 0, true);
                hosts.spawn(from, "reader", () -> {
                    final TcpOctets octets = new TcpOctets(hosts.second());
                    final ByteBuffer all = ByteBuffer.allocate(LARGE);
                    try (TcpSocket socket = listener.accept()) {
                        assertThat(socket.receive(octets, Cpu.current().nowNs() + 1_000))
                                .isEqualTo(TcpSocket.NOTHING);
                        while (socket.receive(octets) != TcpSocket.END) {
                            octets.copyTo(0, all);
                            octets.release();
                        }
                    }
                    assertThat(all.flip()).isEqualTo(octets(from, LARGE));
                    seen.add("lent on " + (from == 0 ? "its" : "another") + " CPU");
                    listener.close();
                    return null;
                });
                hosts.call(0, () -> {
                    try (TcpSocket socket = connected(hosts)) {
                        Lwkt.blockUntil("a while", Cpu.current().nowNs() + SECOND_NS);
                        socket.write(octets(from, LARGE));
                    }
                    return null;
                });
            }
            assertThat(seen).hasSize(cpus);
            assertNothingLeft(hosts);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void shouldTellReaderWhenSocketIsClosed(int cpus) {
        try (TwoHosts hosts = TwoHosts.of(cpus, 1)) {
            final TcpListener listener = listen(hosts, 0, true);
            final TcpSocket[] accepted = new TcpSocket[1];
            hosts.spawn(cpus - 1, "reader", () -> {
                accepted[0] = listener.accept();
                assertThatThrownBy(() -> accepted[0].read(ByteBuffer.allocate(1)))
                        .isInstanceOf(TcpException.Closed.class);
                seen.add("told");
                return null;
            });
            hosts.spawn(0, "client", () -> {
                try (TcpSocket socket = connected(hosts)) {
                    assertThat(socket.read(ByteBuffer.allocate(1))).isEqualTo(TcpSocket.END);
                }
                return null;
            });
            hosts.runToRest();
            hosts.call(cpus - 1, () -> {
                accepted[0].close();
                accepted[0].close();
                assertThatThrownBy(() -> accepted[0].write(octets(1, 1))).isInstanceOf(TcpException.Closed.class);
                listener.close();
                return null;
            });
            assertThat(seen).containsExactly("told");
            assertNothingLeft(hosts);
        }
    }

    private interface Body {
        void run(TcpSocket socket) throws Exception;
    }

    /// Accepts one connection.
    private static void accept(TwoHosts hosts, int cpu, Body body) {
        final TcpListener listener = listen(hosts, cpu, true);
        hosts.spawn(cpu, "server", () -> {
            try (listener;
                    TcpSocket socket = listener.accept()) {
                body.run(socket);
            }
            return null;
        });
    }

    private static TcpListener listen(TwoHosts hosts, int cpu, boolean shared) {
        return hosts.call(cpu, () -> TcpListener.open(hosts.second(), IpAddress.ANY_V4, PORT, 16, shared));
    }

    private static TcpSocket connected(TwoHosts hosts) throws TcpException {
        final TcpSocket socket = TcpSocket.open(hosts.first());
        socket.connect(TwoHosts.SECOND, PORT);
        return socket;
    }

    /// After the longest wait of a connection that has ended no partition knows of any.
    /// The port's CPU is another one, so the binding takes a while, in which the other thread closes the socket.
    @ParameterizedTest
    @ValueSource(ints = {2, 4})
    void shouldKeepNoPortWhenClosedWhileItIsBound(int cpus) {
        try (TwoHosts hosts = TwoHosts.of(cpus, 1)) {
            final TcpSocket socket = hosts.call(0, () -> TcpSocket.open(hosts.first()));
            hosts.spawn(0, "binds", () -> socket.bind(IpAddress.ANY_V4, PORT));
            hosts.spawn(0, "closes", () -> {
                socket.close();
                return null;
            });
            hosts.runToRest();
            assertNothingLeft(hosts);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4})
    void shouldKeepNoConnectionWhenClosedWhileItIsConnected(int cpus) {
        try (TwoHosts hosts = TwoHosts.of(cpus, 1)) {
            final TcpSocket socket = hosts.call(0, () -> TcpSocket.open(hosts.first()));
            hosts.call(0, () -> socket.bind(IpAddress.ANY_V4, PORT));
            hosts.spawn(0, "connects", () -> {
                socket.beginConnect(TwoHosts.SECOND, PORT + 1);
                return null;
            });
            hosts.spawn(0, "closes", () -> {
                socket.close();
                return null;
            });
            hosts.runToRest();
            assertNothingLeft(hosts);
        }
    }

    private static void assertNothingLeft(TwoHosts hosts) {
        hosts.call(0, () -> {
            Lwkt.blockUntil("time", Cpu.current().nowNs() + 130 * SECOND_NS);
            return null;
        });
        for (final NetworkStack stack : List.of(hosts.first(), hosts.second())) {
            for (int cpu = 0; cpu < stack.partitions(); cpu++) {
                hosts.call(cpu, () -> {
                    final TcpSockets tcp = stack.enter(Cpu.current().id()).tcp();
                    for (final TcpState state : TcpState.values()) {
                        assertThat(tcp.count(state))
                                .as("connections in " + state)
                                .isZero();
                    }
                    assertThat(tcp.isTaken(0, PORT, false)).as("port taken").isFalse();
                    return null;
                });
            }
        }
    }

    /// Accepts so many connections, with a thread for each.
    private void serve(TwoHosts hosts, int cpu, int connections) {
        hosts.spawn(cpu, "server", () -> {
            try (TcpListener listener = TcpListener.open(hosts.second(), IpAddress.ANY_V4, PORT)) {
                for (int i = 0; i < connections; i++) {
                    final TcpSocket socket = listener.accept();
                    hosts.spawn(cpu, "echo", () -> echo(socket));
                }
            }
            return null;
        });
        hosts.runToRest();
    }

    private static Void echo(TcpSocket socket) throws TcpException {
        try (socket) {
            final ByteBuffer buffer = ByteBuffer.allocate(1_000);
            while (socket.read(buffer) != TcpSocket.END) {
                socket.write(buffer.flip());
                buffer.clear();
            }
        }
        return null;
    }

    private static ByteBuffer readAll(TcpSocket socket) throws TcpException {
        final ByteBuffer all = ByteBuffer.allocate(LARGE + 1);
        while (socket.read(all, Cpu.current().nowNs() + 10 * SECOND_NS) > 0) {}
        return all.flip();
    }

    private static ByteBuffer octets(int seed, int length) {
        final ByteBuffer octets = ByteBuffer.allocate(length);
        for (int i = 0; i < length; i++) {
            octets.put((byte) (((seed * 31 + i) * 0x9E37_79B9) >>> 24));
        }
        return octets.flip();
    }
}
