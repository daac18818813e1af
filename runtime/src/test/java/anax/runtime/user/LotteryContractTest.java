package anax.runtime.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// The example of a scheduler holds what all have to hold, and fits two screens.
class LotteryContractTest extends UserSchedulerContract {
    private static final int MOST_LINES = 80;

    @Override
    SchedulerPlan plan() {
        return Lottery.plan(1);
    }

    @Override
    boolean movesThreads() {
        return false;
    }

    @Test
    void shouldBeWrittenInFewLines() throws Exception {
        assertThat(Files.readAllLines(Path.of("src/test/java/anax/runtime/user/Lottery.java")))
                .hasSizeLessThanOrEqualTo(MOST_LINES);
    }
}
