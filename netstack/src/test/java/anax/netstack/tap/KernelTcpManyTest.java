package anax.netstack.tap;

import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.socket.BlockingTcpSocket;
import anax.netstack.wire.IpAddress;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Many connections between the real kernel and a stack of ours: at once, and one after the other.
@Timeout(180)
class KernelTcpManyTest {
    private static final int PORT = 7;
    private static final int OWN_PORT = 30_000;
    private static final int AT_ONCE = 1_000;
    private static final int QUESTION = 8_000;
    private static final int TIMES = Math.max(1, Integer.getInteger("anax.seeds", 1_000) / 1_000);
    private static final int SHORT_ONES = 20_000 * TIMES;
    private static final int CLIENTS = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// All of them are open before the first one is used.
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void shouldServeThousandConnectionsOfKernelAtOnce(int cpus) throws Exception {
        try (KernelHost kernel = KernelHost.make();
                TapHost ours = TapHost.on(kernel, TapConfig.tap("anaxm%d", cpus, TapHost.STATION))) {
            final List<TcpEnd> open = new ArrayList<>();
            try (TapServer echo = new TapServer(ours, PORT, TapServer::echo)) {
                for (int i = 0; i < AT_ONCE; i++) {
                    open.add(TcpEnd.of(TcpPair.connect(kernel, TapHost.OUR_ADDRESS, PORT)));
                }
                askAll(open);
                await(() -> echo.served.get() == AT_ONCE);
                assertThat(echo.broken).hasValue(0);
            }
        }
    }

