package anax.netstack.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import anax.netstack.stack.PinnedHosts;
import anax.netstack.stack.TwoHosts;
import anax.netstack.wire.IpAddress;
import anax.runtime.ForeignPort;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Connections of ordinary threads, on machines whose CPUs are real threads.
@Timeout(60)
class BlockingTcpSocketTest {
    private static final int PORT = 4_000;
    private static final Duration SHORT = Duration.ofMillis(5);
    private static final Duration LONG = Duration.ofSeconds(30);

    /// Platform and virtual threads by turns; connections belong to whatever CPU their ports lead to.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void shouldEchoManyConnections(int cpus) throws Exception {
        try (PinnedHosts hosts = new PinnedHosts(cpus);
                BlockingTcpListener listener = BlockingTcpListener.open(hosts.second(), IpAddress.ANY_V4, PORT)) {
            final List<FutureTask<Void>> threads = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                final int seed = i;
                threads.add(started(i, () -> echo(listener.accept())));
                threads.add(started(i + 1, () -> ask(hosts, seed)));
            }
            for (final FutureTask<Void> thread : threads) {
                thread.get();
            }
        }
    }

    @Test
    void shouldGiveUpWhenTimeIsUpAndGoOnAfterwards() throws Exception {
        try (PinnedHosts hosts = new PinnedHosts(2);
                BlockingTcpListener listener = BlockingTcpListener.open(hosts.second(), IpAddress.ANY_V4, PORT);
                BlockingTcpSocket client = BlockingTcpSocket.open(hosts.first())) {
            assertThat(listener.tryAccept()).isNull();
            assertThat(listener.accept(SHORT)).isNull();
            client.connect(TwoHosts.SECOND, PORT, LONG);
            try (BlockingTcpSocket server = listener.accept()) {
                final ByteBuffer buffer = ByteBuffer.allocateDirect(100);
                assertThat(server.tryRead(buffer)).isEqualTo(BlockingTcpSocket.NOTHING);
                assertThat(server.read(buffer, SHORT)).isEqualTo(BlockingTcpSocket.NOTHING);
                final ByteBuffer large = ByteBuffer.allocate(4_000_000);
                final int first = client.write(large, Duration.ofMillis(200));
                assertThat(first).isPositive().isEqualTo(large.position()).isLessThan(large.capacity());
                assertThat(client.tryWrite(large)).isZero();
                final FutureTask<Void> rest = started(0, () -> {
                    client.write(large);
                    client.shutdownOutput();
                    return null;
                });
                int read = 0;
                for (int count = server.read(buffer); count != BlockingTcpSocket.END; count = server.read(buffer)) {
                    read += count;
                    buffer.clear();
                }
                rest.get();
                assertThat(read).isEqualTo(large.capacity());
            }
        }
    }

    /// A listener whose queue is full answers no SYN.
    @Test
    void shouldSayWhyConnectingFailed() throws Exception {
        try (PinnedHosts hosts = new PinnedHosts(1);
                BlockingTcpListener listener = BlockingTcpListener.open(hosts.second(), IpAddress.ANY_V4, PORT, 1);
                BlockingTcpSocket refused = BlockingTcpSocket.open(hosts.first());
                BlockingTcpSocket waiting = BlockingTcpSocket.open(hosts.first());
                BlockingTcpSocket late = BlockingTcpSocket.open(hosts.first())) {
            assertThatThrownBy(() -> refused.connect(TwoHosts.SECOND, 99))
                    .isInstanceOf(TcpException.Refused.class)
                    .hasMessageContaining("to 10.0.0.2 port 99");
            waiting.connect(TwoHosts.SECOND, PORT);
            assertThatThrownBy(() -> late.connect(TwoHosts.SECOND, PORT, Duration.ofMillis(50)))
                    .isInstanceOf(TcpException.TimedOut.class);
            assertThatThrownBy(() -> late.connect(TwoHosts.SECOND, PORT)).isInstanceOf(TcpException.Closed.class);
            assertThat(listener.tryAccept()).isNotNull();
        }
    }

    @Test
    void shouldEndWaitByInterruptAndLeaveConnection() throws Exception {
        try (PinnedHosts hosts = new PinnedHosts(2);
                BlockingTcpListener listener = BlockingTcpListener.open(hosts.second(), IpAddress.ANY_V4, PORT);
                BlockingTcpSocket client = BlockingTcpSocket.open(hosts.first())) {
            client.connect(TwoHosts.SECOND, PORT);
            try (BlockingTcpSocket server = listener.accept()) {
                Thread.currentThread().interrupt();
                assertThatThrownBy(() -> server.read(ByteBuffer.allocate(1))).isInstanceOf(InterruptedException.class);
                Thread.currentThread().interrupt();
                assertThatThrownBy(listener::accept).isInstanceOf(InterruptedException.class);
                client.write(ByteBuffer.allocate(10));
                assertThat(server.read(ByteBuffer.allocate(20))).isEqualTo(10);
            }
        }
    }

    @Test
    void shouldTellWhoWaitsWhenClosed() throws Exception {
        try (PinnedHosts hosts = new PinnedHosts(2)) {
            final BlockingTcpListener listener = BlockingTcpListener.open(hosts.second(), IpAddress.ANY_V4, PORT);
            final BlockingTcpSocket client = BlockingTcpSocket.open(hosts.first());
            client.connect(TwoHosts.SECOND, PORT);
            final BlockingTcpSocket server = listener.accept();
            final FutureTask<Void> acceptor = started(0, () -> {
                assertThat(listener.accept()).isNull();
                return null;
            });
            final FutureTask<Void> reader = started(1, () -> {
                assertThatThrownBy(() -> server.read(ByteBuffer.allocate(1))).isInstanceOf(TcpException.Closed.class);
                return null;
            });
            assertThat(client.read(ByteBuffer.allocate(1), SHORT)).isEqualTo(BlockingTcpSocket.NOTHING);
            server.close();
            listener.close();
            acceptor.get();
            reader.get();
            assertThat(client.read(ByteBuffer.allocate(1))).isEqualTo(BlockingTcpSocket.END);
            client.close();
        }
    }

    /// One thread, many sockets: what a selector does. Readiness is a level, so what was left unread is told
    /// again.
    @Test
    void shouldTellReadinessOfManyToOnePort() throws Exception {
        try (PinnedHosts hosts = new PinnedHosts(2);
                BlockingTcpListener listener = BlockingTcpListener.open(hosts.second(), IpAddress.ANY_V4, PORT)) {
            final ForeignPort port = new ForeignPort(16);
            listener.watch(new TcpReadiness(listener), port);
            final List<BlockingTcpSocket> clients = new ArrayList<>();
            final List<BlockingTcpSocket> servers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                final BlockingTcpSocket client = BlockingTcpSocket.open(hosts.first());
                client.beginConnect(TwoHosts.SECOND, PORT);
                client.watch(new TcpReadiness(client), TcpReadiness.CONNECT, port);
                clients.add(client);
            }
            int read = 0;
            while (read < 40) {
                final TcpReadiness ready = (TcpReadiness) port.waitMessage();
                if (ready.attachment() == listener) {
                    assertThat(ready.ready()).isEqualTo(TcpReadiness.ACCEPT);
                    final BlockingTcpSocket server = listener.tryAccept();
                    if (server != null) {
                        servers.add(server);
                        server.watch(new TcpReadiness(server), TcpReadiness.READ, port);
                    }
                    listener.watch(ready, port);
                    continue;
                }
                final BlockingTcpSocket socket = (BlockingTcpSocket) ready.attachment();
                if (clients.contains(socket)) {
                    assertThat(ready.ready()).isEqualTo(TcpReadiness.CONNECT);
                    assertThat(socket.finishConnect()).isTrue();
                    socket.write(ByteBuffer.allocate(10));
                } else {
                    assertThat(ready.ready()).isEqualTo(TcpReadiness.READ);
                    read += socket.tryRead(ByteBuffer.allocate(5));
                    socket.watch(ready, TcpReadiness.READ, port);
                }
            }
            for (final BlockingTcpSocket socket : clients) {
                socket.close();
            }
            for (final BlockingTcpSocket socket : servers) {
                socket.close();
            }
        }
    }

    private static Void ask(PinnedHosts hosts, int seed) throws Exception {
        final byte[] question = new byte[300_000];
        new Random(seed).nextBytes(question);
        try (BlockingTcpSocket socket = BlockingTcpSocket.open(hosts.first())) {
            socket.connect(TwoHosts.SECOND, PORT);
            final FutureTask<Void> writer = started(seed, () -> {
                socket.write(ByteBuffer.wrap(question));
                socket.shutdownOutput();
                return null;
            });
            final ByteBuffer answer = ByteBuffer.allocate(question.length + 1);
            while (socket.read(answer, LONG) > 0) {}
            writer.get();
            assertThat(answer.flip()).isEqualTo(ByteBuffer.wrap(question));
        }
        return null;
    }

    private static Void echo(BlockingTcpSocket socket) throws Exception {
        try (socket) {
            final ByteBuffer buffer = ByteBuffer.allocate(10_000);
            while (socket.read(buffer, LONG) > 0) {
                socket.write(buffer.flip());
                buffer.clear();
            }
        }
        return null;
    }

    private static FutureTask<Void> started(int kind, Callable<Void> body) {
        final FutureTask<Void> task = new FutureTask<>(body);
        (kind % 2 == 0 ? Thread.ofPlatform() : Thread.ofVirtual()).start(task);
        return task;
    }
}
