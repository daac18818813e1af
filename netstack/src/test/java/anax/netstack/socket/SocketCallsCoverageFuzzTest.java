package anax.netstack.socket;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.EnumSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// Orders of socket calls that a fuzzer made up, led by what the stack does with them: see [SocketProgram] for what
/// must hold. It runs in a fork of its own (see the build file).
class SocketCallsCoverageFuzzTest {
    static Stream<byte[]> seeds() {
        return SocketProgramTest.SEEDS.stream().map(SocketProgramTest::octets);
    }

    @MethodSource("seeds")
    @FuzzTest
    void keepsItsPromisesInWhateverOrderItIsCalled(byte[] input) {
        new SocketProgram(input, EnumSet.noneOf(SocketProgram.Call.class)).run();
    }
}