    @Test
    void shouldOpenThousandConnectionsToKernelAtOnce() throws Exception {
        try (KernelHost kernel = KernelHost.make();
                TapHost ours = TapHost.on(kernel, TapConfig.tap("anaxm%d", 2, TapHost.STATION));
                ServerSocketChannel listener = TcpPair.listen(kernel, PORT);
                ExecutorService servers = Executors.newVirtualThreadPerTaskExecutor()) {
            servers.execute(() -> acceptAll(listener, servers));
            final List<TcpEnd> open = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                final BlockingTcpSocket socket = BlockingTcpSocket.open(ours.stack());
                socket.connect(TapHost.KERNEL, PORT, PATIENCE);
                open.add(TcpEnd.of(socket));
            }
            askAll(open);
        }
    }

    /// Nothing of what has been is left: no packet, no descriptor, and no memory but what it takes to remember
    /// connections in TIME-WAIT.
    @ParameterizedTest
    @CsvSource({"KERNEL, 64", "ANAX, 512"})
    void shouldLeaveNothingOfShortConnections(String closesFirst, int octetsForEach) throws Exception {
        final TapServer.Service service = closesFirst.equals("KERNEL") ? TapServer::echo : TapServer::greet;
        try (KernelHost kernel = KernelHost.make();
                TapHost ours = TapHost.on(kernel, TapConfig.tap("anaxm%d", 1, TapHost.STATION));
                TapServer server = new TapServer(ours, PORT, service)) {
            kernel.set("net.ipv4.ip_local_port_range", "10000 65000");
            useOneByOne(kernel, CLIENTS, SHORT_ONES / 10, closesFirst);
            final long heapBefore = heap();
            final long descriptorsBefore = descriptors();
            useOneByOne(kernel, CLIENTS, SHORT_ONES, closesFirst);
            await(() -> server.served.get() + server.broken.get() == SHORT_ONES + SHORT_ONES / 10);
            assertThat(server.broken).hasValue(0);
            assertThat(descriptors()).as("descriptors").isLessThanOrEqualTo(descriptorsBefore + CLIENTS);
            assertThat(ours.outstanding()).as("packets").isZero();
            final long grown = heap() - heapBefore;
            assertThat(grown / SHORT_ONES).as("octets for each that was").isLessThan(octetsForEach);
        }
    }

    /// RFC 6191: a peer that has few ports comes from the same one again while it is in TIME-WAIT here. Had its
    /// SYN been lost, it would have taken a second.
    @Test
    void shouldTakeNewConnectionFromPortInTimeWait() throws Exception {
        final int rounds = 300;
        try (KernelHost kernel = KernelHost.make();
                TapHost ours = TapHost.on(kernel, TapConfig.tap("anaxm%d", 1, TapHost.STATION));
                TapServer server = new TapServer(ours, PORT, TapServer::greet)) {
            kernel.set("net.ipv4.ip_local_port_range", "40000 40009");
            final long beganMs = upMs();
            useOneByOne(kernel, 1, rounds, "ANAX");
            await(() -> server.served.get() == rounds);
            assertThat(upMs() - beganMs).as("ms").isLessThan(rounds * 20L);
        }
    }

    /// The same the other way round: we come from a port that the kernel remembers.
    @Test
    void shouldOpenFromPortThatPeerHasInTimeWait() throws Exception {
        final int rounds = 100;
        try (KernelHost kernel = KernelHost.make();
                TapHost ours = TapHost.on(kernel, TapConfig.tap("anaxm%d", 1, TapHost.STATION));
                ServerSocketChannel listener = TcpPair.listen(kernel, PORT)) {
            final long beganMs = upMs();
            for (int i = 0; i < rounds; i++) {
                try (BlockingTcpSocket socket = BlockingTcpSocket.open(ours.stack())) {
                    socket.bind(IpAddress.ANY_V4, OWN_PORT);
                    socket.connect(TapHost.KERNEL, PORT, PATIENCE);
                    listener.accept().close();
                    assertThat(TcpEnd.of(socket).read(ByteBuffer.allocate(1))).isEqualTo(TcpEnd.END);
                }
            }
            assertThat(upMs() - beganMs).as("ms").isLessThan(rounds * 20L);
        }
    }

    /// Asks on each connection, and closes it when the answer is there.
    private static void askAll(List<TcpEnd> open) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            final List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < open.size(); i++) {
                final TcpEnd each = open.get(i);
                final byte number = (byte) i;
                all.add(threads.submit(() -> ask(each, QUESTION, number)));
            }
            for (final Future<?> each : all) {
                each.get();
            }
        }
    }

    private static Void ask(TcpEnd end, int octets, byte value) throws Exception {
        try (end) {
            final byte[] question = new byte[octets];
            Arrays.fill(question, value);
            end.write(ByteBuffer.wrap(question));
            end.shutdownOutput();
            final ByteBuffer answer = ByteBuffer.allocate(octets + 1);
            while (end.read(answer) != TcpEnd.END) {}
            assertThat(answer.flip()).isEqualTo(ByteBuffer.wrap(question));
        }
        return null;
    }

    /// Clients in the kernel, each of which opens one connection after the other.
    private static void useOneByOne(KernelHost kernel, int clients, int count, String closesFirst) throws Exception {
        final AtomicInteger left = new AtomicInteger(count);
        final Callable<Void> client = () -> {
            final ByteBuffer greeting = ByteBuffer.allocate(2);
            while (left.getAndDecrement() > 0) {
                final SocketChannel socket = SocketChannel.open(StandardProtocolFamily.INET);
                socket.connect(new InetSocketAddress(TapHost.OUR_ADDRESS, PORT));
                final TcpEnd end = TcpEnd.of(socket);
                if (closesFirst.equals("KERNEL")) {
                    ask(end, 100, (byte) 1);
                } else {
                    while (end.read(greeting.clear()) != TcpEnd.END) {}
                    end.close();
                }
            }
            return null;
        };
        try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
            final List<Future<Void>> all = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                all.add(threads.submit(() -> kernel.in(client)));
            }
            for (final Future<Void> each : all) {
                each.get();
            }
        }
    }

    private static void acceptAll(ServerSocketChannel listener, ExecutorService servers) {
        try {
            for (int i = 0; i < AT_ONCE; i++) {
                final SocketChannel accepted = listener.accept();
                servers.execute(() -> echo(accepted));
            }
        } catch (IOException gone) {
            throw new IllegalStateException("the kernel's listener broke", gone);
        }
    }

    private static void echo(SocketChannel socket) {
        try (socket) {
            final ByteBuffer buffer = ByteBuffer.allocate(QUESTION);
            while (socket.read(buffer) >= 0) {
                TcpEnd.of(socket).write(buffer.flip());
                buffer.clear();
            }
        } catch (Exception gone) {
            throw new IllegalStateException("a connection of the kernel's broke", gone);
        }
    }

    private static void await(BooleanSupplier condition) {
        for (int turn = 0; turn < 500 && !condition.getAsBoolean(); turn++) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        assertThat(condition.getAsBoolean()).as("what was waited for").isTrue();
    }

    /// What is still in use.
    private static long heap() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            System.gc();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50)); // cleaners run
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.count();
        }
    }

    private static long upMs() {
        return ManagementFactory.getRuntimeMXBean().getUptime();
    }
}
