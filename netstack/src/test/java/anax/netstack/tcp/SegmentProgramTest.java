package anax.netstack.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// What the fuzzer begins with: conversations that lead into every state, and those that once broke something.
class SegmentProgramTest {
    /// The choice of a configuration, then instructions: the lower half of an octet is a [SegmentProgram.Step],
    /// the upper half says more of it. `00 3c 6c 07` is a handshake with all options.
    static final List<String> SEEDS = List.of(
            "00 003c6c07 1720 02 41 270008 03 47 02", // data both ways; the peer ends first: CLOSE-WAIT, LAST-ACK
            "00 003c6c07 37 02 13", // the user ends first: FIN-WAIT-1, FIN-WAIT-2, TIME-WAIT
            "00 003c6c07 37 0a081100000100 02", // both at once: CLOSING
            "00 08 063c6c07 1720 02 41 37 04", // opened by the user, reset by the peer
            "00 08 053c6c07 02 1720 02", // opened by both: SYN-RECEIVED
            "02 003c6c07 1720 02 13", // by a cookie
            "05 003c6c07 17ff 0b00204010 0b012040106008 090c 02 1c10 2c20 21 02", // losses, reports, gaps
            "08 003c6c07 17ff 090f 0910 82000000 1740 090c 090e 02", // silence, and a window of nothing
            "00 003c6c07 1740 3e10 4e80 be00 0a7fff0102030405060708090a0b0c", // ICMP errors, any segment
            "00 003c6c07 c703 090e 090e 090e 13 0d 0d"); // keepalive, and the same segment again and again

    static byte[] octets(String seed) {
        return HexFormat.of().parseHex(seed.replace(" ", ""));
    }

    @Test
    void shouldReachEveryStateBySeeds() {
        final Set<TcpState> states = EnumSet.noneOf(TcpState.class);
        for (final String seed : SEEDS) {
            run(seed, states);
        }
        assertThat(states).containsExactlyInAnyOrder(TcpState.values());
    }

    @ParameterizedTest
    @FieldSource("SEEDS")
    void shouldKeepItsPromises(String seed) {
        final Set<TcpState> states = EnumSet.noneOf(TcpState.class);
        run(seed, states);
        assertThat(states).hasSizeGreaterThan(2);
    }

    private static void run(String seed, Set<TcpState> states) {
        try (SegmentProgram program = new SegmentProgram(octets(seed), states)) {
            program.run();
        }
    }
}
