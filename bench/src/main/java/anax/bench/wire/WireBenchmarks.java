package anax.bench.wire;

import static java.nio.ByteOrder.BIG_ENDIAN;

import anax.netstack.wire.InternetChecksum;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// The internet checksum over an IPv4 header, an acknowledgment with options, and a full segment of 1,460 octets, off
/// the heap, in one piece and in three.
///
/// Owner: JMH's thread. The peer adds 16-bit words one by one through the buffer's own accessor, as the example of RFC
/// 1071 reads.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class WireBenchmarks {
    private static final int OFFSET = 34;
    private static final int CAPACITY = 2048;
    private static final long SEED = 42;

    /// Octets that are summed.
    @Param({"20", "64", "1460"})
    public int octets;

    private final UnsafeBuffer packet = packet();

    /// Made by JMH.
    public WireBenchmarks() {}

    /// Ours.
    @Benchmark
    public int sum() {
        return InternetChecksum.sum(packet, OFFSET, octets);
    }

    /// Ours, over octets that stand in three parts.
    @Benchmark
    public int sumScattered() {
        int first = octets / 4 + 1;
        int second = octets / 2;
        int sum = InternetChecksum.sum(packet, OFFSET, first);
        sum = InternetChecksum.append(sum, first, InternetChecksum.sum(packet, OFFSET + 256, second));
        int third = octets - first - second;
        return InternetChecksum.append(sum, first + second, InternetChecksum.sum(packet, OFFSET + 1024, third));
    }

    /// The peer.
    @Benchmark
    public int sumBy16Bits() {
        UnsafeBuffer buffer = packet;
        int sum = 0;
        int end = OFFSET + (octets & ~1);
        for (int i = OFFSET; i < end; i += Short.BYTES) {
            sum += buffer.getShort(i, BIG_ENDIAN) & 0xFFFF;
        }
        if ((octets & 1) != 0) {
            sum += (buffer.getByte(end) & 0xFF) << 8;
        }
        sum = (sum >>> 16) + (sum & 0xFFFF);
        return (sum >>> 16) + (sum & 0xFFFF);
    }

    private static UnsafeBuffer packet() {
        byte[] octets = new byte[CAPACITY];
        new Random(SEED).nextBytes(octets);
        var packet = new UnsafeBuffer(ByteBuffer.allocateDirect(CAPACITY));
        packet.putBytes(0, octets);
        return packet;
    }
}
