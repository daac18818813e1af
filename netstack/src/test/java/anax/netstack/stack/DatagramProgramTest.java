package anax.netstack.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Random programs of datagrams on the simulated machine, over wires that lose, duplicate, reorder, delay and
/// corrupt.
///
/// `-Danax.seeds=N` runs more of them, `-Danax.seed=S` runs one again.
@Tag("computes")
class DatagramProgramTest {
    private static final int SEEDS = Integer.getInteger("anax.seeds", 1_000);

    @Test
    void shouldDeliverDatagramsUnchangedAndOnceInEveryRandomProgram() {
        final Long only = Long.getLong("anax.seed");
        final Map<String, Long> reached = new TreeMap<>();
        for (long seed = only == null ? 1 : only; seed <= (only == null ? SEEDS : only); seed++) {
            try {
                new DatagramProgram(seed, reached).run();
            } catch (RuntimeException | AssertionError failure) {
                fail(
                        "seed " + seed + " failed; run it again with: mvn test -pl netstack -am"
                                + " -Dtest=DatagramProgramTest -Dsurefire.failIfNoSpecifiedTests=false"
                                + " -DargLine.more=-Danax.seed=" + seed,
                        failure);
            }
        }
        System.out.println("datagram programs: " + reached);
        if (only == null) {
            assertThat(reached)
                    .containsKeys("full rings", "parks", "nested drains", "passed on", "joined", "drop udp.checksum")
                    .allSatisfy((what, times) -> assertThat(times).as(what).isPositive());
        }
    }

    @Test
    void shouldRepeatSeedToTheLastEvent() {
        for (long seed = 1; seed <= 8; seed++) {
            assertThat(new DatagramProgram(seed, new LinkedHashMap<>()).run())
                    .as("trace of seed " + seed)
                    .isEqualTo(new DatagramProgram(seed, new LinkedHashMap<>()).run());
        }
    }
}
