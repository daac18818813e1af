package anax.netstack.stack;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// Frames that a fuzzer made up, led by what the whole input path does with them: nothing throws, every packet ends in
/// the account, and every slot is home at last. It runs in a fork of its own (see the build file).
///
/// An input is several frames: two octets of length before each, so that fragments can meet.
class WholeInputCoverageFuzzTest {
    private static final int LENGTH_OCTETS = 2;
    private static final int LONGEST = 1_514;
    private static final long LONG_ENOUGH_NS = 200_000_000_000L;

    static Stream<byte[]> seeds() {
        return WholeInputFuzzTest.seeds().stream()
                .map(frame -> Arrays.copyOf(frame, Math.min(frame.length, 200)))
                .map(frame -> Frames.join(new byte[] {(byte) (frame.length >>> 8), (byte) frame.length}, frame));
    }

    @MethodSource("seeds")
    @FuzzTest
    void accountsForWhateverComes(byte[] input) {
        try (LonePartition host = LonePartition.only()) {
            int at = 0;
            while (at + LENGTH_OCTETS <= input.length) {
                final int claimed = ((input[at] & 0xFF) << 8) | (input[at + 1] & 0xFF);
                at += LENGTH_OCTETS;
                final int end = at + Math.min(Math.min(claimed, LONGEST), input.length - at);
                final byte[] frame = Arrays.copyOfRange(input, at, end);
                WholeInputFuzzTest.putRight(frame);
                host.receives(frame);
                at = end;
            }
            host.pass(LONG_ENOUGH_NS);
        }
    }
}
