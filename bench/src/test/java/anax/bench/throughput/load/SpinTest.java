package anax.bench.throughput.load;

import static org.assertj.core.api.Assertions.assertThat;

import anax.runtime.clock.SystemClock;
import org.junit.jupiter.api.Test;

class SpinTest {

    @Test
    void shouldWorkLongerWhereMoreIsAskedAndNotAtAllForNothing() {
        assertThat(Spin.of(0, SystemClock.INSTANCE).rounds()).isZero();
        assertThat(Spin.of(10_000, SystemClock.INSTANCE).rounds())
                .isGreaterThan(5 * Spin.of(500, SystemClock.INSTANCE).rounds());
    }

    @Test
    void shouldAnswerWhatDependsOnAllOfItsRounds() {
        Spin spin = Spin.of(500, SystemClock.INSTANCE);
        assertThat(spin.work(1)).isNotEqualTo(spin.work(2)).isEqualTo(spin.work(1));
    }
}
