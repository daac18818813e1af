package anax.bench.throughput.host;

import anax.bench.measure.Count;
import anax.bench.measure.Slice;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/// What a host did in a slice, or why it could not.
///
/// Owner: nobody; it crosses from the host as a line of JSON.
///
/// @param failure    what went wrong; empty if nothing did
/// @param operations answered requests
/// @param windowNs   the window
/// @param cpus       how many processors its CPUs had
/// @param allocated  octets that the design's threads allocated
/// @param processorNs that the process used in the window
/// @param counts     by [Count#place]
/// @param latencies  a compressed histogram as base 64; empty if none were taken
/// @param notes      what a reader has to know
@SuppressWarnings("ArrayRecordComponent") // counts by place, which nobody writes to
public record HostAnswer(
        String failure,
        long operations,
        long windowNs,
        int cpus,
        long allocated,
        long processorNs,
        long[] counts,
        String latencies,
        List<String> notes) {

    /// The answer to a slice that failed.
    public static HostAnswer failed(String why) {
        return new HostAnswer(why, 0, 0, 0, 0, 0, new long[0], "", List.of());
    }

    /// A histogram as text.
    static String text(Histogram histogram) {
        final ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        final int length = histogram.encodeIntoCompressedByteBuffer(buffer);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length));
    }

    /// Puts all of it into a slice.
    ///
    /// @throws IllegalStateException if the slice failed
    void fill(Slice slice) {
        if (!failure.isEmpty()) {
            throw new IllegalStateException(failure);
        }
        slice.addWindow(operations, windowNs);
        slice.ofCpus(cpus);
        slice.addAllocated(allocated);
        slice.addProcessorTime(processorNs);
        for (Count count : Count.values()) {
            slice.add(count, counts[count.place()]);
        }
        if (!latencies.isEmpty()) {
            slice.addLatencies(histogram(latencies));
        }
    }

    private static Histogram histogram(String text) {
        try {
            return Histogram.decodeFromCompressedByteBuffer(
                    ByteBuffer.wrap(Base64.getDecoder().decode(text)), Slice.MAX_LATENCY_NS);
        } catch (DataFormatException e) {
            throw new IllegalStateException("a host's latencies could not be read; it is not the same program", e);
        }
    }
}
