package anax.netstack.tcp;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.EnumSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// Conversations with TCP that a fuzzer made up, led by what the stack does with them: see [SegmentProgram] for what
/// must hold. It runs in a fork of its own (see the build file).
class SegmentCoverageFuzzTest {
    static Stream<byte[]> seeds() {
        return SegmentProgramTest.SEEDS.stream().map(SegmentProgramTest::octets);
    }

    @MethodSource("seeds")
    @FuzzTest
    void keepsItsPromisesWhateverIsSaid(byte[] input) {
        try (SegmentProgram program = new SegmentProgram(input, EnumSet.noneOf(TcpState.class))) {
            program.run();
        }
    }
}
