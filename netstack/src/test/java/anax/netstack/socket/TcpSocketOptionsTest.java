package anax.netstack.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import anax.netstack.link.Impairments;
import anax.netstack.link.MemoryLinkConfig;
import anax.netstack.packet.DropReason;
import anax.netstack.stack.MendedLink;
import anax.netstack.stack.TwoHosts;
import anax.netstack.tcp.TcpInfo;
import anax.netstack.wire.IpAddress;
import anax.runtime.Cpu;
import anax.runtime.Lwkt;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Ports, queues of listeners, options, lingering and readiness of TCP sockets of lightweight threads.
class TcpSocketOptionsTest {
    private static final int CPUS = 4;
    private static final int PORT = 7;
    private static final int SEEDS = 40;
    private static final int CLIENTS = 12;
    private static final long SECOND_NS = 1_000_000_000L;

    private final List<Object> seen = new ArrayList<>();

    /// Each CPU gives ports that lead back to it, and no two the same.
    @Test
    void shouldConnectFromPortOfItsOwnCpu() {
        try (TwoHosts hosts = TwoHosts.of(CPUS, 1)) {
            final TcpListener listener = listen(hosts, 16, true);
            final Set<Integer> ports = new HashSet<>();
            for (int cpu = 0; cpu < CPUS; cpu++) {
                final int here = cpu;
                for (int i = 0; i < 4; i++) {
                    hosts.call(cpu, () -> {
                        final TcpSocket socket = connected(hosts);
                        assertThat(socket.owner()).isEqualTo(here);
                        assertThat(ports.add(socket.localPort())).isTrue();
                        socket.abort();
                        return null;
                    });
                }
            }
            hosts.call(0, () -> close(listener));
        }
    }

    /// From a port of its own a connection is the CPU's that the flow hashes to, and works from every other.
    @Test
    void shouldConnectFromBoundPortWhicheverCpuOwnsFlow() {
        try (TwoHosts hosts = TwoHosts.of(CPUS, 1)) {
            final TcpListener listener = listen(hosts, 16, true);
            hosts.spawn(1, "server", () -> {
                TcpSocket socket;
                while ((socket = listener.accept()) != null) {
                    socket.write(ByteBuffer.allocate(1_000));
                    socket.close();
                }
                return null;
            });
            hosts.call(2, () -> {
                for (int port = 5_000; port < 5_012; port++) {
                    try (TcpSocket socket = TcpSocket.open(hosts.first())) {
                        socket.configure(options -> options.maxSeg(400));
                        assertThat(socket.bind(IpAddress.ANY_V4, port)).isEqualTo(port);
                        socket.connect(TwoHosts.SECOND, PORT);
                        assertThat(socket.localPort()).isEqualTo(port);
                        assertThat(socket.localAddress()).isEqualTo(TwoHosts.FIRST);
                        final TcpInfo info = new TcpInfo();
                        socket.info(info);
                        assertThat(info.announcedMss()).isEqualTo(400);
                        final ByteBuffer all = ByteBuffer.allocate(2_000);
                        while (socket.read(all) != TcpSocket.END) {}
                        assertThat(all.position()).isEqualTo(1_000);
                        seen.add(socket.owner() == 2 ? "here" : "elsewhere");
                    }
                }
                return null;
            });
            assertThat(seen).hasSize(12).contains("here", "elsewhere");
            hosts.call(0, () -> close(listener));
        }
    }

