package anax.runtime.timer;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Nothing is allocated once wheel, queue and timers are made.
@Tag("collector")
class TimerAllocationTest {
    private static final int TIMERS = 10_000;
    private static final int ROUNDS = 100;

    private final TimerWheel wheel = new TimerWheel(0, () -> true);
    private final TimerFifo queue = new TimerFifo(wheel, 50_000_000);
    private final Timer[] timers = new Timer[TIMERS];
    private final Timer[] queued = new Timer[TIMERS];
    private final Random random = new Random(1);
    private long nowNs;
    private long fired;

    @Test
    void shouldAllocateNothingWhateverIsDone() {
        for (int i = 0; i < TIMERS; i++) {
            timers[i] = new Timer((timer, time) -> fired++, i);
            queued[i] = new Timer((timer, time) -> fired++, i);
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        round();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < ROUNDS; i++) {
            round();
        }
        long bytes = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(fired).isGreaterThan(TIMERS * ROUNDS / 4);
        assertThat(wheel.counters().cascadedAhead()).isPositive();
        assertThat(wheel.counters().refiled()).isPositive();
        assertThat(wheel.counters().cutShort()).isPositive();
        // Room for what the JVM itself may do in between; a byte per operation would be four million.
        assertThat(bytes).isLessThan(100_000);
    }

    /// Schedules each timer, re-arms some later, some earlier, cancels some, and lets most of them run out.
    private void round() {
        for (int i = 0; i < TIMERS; i++) {
            wheel.schedule(timers[i], nowNs + random.nextInt(1_000_000_000));
            queue.schedule(queued[i], nowNs);
            Timer other = timers[random.nextInt(TIMERS)];
            wheel.schedule(other, nowNs + random.nextInt(1_000_000_000));
            if ((i & 3) == 0) {
                wheel.cancel(timers[random.nextInt(TIMERS)]);
                queue.cancel(queued[random.nextInt(TIMERS)]);
            }
            if ((i & 31) == 0) {
                nowNs += 1_000_000;
                wheel.expire(nowNs, 64);
            }
        }
    }
}
