package anax.bench.tcp;

import anax.netstack.link.MemoryLinkConfig;
import anax.netstack.socket.TcpListener;
import anax.netstack.socket.TcpSocket;
import anax.netstack.stack.StackConfig;
import anax.netstack.wire.IpAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// A connection that is opened, carries a request and an answer of 64 octets each, and is closed, by its client
/// first: from 64 addresses, one connection after the other from each, over the memory link.
///
/// Owner: JMH. It blocks until all connections of an invocation are closed.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TcpConnectBenchmark {
    private static final int CLIENTS = 64;
    private static final int OF_EACH = 50;
    private static final int OCTETS = 64;
    private static final int PORT = 7;
    private static final int FIRST_PORT = 10_000;
    private static final int PORTS = 50_000;
    private static final long SECRET = 1;

    /// Where the hosts are.
    @Param
    public Placement hosts;

    private final int[] ports = new int[CLIENTS]; // which each client used last
    private TwoStacks stacks;

    /// Boots the hosts.
    @Setup(Level.Trial)
    public void boot() throws ExecutionException, InterruptedException {
        stacks = new TwoStacks(
                hosts,
                CLIENTS,
                MemoryLinkConfig.rawIp("wire", 1, 1).withFrames(1_024, 1),
                link -> StackConfig.standard(SECRET));
        final TcpListener listener =
                stacks.readers().call(0, "listen", () -> TcpListener.open(stacks.reading(), IpAddress.ANY_V4, PORT));
        for (int i = 0; i < CLIENTS; i++) {
            stacks.readers().spawn(0, "server", () -> serve(listener));
        }
    }

    /// Connections of all clients.
    @Benchmark
    @OperationsPerInvocation(CLIENTS * OF_EACH)
    public void connection() throws InterruptedException {
        final CountDownLatch ended = new CountDownLatch(CLIENTS);
        for (int i = 0; i < CLIENTS; i++) {
            final int client = i;
            stacks.writers().spawn(0, "client", () -> ask(client, ended));
        }
        ended.await();
    }

    /// Ends all.
    @TearDown(Level.Trial)
    public void stop() {
        stacks.close();
    }

    /// One after the other of the ports: the one that was used longest ago is free again.
    private void ask(int client, CountDownLatch ended) {
        final ByteBuffer octets = ByteBuffer.allocateDirect(OCTETS);
        for (int i = 0; i < OF_EACH; i++) {
            try (TcpSocket socket = TcpSocket.open(stacks.writing())) {
                ports[client] = ports[client] % PORTS + 1;
                socket.bind(TwoStacks.writer(client), FIRST_PORT + ports[client]);
                socket.connect(TwoStacks.READER, PORT);
                socket.write(octets.clear());
                readAll(socket, octets.clear());
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
        ended.countDown();
    }

    private static void serve(TcpListener listener) {
        final ByteBuffer octets = ByteBuffer.allocateDirect(OCTETS);
        for (TcpSocket accepted = listener.accept(); accepted != null; accepted = listener.accept()) {
            try (TcpSocket socket = accepted) {
                readAll(socket, octets.clear());
                socket.write(octets.flip());
                socket.read(octets.clear()); // the end
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    private static void readAll(TcpSocket socket, ByteBuffer octets) throws IOException {
        while (octets.hasRemaining()) {
            if (socket.read(octets) == TcpSocket.END) {
                throw new IOException("the connection ended before " + octets.capacity() + " octets had come");
            }
        }
    }
}
