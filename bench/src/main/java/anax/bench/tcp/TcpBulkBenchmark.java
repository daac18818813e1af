package anax.bench.tcp;

import anax.netstack.link.LinkCapabilities;
import anax.netstack.link.MemoryLinkConfig;
import anax.netstack.socket.TcpListener;
import anax.netstack.socket.TcpSocket;
import anax.netstack.stack.NetworkStack;
import anax.netstack.stack.StackConfig;
import anax.netstack.wire.IpAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
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

/// One connection over the memory link in long segments, in one direction as fast as it goes, from one application's
/// buffer to another one's: an operation is a gigabit.
///
/// Owner: JMH. It blocks until the octets are taken; as the send buffer is full most of the time, they are taken no
/// faster than the other end reads.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TcpBulkBenchmark {
    private static final int GIGABITS = 4;
    private static final long OCTETS = GIGABITS * 125_000_000L;
    private static final int WRITE = 65_536;
    private static final int LONGEST = 65_535;
    private static final int FRAMES = 16; // a window and some more; a longer ring would only be colder
    private static final int PORT = 7;
    private static final long SECRET = 1;

    /// How segments are guarded.
    public enum Checksums {
        /// A sum in software at each end, over an MTU of 65,535 octets.
        SOFTWARE,

        /// None, as both ends know that nobody turns bits over; segments of an MTU of 1,500 octets go together.
        NONE
    }

    /// Where the hosts are.
    @Param
    public Placement hosts;

    /// What the link does itself.
    @Param
    public Checksums checksums;

    private TwoStacks stacks;
    private TcpSocket socket;
    private ByteBuffer octets;

    /// Boots the hosts and opens the connection.
    @Setup(Level.Trial)
    public void boot() throws ExecutionException, InterruptedException {
        stacks = new TwoStacks(hosts, 1, link(), link -> StackConfig.forLink(link, SECRET));
        final NetworkStack reading = stacks.reading();
        final TcpListener listener =
                stacks.readers().call(0, "listen", () -> TcpListener.open(reading, IpAddress.ANY_V4, PORT));
        stacks.readers().spawn(0, "reader", () -> read(listener));
        octets = ByteBuffer.allocateDirect(WRITE);
        socket = stacks.connect(PORT);
    }

    private MemoryLinkConfig link() {
        final MemoryLinkConfig link = MemoryLinkConfig.rawIp("wire", 1, 1);
        return checksums == Checksums.NONE
                ? link.withCapabilities(new LinkCapabilities(true, LONGEST)).withFrames(8 * FRAMES, FRAMES)
                : link.withMtu(LONGEST).withFrames(FRAMES, 1);
    }

    /// Writes so many gigabits.
    @Benchmark
    @OperationsPerInvocation(GIGABITS)
    public void gigabit() throws ExecutionException, InterruptedException {
        stacks.writers().call(0, "writer", () -> {
            for (long left = OCTETS; left > 0; left -= octets.limit()) {
                socket.write(octets.clear().limit((int) Math.min(left, WRITE)));
            }
            return null;
        });
    }

    /// Ends all.
    @TearDown(Level.Trial)
    public void stop() throws ExecutionException, InterruptedException {
        stacks.writers().call(0, "close", () -> {
            socket.close();
            return null;
        });
        stacks.close();
    }

    private static void read(TcpListener listener) {
        final ByteBuffer buffer = ByteBuffer.allocateDirect(WRITE);
        try (TcpSocket socket = listener.accept()) {
            while (socket.read(buffer.clear()) != TcpSocket.END) {}
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