    @Test
    void shouldGivePortToOneOnly() {
        try (TwoHosts hosts = TwoHosts.of(CPUS, 1)) {
            hosts.call(3, () -> {
                final TcpListener listener = TcpListener.open(hosts.first(), IpAddress.ANY_V4, 0);
                assertThat(listener.port()).isBetween(32_768, 60_999);
                final TcpSocket socket = TcpSocket.open(hosts.first());
                assertThatThrownBy(() -> TcpListener.open(hosts.first(), TwoHosts.FIRST, listener.port()))
                        .isInstanceOf(TcpException.AddressInUse.class);
                assertThatThrownBy(() -> socket.bind(IpAddress.ANY_V4, listener.port()))
                        .isInstanceOf(TcpException.AddressInUse.class)
                        .hasMessageContaining("EADDRINUSE");
                assertThatThrownBy(() -> socket.bind(TwoHosts.SECOND, 80))
                        .isInstanceOf(TcpException.NoSuchAddress.class);
                assertThatThrownBy(() -> socket.bind(TwoHosts.FIRST, 70_000))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("0 to 65535");
                listener.close();
                assertThat(socket.bind(IpAddress.ANY_V4, listener.port())).isEqualTo(listener.port());
                assertThatThrownBy(() -> socket.bind(IpAddress.ANY_V4, 0)).isInstanceOf(IllegalStateException.class);
                socket.close();
                TcpListener.open(hosts.first(), IpAddress.ANY_V4, listener.port())
                        .close();
                return null;
            });
        }
    }

    /// Of a listener that is not shared each CPU takes its own connections, and nothing crosses.
    @Test
    void shouldAcceptOnCpuOfConnectionWhenListenerIsNotShared() {
        try (TwoHosts hosts = TwoHosts.of(CPUS, 1)) {
            final TcpListener listener = listen(hosts, 16, false);
            for (int cpu = 0; cpu < CPUS; cpu++) {
                hosts.spawn(cpu, "acceptor", () -> {
                    TcpSocket socket;
                    while ((socket = listener.accept()) != null) {
                        assertThat(socket.owner()).isEqualTo(Cpu.current().id());
                        seen.add(socket.owner());
                        socket.close();
                    }
                    return null;
                });
            }
            for (int i = 0; i < 20; i++) {
                hosts.call(i % CPUS, () -> {
                    final TcpSocket socket = connected(hosts);
                    assertThat(socket.read(ByteBuffer.allocate(1))).isEqualTo(TcpSocket.END);
                    socket.close();
                    return null;
                });
            }
            assertThat(seen).hasSize(20).contains(0, 1, 2, 3);
            hosts.call(0, () -> close(listener));
        }
    }

    /// Nobody accepts on the CPUs that own the connections: a thread of another one has them all.
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void shouldTakeConnectionsOfAllCpusWhenListenerIsShared(int acceptor) {
        try (TwoHosts hosts = TwoHosts.of(CPUS, acceptor)) {
            final TcpListener listener = listen(hosts, 16, true);
            for (int i = 0; i < 12; i++) {
                hosts.spawn(i % CPUS, "client", () -> {
                    final TcpSocket socket = connected(hosts);
                    assertThat(socket.read(ByteBuffer.allocate(1))).isEqualTo(TcpSocket.END);
                    socket.close();
                    return null;
                });
            }
            for (int i = 0; i < 3; i++) {
                hosts.spawn(acceptor, "acceptor", () -> {
                    TcpSocket socket;
                    while ((socket = listener.accept(Cpu.current().nowNs() + SECOND_NS)) != null) {
                        seen.add(socket.owner());
                        socket.close();
                    }
                    return null;
                });
            }
            hosts.runToRest();
            assertThat(seen).hasSize(12).contains(0, 1, 2, 3);
            hosts.call(0, () -> close(listener));
        }
    }

