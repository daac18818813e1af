package anax.netstack.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// What the fuzzer begins with: orders of calls that reach each of them, and those that once broke something.
class SocketProgramTest {
    /// A seed for the machine, then three octets for each call: by which thread and which
    /// [SocketProgram.Call], of which socket, and what the call makes of the third.
    static final List<String> SEEDS = List.of(
            // One listens, accepts, writes, reads and closes; the other connects, writes, reads and ends.
            "01 020080 050081 060120 070140 0a0100 200000 330004 240080 260020 270040 280000 2a0000",
            // Datagrams, asked and answered.
            "02 010000 030004 070081 210000 330004 240004 260004 270040 2c00ff 320000",
            // An opening that is refused, and one who waits for octets of it.
            "03 000000 0f0080 140003 100000 470003 130010 0a0000",
            // One who waits for a connection while the listener is closed.
            "04 020080 450003 130010 0a0000",
            // All ways to read and to write, and to end it at once.
            "05 020080 050081 110120 0e0120 0d0120 0c0184 120100 090100 0b0100"
                    + " 200000 330004 240080 310020 2e0020 2d0020 340000 2c0084 320000 280000 290000 2b0000",
            // An opening that is begun and, a while later, found to be done.
            "07 020080 330010 200000 330004 2f0080 330040 300000",
            // A connection with itself.
            "06 000000 030000 040003 060020 070020 0a0000");

    static byte[] octets(String seed) {
        return HexFormat.of().parseHex(seed.replace(" ", ""));
    }

    @Test
    void shouldReachEveryCallBySeeds() {
        final Set<SocketProgram.Call> reached = EnumSet.noneOf(SocketProgram.Call.class);
        for (final String seed : SEEDS) {
            new SocketProgram(octets(seed), reached).run();
        }
        assertThat(reached).containsExactlyInAnyOrder(SocketProgram.Call.values());
    }

    @ParameterizedTest
    @FieldSource("SEEDS")
    void shouldKeepItsPromises(String seed) {
        final Set<SocketProgram.Call> reached = EnumSet.noneOf(SocketProgram.Call.class);
        new SocketProgram(octets(seed), reached).run();
        assertThat(reached).hasSizeGreaterThan(2);
    }
}
