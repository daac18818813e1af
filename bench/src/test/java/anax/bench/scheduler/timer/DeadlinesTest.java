package anax.bench.scheduler.timer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What every way to keep deadlines must do, or its figures say nothing.
class DeadlinesTest {
    private static final int COUNT = 1000;
    private static final long MS = 1_000_000;

    private long nowNs;

    static Stream<Deadlines> all() {
        return Stream.concat(firing(), Stream.of(new BareList(COUNT), new ExecutorDeadlines(COUNT)));
    }

    /// The floor finds nothing that is due, and the executor goes by the real clock.
    static Stream<Deadlines> firing() {
        return Stream.of(new WheelDeadlines(COUNT), new AgronaDeadlines(COUNT, COUNT * MS), new TreeDeadlines(COUNT));
    }

    @ParameterizedTest
    @MethodSource("all")
    void shouldHoldWhatIsScheduledUntilItIsCancelled(Deadlines deadlines) {
        for (int i = 0; i < COUNT; i++) {
            deadlines.schedule(i, (i + 1) * MS);
        }
        assertThat(deadlines.scheduled()).isEqualTo(COUNT);
        for (int i = 0; i < COUNT; i += 2) {
            deadlines.cancel(i);
        }
        assertThat(deadlines.scheduled()).isEqualTo(COUNT / 2);
        deadlines.end();
    }

    @ParameterizedTest
    @MethodSource("firing")
    void shouldFireWhatIsDueAndNothingElse(Deadlines deadlines) {
        for (int i = 0; i < COUNT; i++) {
            deadlines.schedule(i, (i + 1) * MS);
        }
        passUntil(deadlines, 500 * MS);
        // Agrona's ticks end after the deadlines in them.
        assertThat(deadlines.scheduled()).isBetween(500L, 502L);
        passUntil(deadlines, 1100 * MS);
        assertThat(deadlines.scheduled()).isZero();
    }

    @ParameterizedTest
    @MethodSource("firing")
    void shouldNotFireAtTheDeadlineFromWhichItWasMoved(Deadlines deadlines) {
        deadlines.schedule(7, 10 * MS);
        deadlines.moveLater(7, 30 * MS);
        passUntil(deadlines, 20 * MS);
        assertThat(deadlines.scheduled()).isEqualTo(1);
        passUntil(deadlines, 40 * MS);
        assertThat(deadlines.scheduled()).isZero();
    }

    @ParameterizedTest
    @MethodSource("firing")
    void shouldRefuseToCancelWhatHasFired(Deadlines deadlines) {
        deadlines.schedule(7, 10 * MS);
        passUntil(deadlines, 20 * MS);
        assertThatThrownBy(() -> deadlines.cancel(7)).hasMessage("timer 7 fired before its deadline");
    }

    /// Passes are frequent, as on a CPU: some designs come on by one tick in each.
    private void passUntil(Deadlines deadlines, long untilNs) {
        for (; nowNs <= untilNs; nowNs += 10_000) {
            deadlines.pass(nowNs);
        }
    }
}
