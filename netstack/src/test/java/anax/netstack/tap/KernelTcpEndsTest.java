package anax.netstack.tap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import anax.netstack.socket.BlockingTcpListener;
import anax.netstack.socket.BlockingTcpSocket;
import anax.netstack.wire.IpAddress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// How connections with the real kernel end that do not end well: a program is killed, a cable is cut.
@Timeout(120)
class KernelTcpEndsTest {
    private static final int PORT = 9;
    private static final long SOME = 1 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    /// The kernel sends what it has and a FIN: nothing was on the way to the program.
    @Test
    void shouldReachEndWhenSenderIsKilled() throws Exception {
        try (KernelHost kernel = KernelHost.make("nc");
                TapHost ours = host(kernel);
                TapServer server = new TapServer(ours, PORT, TapServer::discard)) {
            final Process sender =
                    kernel.start(folder.resolve("nc"), "exec nc " + TapHost.OUR_ADDRESS + " " + PORT + " < /dev/zero");
            await(() -> server.octets.get() > SOME);
            kill(sender);
            await(() -> server.served.get() + server.broken.get() == 1);
            assertThat(server.served).hasValue(1);
        }
    }

    /// The kernel sends a RST: the program will never read what was on the way to it.
    @Test
    void shouldBeResetWhenReceiverIsKilled() throws Exception {
        try (KernelHost kernel = KernelHost.make("nc");
                TapHost ours = host(kernel);
                TapServer server = new TapServer(ours, PORT, TapServer::flood)) {
            final Process receiver = kernel.start(
                    folder.resolve("nc"), "exec nc -d " + TapHost.OUR_ADDRESS + " " + PORT + " > /dev/null");
            await(() -> server.octets.get() > SOME);
            kill(receiver);
            await(() -> server.broken.get() == 1);
        }
    }

    /// RFC 5482: nobody answers any more.
    @Test
    void shouldGiveUpAfterUserTimeoutWhenCableIsCut() throws Exception {
        try (KernelHost kernel = KernelHost.make();
                TapHost ours = host(kernel);
                TapServer server = new TapServer(ours, PORT, (socket, counts) -> {
                    socket.configure(options -> options.userTimeoutNs(TimeUnit.SECONDS.toNanos(2)));
                    TapServer.flood(socket, counts);
                });
                SocketChannel reader = TcpPair.connect(kernel, TapHost.OUR_ADDRESS, PORT)) {
            final ByteBuffer piece = ByteBuffer.allocate(1 << 16);
            for (long got = 0; got < SOME; got += piece.position()) {
                assertThat(reader.read(piece.clear())).isPositive();
            }
            kernel.ip("link", "set", ours.device(), "down");
            await(() -> server.broken.get() == 1);
        }
    }

    @Test
    void shouldGoOnWhenInterfaceWasDownAndIsUpAgain() throws Exception {
        try (KernelHost kernel = KernelHost.make("ping");
                TapHost ours = host(kernel);
                ExecutorService thread = Executors.newSingleThreadExecutor()) {
            final TcpPair pair = TcpPair.fromKernel(kernel, ours);
            kernel.ip("link", "set", ours.device(), "down");
            final Future<Void> exchange = thread.submit(() -> {
                pair.exchange(16 * SOME);
                return null;
            });
            await(() -> ours.link().counters(0).refused() > 0);
            kernel.ip("link", "set", ours.device(), "up");
            exchange.get();
            assertThat(kernel.exec("ping", "-c", "2", "-i", "0.05", TapHost.OUR_ADDRESS)
                            .text())
                    .contains(" 0% packet loss");
        }
    }

    @Test
    void shouldResetKernelWhenWeAbort() throws Exception {
        try (KernelHost kernel = KernelHost.make();
                TapHost ours = host(kernel);
                BlockingTcpListener listener = BlockingTcpListener.open(ours.stack(), IpAddress.ANY_V4, PORT);
                SocketChannel client = TcpPair.connect(kernel, TapHost.OUR_ADDRESS, PORT)) {
            final BlockingTcpSocket server = listener.accept(PATIENCE);
            client.write(ByteBuffer.wrap(new byte[100]));
            assertThat(server.read(ByteBuffer.allocate(100), PATIENCE)).isEqualTo(100);
            server.abort();
            assertThatThrownBy(() -> client.read(ByteBuffer.allocate(1)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("reset");
        }
    }

    /// RFC 9293, section 3.10.7.1: nobody listens.
    @Test
    void shouldRefuseConnectionToPortWithoutListener() throws Exception {
        try (KernelHost kernel = KernelHost.make();
                TapHost ours = host(kernel)) {
            assertThat(ours.cpus()).isOne();
            assertThatThrownBy(() -> TcpPair.connect(kernel, TapHost.OUR_ADDRESS, PORT))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("refused");
        }
    }

    private static TapHost host(KernelHost kernel) throws Exception {
        return TapHost.on(kernel, TapConfig.tap("anaxe%d", 1, TapHost.STATION));
    }

    private static void kill(Process program) throws InterruptedException {
        program.destroyForcibly();
        assertThat(program.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    private static void await(BooleanSupplier condition) {
        for (int turn = 0; turn < 1_000 && !condition.getAsBoolean(); turn++) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        assertThat(condition.getAsBoolean()).as("what was waited for").isTrue();
    }
}