    /// A request for a connection that is asked back while it is on its way to one either brings it or leaves it
    /// to somebody else.
    @Test
    void shouldLoseNoConnectionWhenAcceptGivesUp() {
        int late = 0;
        for (int seed = 1; seed <= SEEDS; seed++) {
            seen.clear();
            try (TwoHosts hosts = TwoHosts.of(CPUS, seed)) {
                final TcpListener listener = listen(hosts, 16, true);
                final int[] givenUp = new int[1];
                for (int i = 0; i < 2 * CPUS; i++) {
                    final int number = i;
                    hosts.spawn(i % CPUS, "acceptor", () -> {
                        while (seen.size() < CLIENTS) {
                            final TcpSocket socket =
                                    listener.accept(Cpu.current().nowNs() + 1_000L * (1 + number * 3));
                            if (socket != null) {
                                seen.add(socket.remotePort());
                                socket.close();
                            } else {
                                givenUp[0]++;
                            }
                        }
                        return null;
                    });
                }
                for (int i = 0; i < CLIENTS; i++) {
                    final int number = i;
                    hosts.spawn(i % CPUS, "client", () -> {
                        Lwkt.blockUntil("a moment", Cpu.current().nowNs() + number * 4_000L);
                        final TcpSocket socket = connected(hosts);
                        assertThat(socket.read(
                                        ByteBuffer.allocate(1), Cpu.current().nowNs() + SECOND_NS))
                                .isEqualTo(TcpSocket.END);
                        socket.close();
                        return null;
                    });
                }
                hosts.runToRest();
                assertThat(seen)
                        .as("connections of seed " + seed)
                        .hasSize(CLIENTS)
                        .doesNotHaveDuplicates();
                late += givenUp[0];
                hosts.call(0, () -> close(listener));
            }
        }
        assertThat(late).as("accepts that gave up").isPositive();
    }

    @Test
    void shouldDropSynWhenBacklogIsFull() {
        try (TwoHosts hosts = TwoHosts.of(1, 1)) {
            final TcpListener listener = listen(hosts, 2, true);
            hosts.call(0, () -> {
                final TcpSocket first = connected(hosts);
                final TcpSocket second = connected(hosts);
                final TcpSocket third = TcpSocket.open(hosts.first());
                assertThatThrownBy(() -> third.connect(
                                TwoHosts.SECOND, PORT, Cpu.current().nowNs() + 2 * SECOND_NS))
                        .isInstanceOf(TcpException.TimedOut.class);
                assertThat(TwoHosts.droppedIn(hosts.second(), DropReason.TCP_BACKLOG))
                        .isPositive();
                listener.accept().close();
                connected(hosts).close();
                first.close();
                second.close();
                return close(listener);
            });
        }
    }

