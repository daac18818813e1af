package anax.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Random programs of messages on the simulated machine: they are sent, waited for, forwarded, aborted, dropped,
/// preferred, sent on credit, and their targets move and end. Each comes home once, or is dropped once, and nothing is
/// left behind.
///
/// `-Danax.seeds=N` runs more of them, `-Danax.seed=S` runs one again.
@Tag("collector")
@Tag("computes")
class MessageProgramTest {
    private static final int SEEDS = Integer.getInteger("anax.seeds", 1000);

    @Test
    void shouldEndEachMessageOnceInEveryRandomProgram() {
        Long only = Long.getLong("anax.seed");
        Map<String, Long> reached = new LinkedHashMap<>();
        for (long seed = only == null ? 1 : only; seed <= (only == null ? SEEDS : only); seed++) {
            try {
                new MessageProgram(seed, reached).run();
            } catch (RuntimeException | AssertionError failure) {
                fail(
                        "seed " + seed + " failed; run it again with: mvn test -pl runtime -Dtest=MessageProgramTest"
                                + " -DargLine.more=-Danax.seed=" + seed,
                        failure);
            }
        }
        System.out.println("message programs: " + reached);
        if (only == null) {
            assertThat(reached)
                    .allSatisfy((what, times) -> assertThat(times).as(what).isPositive());
        }
    }

    @Test
    void shouldRepeatSeedToTheLastEvent() {
        for (long seed = 1; seed <= 10; seed++) {
            assertThat(new MessageProgram(seed, new LinkedHashMap<>()).run())
                    .as("trace of seed " + seed)
                    .isEqualTo(new MessageProgram(seed, new LinkedHashMap<>()).run());
        }
    }
}
