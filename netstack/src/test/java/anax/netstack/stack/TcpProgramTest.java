package anax.netstack.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import anax.netstack.stack.TcpProgram.Trait;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Random programs of TCP on the simulated machine, over wires that lose, duplicate, reorder, delay and corrupt.
///
/// `-Danax.seeds=N` runs more of them, `-Danax.seed=S` runs one again.
@Tag("computes")
class TcpProgramTest {
    private static final Trait[] TRAITS = Trait.values();
    private static final int SEEDS = Integer.getInteger("anax.seeds", 1_000);

    @Test
    void shouldDeliverStreamsWholeOrFailAtBothEndsInEveryRandomProgram() {
        final Long only = Long.getLong("anax.seed");
        final Map<String, Long> reached = new TreeMap<>();
        final int[][][] pairs = new int[TRAITS.length][TRAITS.length][4];
        for (long seed = only == null ? 1 : only; seed <= (only == null ? SEEDS : only); seed++) {
            try {
                final TcpProgram program = new TcpProgram(seed, reached);
                program.run();
                count(pairs, program.traits());
            } catch (RuntimeException | AssertionError failure) {
                fail(
                        "seed " + seed + " failed; run it again with: mvn test -pl netstack -am"
                                + " -Dtest=TcpProgramTest -Dsurefire.failIfNoSpecifiedTests=false"
                                + " -DargLine.more=-Danax.seed=" + seed,
                        failure);
            }
        }
        System.out.println("TCP programs: " + reached);
        if (only == null) {
            assertThat(reached)
                    .containsKeys(
                            "full rings",
                            "window probes",
                            "fast retransmits",
                            "time-outs",
                            "tail probes",
                            "time-outs taken back",
                            "recoveries taken back",
                            "passed on",
                            "broken streams",
                            "marks",
                            "segments joined")
                    .allSatisfy((what, times) -> assertThat(times).as(what).isPositive());
            assertEveryPairReached(pairs);
        }
    }

    @Test
    void shouldRepeatSeedToTheLastEvent() {
        for (long seed = 1; seed <= 8; seed++) {
            assertThat(new TcpProgram(seed, new LinkedHashMap<>()).run())
                    .as("trace of seed " + seed)
                    .isEqualTo(new TcpProgram(seed, new LinkedHashMap<>()).run());
        }
    }

    private static void count(int[][][] pairs, long traits) {
        for (int one = 0; one < pairs.length; one++) {
            for (int other = 0; other < pairs.length; other++) {
                final int both = (int) ((traits >>> one & 1) | (traits >>> other & 1) << 1);
                pairs[one][other][both]++;
            }
        }
    }

    private static void assertEveryPairReached(int[][][] pairs) {
        for (int one = 0; one < pairs.length; one++) {
            for (int other = 0; other < one; other++) {
                assertThat(Arrays.stream(pairs[one][other]).min())
                        .as("programs with and without " + TRAITS[one] + " and " + TRAITS[other])
                        .isNotEqualTo(OptionalInt.of(0));
            }
        }
    }
}