    /// SO_LINGER: a close waits for the peer's acknowledgment, or ends by a RST when that takes too long.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void shouldLingerUntilPeerHasAllOrTimeIsUp(int cpus) {
        try (TwoHosts hosts = TwoHosts.of(cpus, 1)) {
            final TcpListener listener = listen(hosts, 16, true);
            hosts.spawn(cpus - 1, "server", () -> {
                final TcpSocket prompt = listener.accept();
                final TcpSocket late = listener.accept();
                final ByteBuffer buffer = ByteBuffer.allocate(2_000_000);
                Lwkt.blockUntil("a while", Cpu.current().nowNs() + SECOND_NS);
                while (prompt.read(buffer) != TcpSocket.END) {}
                seen.add(buffer.position());
                Lwkt.blockUntil("longer", Cpu.current().nowNs() + 10 * SECOND_NS);
                assertThatThrownBy(() -> {
                            buffer.clear();
                            while (late.read(buffer) != TcpSocket.END) {}
                        })
                        .isInstanceOf(TcpException.Reset.class);
                prompt.close();
                late.close();
                return null;
            });
            hosts.call(0, () -> {
                final TcpSocket prompt = connected(hosts);
                final TcpSocket late = connected(hosts);
                for (final TcpSocket socket : List.of(prompt, late)) {
                    socket.configure(options -> options.lingerNs(5 * SECOND_NS).sendBuffer(1_000_000));
                    socket.write(ByteBuffer.allocate(900_000));
                }
                final long beforeNs = Cpu.current().nowNs();
                prompt.close();
                assertThat(Cpu.current().nowNs() - beforeNs).isBetween(SECOND_NS / 2, 4 * SECOND_NS);
                final long betweenNs = Cpu.current().nowNs();
                late.close();
                assertThat(Cpu.current().nowNs() - betweenNs).isBetween(5 * SECOND_NS, 6 * SECOND_NS);
                return null;
            });
            assertThat(seen).containsExactly(900_000);
            hosts.call(0, () -> close(listener));
        }
    }

    @Test
    void shouldRefuseOptionOutOfRangeWhereItIsAskedFor() {
        try (TwoHosts hosts = TwoHosts.of(2, 1)) {
            final TcpListener listener = listen(hosts, 16, true);
            hosts.call(1, () -> {
                final TcpSocket socket = TcpSocket.open(hosts.first());
                assertThatThrownBy(() -> socket.configure(options -> options.ttl(0)))
                        .isInstanceOf(IllegalArgumentException.class);
                socket.bind(IpAddress.ANY_V4, 0);
                assertThatThrownBy(() -> socket.configure(options -> options.ttl(0)))
                        .isInstanceOf(IllegalArgumentException.class);
                assertThatThrownBy(() -> listener.configure(options -> options.ttl(0)))
                        .isInstanceOf(IllegalArgumentException.class);
                assertThatThrownBy(() -> socket.read(ByteBuffer.allocate(1)))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("ENOTCONN");
                socket.close();
                return close(listener);
            });
        }
    }

    /// RFC 5482: octets that are not acknowledged for so long end the connection. RFC 1122, section 4.2.3.6: an
    /// end that has nothing to send finds out by asking.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void shouldSayAtBothEndsThatPeerTimedOutWhenWireIsCut(int cpus) {
        try (TwoHosts hosts =
                TwoHosts.over(TwoHosts.machine(cpus), 1, link -> MemoryLinkConfig.rawIp("wire", cpus, cpus), link -> {
                    final long cutNs = Cpu.current().nowNs() + 5 * SECOND_NS;
                    return new MendedLink(link, Impairments.none(1).withLoss(1), cutNs, cutNs + 500 * SECOND_NS);
                })) {
            final TcpListener listener = listen(hosts, 16, true);
            hosts.spawn(0, "server", () -> {
                try (TcpSocket socket = listener.accept()) {
                    socket.configure(options -> options.keepAlive(true)
                            .keepIdleNs(3 * SECOND_NS)
                            .keepIntervalNs(SECOND_NS)
                            .keepCount(3));
                    seen.add(timedOut(socket));
                }
                return null;
            });
            hosts.call(cpus - 1, () -> {
                try (TcpSocket socket = connected(hosts)) {
                    socket.configure(options -> options.userTimeoutNs(4 * SECOND_NS));
                    Lwkt.blockUntil("the cut", Cpu.current().nowNs() + 6 * SECOND_NS);
                    socket.write(ByteBuffer.allocate(100));
                    seen.add(timedOut(socket));
                }
                return null;
            });
            assertThat(seen).hasSize(2).allSatisfy(ns -> assertThat((long) ns).isLessThan(20 * SECOND_NS));
            hosts.call(0, () -> close(listener));
        }
    }

    private static long timedOut(TcpSocket socket) {
        final long beforeNs = Cpu.current().nowNs();
        assertThatThrownBy(() -> socket.read(ByteBuffer.allocate(1))).isInstanceOf(TcpException.TimedOut.class);
        return Cpu.current().nowNs() - beforeNs;
    }

    @Test
    void shouldConnectAgainWhenFirstTryFailed() {
        try (TwoHosts hosts = TwoHosts.of(2, 1)) {
            final TcpListener listener = listen(hosts, 16, true);
            hosts.call(1, () -> {
                final TcpSocket socket = TcpSocket.open(hosts.first());
                socket.configure(options -> options.synCount(1));
                final long beforeNs = Cpu.current().nowNs();
                assertThatThrownBy(() -> socket.connect(IpAddress.parse("10.0.0.9"), PORT))
                        .isInstanceOfAny(TcpException.TimedOut.class, TcpException.Unreachable.class);
                assertThat(Cpu.current().nowNs() - beforeNs).isLessThan(10 * SECOND_NS);
                socket.connect(TwoHosts.SECOND, PORT); // the next try of the same socket
                socket.close();
                return close(listener);
            });
        }
    }

    /// Level-triggered, asked anew after each answer; one thread serves them all.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void shouldTellReadinessAgainUntilAllIsRead(int cpus) {
        try (TwoHosts hosts = TwoHosts.of(cpus, 1)) {
            final TcpListener listener = listen(hosts, 16, true);
            hosts.spawn(cpus - 1, "selector", () -> select(listener, 3));
            for (int i = 0; i < 3; i++) {
                hosts.spawn(i % cpus, "client", () -> {
                    try (TcpSocket socket = connected(hosts)) {
                        socket.write(ByteBuffer.allocate(100));
                    }
                    return null;
                });
            }
            hosts.runToRest();
            assertThat(seen).hasSize(3 * 10).containsOnly(10);
        }
    }

    @Test
    void shouldAnswerQuestionWhenAbortedOrSocketIsClosed() {
        try (TwoHosts hosts = TwoHosts.of(2, 1)) {
            final TcpListener listener = listen(hosts, 16, true);
            hosts.call(1, () -> {
                final TcpSocket socket = connected(hosts);
                final TcpReadiness question = new TcpReadiness(socket);
                socket.watch(question, TcpReadiness.READ);
                question.abortMessage();
                Lwkt.current().port().waitReply(question);
                assertThat(question.ready()).isZero();
                socket.watch(question, TcpReadiness.READ | TcpReadiness.WRITE);
                Lwkt.current().port().waitReply(question);
                assertThat(question.ready()).isEqualTo(TcpReadiness.WRITE);
                socket.watch(question, TcpReadiness.READ);
                socket.close();
                Lwkt.current().port().waitReply(question);
                assertThat(question.ready()).isEqualTo(TcpReadiness.READ);
                assertThatThrownBy(() -> socket.watch(question, 0)).isInstanceOf(IllegalArgumentException.class);
                listener.accept().close();
                listener.watch(question);
                listener.close();
                Lwkt.current().port().waitReply(question);
                assertThat(question.ready()).isEqualTo(TcpReadiness.ACCEPT);
                return null;
            });
        }
    }

    private Void select(TcpListener listener, int connections) throws TcpException {
        listener.watch(new TcpReadiness(null));
        int open = 0;
        int ended = 0;
        while (ended < connections) {
            final TcpReadiness ready = (TcpReadiness) Lwkt.current().port().waitMessage();
            if (ready.attachment() == null) {
                assertThat(ready.ready()).isEqualTo(TcpReadiness.ACCEPT);
                final TcpSocket socket = listener.accept(Cpu.current().nowNs());
                if (socket != null) {
                    open++;
                    socket.watch(new TcpReadiness(socket), TcpReadiness.READ);
                }
                if (open < connections) {
                    listener.watch(ready);
                }
            } else {
                final TcpSocket socket = (TcpSocket) ready.attachment();
                final int count = socket.tryRead(ByteBuffer.allocate(10));
                if (count == TcpSocket.END) {
                    ended++;
                    socket.close();
                } else {
                    seen.add(count);
                    socket.watch(ready, TcpReadiness.READ);
                }
            }
        }
        listener.close();
        return null;
    }

    private static TcpListener listen(TwoHosts hosts, int backlog, boolean shared) {
        return hosts.call(0, () -> TcpListener.open(hosts.second(), IpAddress.ANY_V4, PORT, backlog, shared));
    }

    private static TcpSocket connected(TwoHosts hosts) throws TcpException {
        final TcpSocket socket = TcpSocket.open(hosts.first());
        socket.connect(TwoHosts.SECOND, PORT);
        assertThat(socket.remotePort()).isEqualTo(PORT);
        return socket;
    }

    private static Void close(TcpListener listener) {
        listener.close();
        return null;
    }
}
