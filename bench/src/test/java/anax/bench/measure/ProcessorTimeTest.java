package anax.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import anax.runtime.clock.SystemClock;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class ProcessorTimeTest {
    private static final long BUSY_NS = 20_000_000;

    private final ProcessorTime processorTime = new ProcessorTime();

    @Test
    void shouldGrowWhileTheThreadWorks() {
        long thread = processorTime.ofThreadNs();
        long process = processorTime.ofProcessNs();
        while (processorTime.ofThreadNs() - thread < BUSY_NS) {
            Thread.onSpinWait();
        }
        assertThat(processorTime.ofProcessNs() - process).isGreaterThanOrEqualTo(BUSY_NS);
    }

    /// Java's own reading goes by ticks of 10 ms, in which an idle machine cannot be seen.
    @Test
    void shouldTellLessThanAMillisecond() {
        long first = processorTime.ofThreadNs();
        long second;
        do {
            second = processorTime.ofThreadNs();
        } while (second == first);
        assertThat(second - first).isBetween(1L, 10_000_000L);
    }

    @Test
    void shouldStandStillWhileTheThreadParks() {
        long before = processorTime.ofThreadNs();
        long untilNs = SystemClock.INSTANCE.nowNs() + 5 * BUSY_NS;
        while (SystemClock.INSTANCE.nowNs() - untilNs < 0) {
            LockSupport.parkNanos(this, BUSY_NS);
        }
        assertThat(processorTime.ofThreadNs() - before).isLessThan(2 * BUSY_NS);
    }
}
