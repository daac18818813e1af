package anax.bench.tcp;

import anax.netstack.link.MemoryLinkConfig;
import anax.netstack.socket.TcpException;
import anax.netstack.socket.TcpListener;
import anax.netstack.socket.TcpOctets;
import anax.netstack.socket.TcpSocket;
import anax.netstack.stack.NetworkStack;
import anax.netstack.stack.StackConfig;
import anax.netstack.tcp.TcpInfo;
import anax.netstack.wire.IpAddress;
import anax.runtime.Machine;
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

/// One connection over the memory link without any offload, in one direction as fast as it goes: the time per
/// segment.
///
/// Owner: JMH. It blocks until the octets are taken; as the send buffer is full most of the time, they are taken no
/// faster than the other end reads.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TcpStreamBenchmark {
    private static final int MOST_PROBED = 100_000; // one of so many
    private static final int SEGMENTS = 20_000;
    private static final int PORT = 7;
    private static final int TIMESTAMPS = 12;
    private static final long SECRET = 1;

    /// Where the hosts are.
    @Param
    public Placement hosts;

    /// The longest segment, as its peer announces it.
    @Param({"1460", "268"})
    public int mss;

    private TwoStacks stacks;
    private TcpSocket socket;
    private ByteBuffer octets;
    private long written;

    /// Boots the hosts and opens the connection.
    @Setup(Level.Trial)
    public void boot() throws ExecutionException, InterruptedException {
        stacks = new TwoStacks(
                hosts,
                1,
                MemoryLinkConfig.rawIp("wire", 1, 1).withFrames(2_048, 1),
                link -> StackConfig.standard(SECRET));
        final Machine readers = stacks.readers();
        final NetworkStack reading = stacks.reading();
        final TcpListener listener = readers.call(0, "listen", () -> TcpListener.open(reading, IpAddress.ANY_V4, PORT));
        readers.call(0, "configure", () -> {
            listener.configure(options -> options.maxSeg(mss));
            return null;
        });
        readers.spawn(0, "reader", () -> read(reading, listener));
        octets = ByteBuffer.allocateDirect(32 * (mss - TIMESTAMPS));
        socket = stacks.connect(PORT);
    }

    /// Writes so many segments' worth.
    @Benchmark
    @OperationsPerInvocation(SEGMENTS)
    public void segment() throws ExecutionException, InterruptedException {
        stacks.writers().call(0, "writer", () -> {
            for (int left = SEGMENTS * (mss - TIMESTAMPS); left > 0; left -= octets.limit()) {
                socket.write(octets.clear().limit(Math.min(left, octets.capacity())));
            }
            return null;
        });
        written += SEGMENTS;
    }

    /// Ends all, and refuses figures of segments that were sent again, or longer than was said. A few may have
    /// been: a probe of the tail (RFC 8985) goes when the host took the processor away, though nothing was lost.
    @TearDown(Level.Trial)
    public void stop() throws ExecutionException, InterruptedException {
        final TcpInfo info = new TcpInfo();
        stacks.writers().call(0, "close", () -> {
            socket.info(info);
            socket.close();
            return null;
        });
        stacks.close();
        if (info.totalRetransmits() > written / MOST_PROBED || info.segmentsOut() < written - SEGMENTS) {
            throw new IllegalStateException("of " + written + " segments " + info.segmentsOut() + " were sent, "
                    + info.totalRetransmits() + " of them again");
        }
    }

    private static void read(NetworkStack stack, TcpListener listener) {
        final TcpOctets octets = new TcpOctets(stack);
        try (TcpSocket socket = listener.accept()) {
            while (socket.receive(octets) != TcpSocket.END) {
                octets.release();
            }
        } catch (TcpException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
