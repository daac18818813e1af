package anax.bench.throughput.load;

import static org.assertj.core.api.Assertions.assertThat;

import anax.runtime.clock.SystemClock;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpinTest {

    @Test
    void shouldWorkLongerWhereMoreIsAskedAndNotAtAllForNothing() {
        assertThat(Spin.of(0, SystemClock.INSTANCE).rounds()).isZero();
        assertThat(mostRounds(10_000)).isGreaterThan(5 * mostRounds(500));
    }

    /// Of several: time that somebody else took of the processor makes them fewer.
    private static long mostRounds(int ns) {
        return IntStream.range(0, 5)
                .mapToLong(i -> Spin.of(ns, SystemClock.INSTANCE).rounds())
                .max()
                .orElseThrow();
    }

    @Test
    void shouldAnswerWhatDependsOnAllOfItsRounds() {
        Spin spin = Spin.of(500, SystemClock.INSTANCE);
        assertThat(spin.work(1)).isNotEqualTo(spin.work(2)).isEqualTo(spin.work(1));
    }
}
