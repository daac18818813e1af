package anax.runtime.timer;

import static anax.runtime.timer.TimerWheel.NEVER;
import static anax.runtime.timer.TimerWheel.TICK_NS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimerFifoTest {
    private static final long PERIOD_NS = 60_000_000_000L;
    private static final int ANY = 1_000_000;

    private final FiringLog log = new FiringLog();
    private final TimerWheel wheel = new TimerWheel(0, () -> true);
    private final TimerFifo queue = new TimerFifo(wheel, PERIOD_NS);

    @Test
    void shouldOccupyOneTimerInWheel() {
        for (int i = 0; i < 1_000; i++) {
            queue.schedule(log.timer(i), i * 1_000L);
        }

        assertThat(queue.length()).isEqualTo(1_000);
        assertThat(wheel.scheduled()).isOne();
    }

    @Test
    void shouldFireEachAfterOnePeriodInOrder() {
        for (int i = 0; i < 100; i++) {
            queue.schedule(log.timer(i), i * 10_000L);
        }

        wheel.expire(PERIOD_NS - 1, ANY);
        assertThat(log.kinds).isEmpty();
        wheel.expire(PERIOD_NS + 50 * 10_000 + TICK_NS, ANY);
        assertThat(log.kinds).hasSize(51).isSorted();
        wheel.expire(2 * PERIOD_NS, ANY);
        assertThat(log.kinds).hasSize(100).isSorted();
        assertThat(queue.length()).isZero();
        assertThat(wheel.scheduled()).isZero();
    }

    @Test
    void shouldKeepOrderWithTimersOfWheelAndOtherQueues() {
        TimerFifo shorter = new TimerFifo(wheel, 10_000);
        shorter.schedule(log.timer(1), 0);
        shorter.schedule(log.timer(3), 40_000);
        wheel.schedule(log.timer(2), 30_000);
        wheel.schedule(log.timer(4), 70_000);
        queue.schedule(log.timer(5), 40_000);

        wheel.expire(2 * PERIOD_NS, ANY);

        assertThat(log.kinds).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void shouldStartAnewWhenScheduledAgain() {
        Timer first = log.timer(1);
        queue.schedule(first, 0);
        queue.schedule(log.timer(2), 1_000_000);
        queue.schedule(first, 2_000_000);
        assertThat(queue.length()).isEqualTo(2);

        wheel.expire(PERIOD_NS + 1_500_000, ANY);
        assertThat(log.kinds).containsExactly(2);
        wheel.expire(PERIOD_NS + 3_000_000, ANY);
        assertThat(log.kinds).containsExactly(2, 1);
    }

    @Test
    void shouldNotFireWhenCancelledAndLeaveWheelWhenEmpty() {
        Timer first = log.timer(1);
        Timer second = log.timer(2);
        queue.schedule(first, 0);
        queue.schedule(second, 0);

        assertThat(queue.cancel(first)).isTrue();
        assertThat(queue.cancel(first)).isFalse();
        assertThat(wheel.scheduled()).isOne();
        assertThat(queue.cancel(second)).isTrue();
        assertThat(wheel.scheduled()).isZero();
        assertThat(wheel.nextDeadlineNs()).isEqualTo(NEVER);
        wheel.expire(2 * PERIOD_NS, ANY);
        assertThat(log.kinds).isEmpty();
    }

    /// Each timer of the queue counts in the pass; the queue's alarm is paid for with its first.
    @Test
    void shouldKeepToLimitOfPass() {
        for (int i = 0; i < 10; i++) {
            queue.schedule(log.timer(i), 0);
        }
        wheel.schedule(log.timer(99), PERIOD_NS + 5 * TICK_NS);

        List<Integer> firedAfterPass = new ArrayList<>();
        // Passes that only bring the alarm down through the levels fire nothing.
        while (log.kinds.size() < 11) {
            int before = log.kinds.size();
            assertThat(wheel.expire(PERIOD_NS + 1_000_000, 4)).isLessThanOrEqualTo(4);
            assertThat(log.kinds.size() - before).isLessThanOrEqualTo(4);
            firedAfterPass.add(log.kinds.size());
        }
        assertThat(log.kinds).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 99);
        assertThat(firedAfterPass).hasSizeLessThan(8);
    }

    @Test
    void shouldFireOneTimerAtLeastWhenLimitIsOne() {
        for (int i = 0; i < 3; i++) {
            queue.schedule(log.timer(i), 0);
        }

        for (int pass = 0; pass < 12; pass++) {
            wheel.expire(2 * PERIOD_NS, 1);
        }

        assertThat(log.kinds).containsExactly(0, 1, 2);
    }

    @Test
    void shouldLetHandlersScheduleAndCancelInSameQueue() {
        Timer again = log.timer(1);
        Timer doomed = log.timer(2);
        queue.schedule(again, 0);
        queue.schedule(doomed, 0);
        log.then((timer, nowNs) -> {
            queue.cancel(doomed);
            if (log.kinds.size() < 3) {
                queue.schedule(again, nowNs);
            }
        });

        wheel.expire(PERIOD_NS + 2_000, ANY);
        assertThat(log.kinds).containsExactly(1);
        wheel.expire(2 * PERIOD_NS + 5_000, ANY);
        wheel.expire(3 * PERIOD_NS + 10_000, ANY);
        assertThat(log.kinds).containsExactly(1, 1, 1);
        assertThat(wheel.scheduled()).isZero();
    }

    @Test
    void shouldLoseNoOtherTimerWhenHandlerThrows() {
        for (int i = 0; i < 3; i++) {
            queue.schedule(log.timer(i), 0);
        }
        log.then((timer, nowNs) -> {
            throw new IllegalStateException("kind " + timer.kind());
        });

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> wheel.expire(2 * PERIOD_NS, ANY)).hasMessage("kind " + i);
        }
        assertThat(queue.length()).isZero();
    }

    @Test
    void shouldFireThoughDeadlineHappensToLookLikeNever() {
        long startNs = NEVER - PERIOD_NS;
        TimerWheel late = new TimerWheel(startNs, () -> true);
        TimerFifo wrapping = new TimerFifo(late, PERIOD_NS);
        wrapping.schedule(log.timer(1), startNs);

        late.expire(startNs + PERIOD_NS + TICK_NS, ANY);

        assertThat(log.kinds).containsExactly(1);
    }

    @Test
    void shouldRefusePeriodUnderOne() {
        assertThatThrownBy(() -> new TimerFifo(wheel, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("period 0 ns was given; use a positive one, for a deadline at once use the wheel");
    }

    @Test
    void shouldRefuseTimerOfWheelOrAnotherQueue() {
        Timer timer = log.timer(1);
        wheel.schedule(timer, 5_000);
        assertThatThrownBy(() -> queue.schedule(timer, 0)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> queue.cancel(timer)).isInstanceOf(IllegalStateException.class);

        wheel.cancel(timer);
        queue.schedule(timer, 0);
        assertThatThrownBy(() -> wheel.cancel(timer)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new TimerFifo(wheel, 5).schedule(timer, 0)).isInstanceOf(IllegalStateException.class);
    }
}
