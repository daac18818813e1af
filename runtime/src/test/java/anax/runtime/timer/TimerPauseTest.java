package anax.runtime.timer;

import static anax.runtime.timer.TimerWheel.PASS_LIMIT;
import static anax.runtime.timer.TimerWheel.TICK_NS;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// However many timers are due together, a pass handles no more than its limit.
class TimerPauseTest {
    private static final long SECOND_NS = 1_000_000_000L;

    private final TimerWheel wheel = new TimerWheel(0, () -> true);
    private final TimerCounters counters = wheel.counters();
    private long fired;
    private long sentinelNs = -1;

    @Test
    void shouldHandleEqualDeadlinesInManyPasses() {
        int count = 100_000;
        for (int i = 0; i < count; i++) {
            wheel.schedule(counting(), SECOND_NS);
        }

        int passes = passesUntilQuiet(SECOND_NS + TICK_NS);

        assertThat(fired).isEqualTo(count);
        assertThat(passes).isBetween(count / PASS_LIMIT, 5 * (count / PASS_LIMIT + 1));
        assertThat(counters.cutShort()).isPositive();
    }

    @Test
    void shouldHandleEqualDeadlinesOfQueueInManyPasses() {
        TimerFifo queue = new TimerFifo(wheel, SECOND_NS);
        int count = 100_000;
        for (int i = 0; i < count; i++) {
            queue.schedule(counting(), 0);
        }

        int passes = passesUntilQuiet(SECOND_NS + TICK_NS);

        assertThat(fired).isEqualTo(count);
        assertThat(passes).isBetween(count / PASS_LIMIT, count / PASS_LIMIT + 3);
    }

    @Test
    void shouldEmptyFarSlotInManyPassesWhenItsTimeComesAtOnce() {
        int count = 1_000_000;
        long slot = startOfSlotAfter(100 * SECOND_NS);
        for (int i = 0; i < count; i++) {
            // All in one slot of 34 s, none due in its first second.
            wheel.schedule(counting(), slot + SECOND_NS + i * 30_000L);
        }

        int passes = passesUntilQuiet(slot);

        assertThat(fired).isZero();
        assertThat(counters.cascaded()).isEqualTo(count);
        assertThat(passes).isGreaterThanOrEqualTo(count / PASS_LIMIT);
    }

    /// What makes a slot of any size harmless: it is emptied in the passes before its time.
    @Test
    void shouldDelayNobodyWhenPassesBeforeCouldEmptyFarSlot() {
        int count = 200_000;
        long slot = startOfSlotAfter(100 * SECOND_NS);
        for (int i = 0; i < count; i++) {
            wheel.schedule(counting(), slot + SECOND_NS + i * 30_000L);
        }
        wheel.schedule(new Timer((timer, nowNs) -> sentinelNs = nowNs, 0), slot + 5 * TICK_NS);

        for (long now = slot - SECOND_NS; now < slot; now += 1_000_000) {
            pass(now);
        }
        pass(slot - TICK_NS);
        assertThat(counters.cascadedAhead()).isGreaterThanOrEqualTo(count);
        assertThat(counters.cascaded()).isZero();
        assertThat(counters.cutShort()).isZero();
        wheel.expire(slot + 5 * TICK_NS, 1);
        assertThat(sentinelNs).isEqualTo(slot + 5 * TICK_NS);
    }

    private int passesUntilQuiet(long nowNs) {
        int passes = 0;
        int handled;
        do {
            handled = pass(nowNs);
            passes++;
        } while (handled == PASS_LIMIT);
        return passes;
    }

    private int pass(long nowNs) {
        long before = fired + counters.cascaded() + counters.cascadedAhead() + counters.refiled();
        int handled = wheel.expire(nowNs, PASS_LIMIT);
        long after = fired + counters.cascaded() + counters.cascadedAhead() + counters.refiled();
        assertThat(after - before).isLessThanOrEqualTo(handled);
        assertThat(handled).isLessThanOrEqualTo(PASS_LIMIT);
        return handled;
    }

    private Timer counting() {
        return new Timer((timer, nowNs) -> fired++, 0);
    }

    /// Where a slot of level 5 starts, the first one after a time.
    private static long startOfSlotAfter(long ns) {
        long widthNs = TimerLevels.width(5) * TICK_NS;
        return (ns / widthNs + 1) * widthNs;
    }
}
