package anax.runtime.timer;

import static anax.runtime.timer.TimerWheel.NEVER;
import static anax.runtime.timer.TimerWheel.TICK_NS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimerWheelTest {
    private static final long YEAR_NS = 365L * 86_400 * 1_000_000_000;
    private static final long YEARS_100 = 100 * YEAR_NS;
    private static final int ANY = 1_000_000;

    private final FiringLog log = new FiringLog();
    private final TimerWheel wheel = new TimerWheel(0, () -> true);

    /// A deadline counts as the tick at or after it.
    @Test
    void shouldFireAtFirstTickAfterDeadlineAndNotBefore() {
        TimerWheel unaligned = new TimerWheel(777, () -> true);
        unaligned.schedule(log.timer(1), 2 * TICK_NS);
        unaligned.schedule(log.timer(2), 2 * TICK_NS + 1);

        unaligned.expire(2 * TICK_NS - 1, ANY);
        assertThat(log.kinds).isEmpty();
        unaligned.expire(3 * TICK_NS - 1, ANY);
        assertThat(log.kinds).containsExactly(1);
        unaligned.expire(3 * TICK_NS, ANY);
        assertThat(log.kinds).containsExactly(1, 2);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 64, 65, 1_000, 60_000, 2_000_000, 64_000_000, 3_000_000_000L, 200_000_000_000L})
    void shouldFireAtItsTickOnWhateverLevelItWasFiled(long ticks) {
        wheel.schedule(log.timer(1), ticks * TICK_NS);

        wheel.expire(ticks * TICK_NS - 1, ANY);
        assertThat(log.kinds).isEmpty();
        wheel.expire(ticks * TICK_NS, ANY);
        assertThat(log.kinds).containsExactly(1);
        assertThat(wheel.scheduled()).isZero();
    }

    @Test
    void shouldFireInOrderOfDeadlinesWhenOnePassComesLate() {
        List<Timer> timers = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            timers.add(log.timer(i));
        }
        List<Timer> shuffled = new ArrayList<>(timers);
        Collections.shuffle(shuffled, new Random(1));
        for (Timer timer : shuffled) {
            // From two ticks to two days, each at least a tick after the one before.
            wheel.schedule(timer, (timer.kind() + (long) Math.pow(1.013, timer.kind())) * TICK_NS);
        }

        wheel.expire(YEAR_NS, ANY);

        assertThat(log.kinds).hasSize(2_000).isSorted();
    }

    @Test
    void shouldNotFireWhenCancelled() {
        Timer timer = log.timer(1);
        wheel.schedule(timer, 5_000);
        assertThat(timer.isScheduled()).isTrue();

        assertThat(wheel.cancel(timer)).isTrue();
        assertThat(timer.isScheduled()).isFalse();
        assertThat(wheel.cancel(timer)).isFalse();
        assertThat(wheel.nextDeadlineNs()).isEqualTo(NEVER);
        wheel.expire(10_000, ANY);
        assertThat(log.kinds).isEmpty();
    }

    @Test
    void shouldHoldOnToNoOtherTimerWhenCancelledOrFired() {
        Timer cancelled = log.timer(1);
        Timer fired = log.timer(2);
        for (Timer timer : List.of(log.timer(0), cancelled, fired, log.timer(3))) {
            wheel.schedule(timer, timer.kind() == 2 ? 5_000 : 5_000_000);
        }
        wheel.cancel(cancelled);
        wheel.expire(10_000, ANY);

        for (Timer timer : List.of(cancelled, fired)) {
            assertThat(timer.isScheduled()).isFalse();
            assertThat(timer.previous).isNull();
            assertThat(timer.next).isNull();
        }
    }

    @Test
    void shouldFileAboutOncePerPeriodWhenPushedBackAllTheTime() {
        Timer timeout = log.timer(1);
        long period = TimeUnit.MILLISECONDS.toNanos(200);
        for (long now = 0; now < 10 * period; now += 10_000) {
            wheel.schedule(timeout, now + period);
            wheel.expire(now, ANY);
        }

        assertThat(log.kinds).isEmpty();
        // It is seen up to two slots of 34 ms before the period ends.
        assertThat(wheel.counters().refiled()).isBetween(10L, 16L);
        assertThat(wheel.counters().cascaded()).isZero();
        assertThat(wheel.counters().cascadedAhead()).isZero();
        wheel.expire(11 * period, ANY);
        assertThat(log.kinds).containsExactly(1);
    }

    @Test
    void shouldFireEarlierWhenMovedToEarlierDeadline() {
        Timer timer = log.timer(1);
        wheel.schedule(timer, YEAR_NS);
        wheel.schedule(timer, 100_000);
        assertThat(wheel.scheduled()).isOne();

        wheel.expire(200_000, ANY);
        assertThat(log.kinds).containsExactly(1);
        wheel.expire(2 * YEAR_NS, ANY);
        assertThat(log.kinds).as("and not once more").containsExactly(1);
    }

    @Test
    void shouldFirePastDeadlineInNextPassThoughTimeStands() {
        wheel.expire(1_000_000, ANY);
        wheel.schedule(log.timer(1), 1_000);
        wheel.schedule(log.timer(2), -YEAR_NS);
        assertThat(wheel.nextDeadlineNs()).isLessThanOrEqualTo(1_000_000);

        wheel.expire(1_000_000, ANY);
        assertThat(log.kinds).containsExactly(1, 2);
    }

    @Test
    void shouldFireOncePerPassWhenItRearmsItselfForThePast() {
        wheel.schedule(log.timer(1), 1_000);
        log.then((timer, nowNs) -> wheel.schedule(timer, timer.deadlineNs()));

        assertThat(wheel.expire(1_000_000, ANY)).isOne();
        assertThat(wheel.expire(1_000_000, ANY)).isOne();
        assertThat(log.kinds).hasSize(2);
    }

    @Test
    void shouldCatchUpInOnePassWhenPeriodic() {
        wheel.schedule(log.timer(1), 10_000);
        log.then((timer, nowNs) -> wheel.schedule(timer, timer.deadlineNs() + 10_000));

        wheel.expire(100_000 + TICK_NS, ANY);

        assertThat(log.kinds).hasSize(10);
    }

    @Test
    void shouldNotFireWhatAnotherHandlerCancelledInSameTick() {
        Timer first = log.timer(1);
        Timer second = log.timer(2);
        wheel.schedule(first, 5_000);
        wheel.schedule(second, 5_000);
        log.then((timer, nowNs) -> wheel.cancel(timer == first ? second : first));

        wheel.expire(10_000, ANY);

        assertThat(log.kinds).hasSize(1);
        assertThat(wheel.scheduled()).isZero();
    }

    @Test
    void shouldKeepOrderWhenHandlerSchedulesWhatIsDueInSamePass() {
        Timer armed = log.timer(2);
        wheel.schedule(log.timer(1), 5_000);
        wheel.schedule(log.timer(3), 50_000);
        log.then((timer, nowNs) -> {
            if (timer.kind() == 1) {
                wheel.schedule(armed, 1_000);
                wheel.schedule(armed, 20_000);
            }
        });

        wheel.expire(100_000, ANY);

        assertThat(log.kinds).containsExactly(1, 2, 3);
    }

    @Test
    void shouldDoNothingWhenHandlerCallsExpire() {
        wheel.schedule(log.timer(1), 5_000);
        wheel.schedule(log.timer(2), 6_500);
        List<Integer> nested = new ArrayList<>();
        log.then((timer, nowNs) -> nested.add(wheel.expire(nowNs, ANY)));

        wheel.expire(100_000, ANY);

        assertThat(nested).containsExactly(0, 0);
        assertThat(log.kinds).containsExactly(1, 2);
    }

    @Test
    void shouldLoseNoOtherTimerWhenHandlerThrows() {
        for (int i = 1; i <= 3; i++) {
            wheel.schedule(log.timer(i), 5_000);
        }
        log.then((timer, nowNs) -> {
            throw new IllegalStateException("kind " + timer.kind());
        });

        for (int i = 1; i <= 3; i++) {
            assertThatThrownBy(() -> wheel.expire(10_000, ANY)).hasMessage("kind " + i);
        }
        assertThat(wheel.expire(10_000, ANY)).isZero();
    }

    @Test
    void shouldGoOnWhereItStoppedWhenLimitIsReached() {
        for (int i = 0; i < 10; i++) {
            wheel.schedule(log.timer(i), 5_000 + i * 2_000L);
        }

        assertThat(wheel.expire(100_000, 4)).isEqualTo(4);
        assertThat(log.kinds).containsExactly(0, 1, 2, 3);
        assertThat(wheel.nextDeadlineNs()).isLessThanOrEqualTo(100_000);
        assertThat(wheel.expire(100_000, 4)).isEqualTo(4);
        assertThat(wheel.expire(100_000, 4)).isEqualTo(2);
        assertThat(log.kinds).hasSize(10).isSorted();
        assertThat(wheel.counters().cutShort()).isEqualTo(2);
        assertThat(wheel.counters().fired()).isEqualTo(10);
    }

    @Test
    void shouldNotStarveOthersWhenTimersRearmThemselvesForThePast() {
        for (int i = 0; i < 10; i++) {
            wheel.schedule(log.timer(i), 0);
        }
        log.then((timer, nowNs) -> wheel.schedule(timer, timer.deadlineNs()));

        for (int pass = 0; pass < 10; pass++) {
            wheel.expire(1_000_000, 3);
        }

        assertThat(log.kinds).startsWith(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2);
    }

    @Test
    void shouldRefuseLimitUnderOne() {
        assertThatThrownBy(() -> wheel.expire(0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("limit 0 was given; allow a pass at least 1 timer, for instance 256");
    }

    @Test
    void shouldRefuseTimerOfAnotherWheel() {
        TimerWheel other = new TimerWheel(0, () -> true);
        Timer timer = new Timer((fired, nowNs) -> {}, 7);
        other.schedule(timer, 5_000);

        assertThatThrownBy(() -> wheel.schedule(timer, 6_000))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageMatching("timer of kind 7 of .* was given to another wheel or queue than the one on which"
                        + " it is scheduled; cancel it there first, on the CPU that owns it");
        assertThatThrownBy(() -> wheel.cancel(timer)).isInstanceOf(IllegalStateException.class);
        other.cancel(timer);
        wheel.schedule(timer, 6_000);
        assertThat(wheel.scheduled()).isOne();
    }

    @Test
    void shouldThrowWhenAnotherCpuTouchesIt() {
        boolean[] onOwner = {true};
        TimerWheel owned = new TimerWheel(0, () -> onOwner[0]);
        TimerFifo queue = new TimerFifo(owned, 5_000);
        Timer timer = log.timer(1);
        onOwner[0] = false;

        assertThatThrownBy(() -> owned.schedule(timer, 5_000)).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> owned.cancel(timer)).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> owned.expire(0, 1)).isInstanceOf(AssertionError.class);
        assertThatThrownBy(owned::nextDeadlineNs).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> queue.schedule(timer, 0)).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> queue.cancel(timer)).isInstanceOf(AssertionError.class);
    }

    // When to wake up.

    @ParameterizedTest
    @ValueSource(longs = {1, 63, 64, 5_000, 195_313, 7_031_250_000L})
    void shouldWakeOnceForLoneTimerHoweverFar(long ticks) {
        wheel.schedule(log.timer(1), ticks * TICK_NS - 5);

        assertThat(wheel.nextDeadlineNs()).isEqualTo(ticks * TICK_NS);
        wheel.expire(wheel.nextDeadlineNs(), ANY);
        assertThat(log.kinds).containsExactly(1);
        assertThat(wheel.nextDeadlineNs()).isEqualTo(NEVER);
    }

    @Test
    void shouldWakeNotLaterThanFirstDeadlineWhenSlotHoldsMany() {
        long first = TimeUnit.SECONDS.toNanos(2);
        for (int i = 99; i >= 0; i--) {
            wheel.schedule(log.timer(i), first + i * 20_000L);
        }

        assertThat(wheel.nextDeadlineNs()).isBetween(first - TimeUnit.MILLISECONDS.toNanos(40), first + TICK_NS);
    }

    @Test
    void shouldWakeForNearTimerThoughFarOneIsFiledFiner() {
        // The far one was filed first and reached over the boundary; the near one comes in from a coarser level.
        wheel.schedule(log.timer(1), 64 * TICK_NS);
        wheel.expire(60 * TICK_NS, ANY);
        wheel.schedule(log.timer(2), 110 * TICK_NS);

        assertThat(wheel.nextDeadlineNs()).isEqualTo(64 * TICK_NS);
    }

    @Test
    void shouldWakeForWhatIsLeftWhenFirstWasMovedBackForGood() {
        Timer first = log.timer(1);
        wheel.schedule(first, 100 * TICK_NS);
        wheel.schedule(log.timer(2), 5_000 * TICK_NS);
        wheel.schedule(first, NEVER);

        long now = 0;
        for (int wakeUps = 0; wakeUps < 2; wakeUps++) {
            now = wheel.nextDeadlineNs();
            wheel.expire(now, ANY);
        }
        assertThat(now).isEqualTo(5_000 * TICK_NS);
        assertThat(log.kinds).containsExactly(2);
        assertThat(first.isScheduled()).isTrue();
        assertThat(wheel.nextDeadlineNs()).isEqualTo(NEVER);
    }

    // Far away, and clocks with any origin.

    @ParameterizedTest
    @ValueSource(
            longs = {0, -1, 1, Long.MIN_VALUE, Long.MIN_VALUE + 1, -YEARS_100, Long.MAX_VALUE, Long.MAX_VALUE - 999})
    void shouldCountFromAnyOriginAndOverTheWrap(long startNs) {
        TimerWheel anywhere = new TimerWheel(startNs, () -> true);
        long[] spans = {1, 3_000, 500_000, TimeUnit.SECONDS.toNanos(5), 20 * YEAR_NS, 290 * YEAR_NS};
        for (int i = 0; i < spans.length; i++) {
            anywhere.schedule(log.timer(i), startNs + spans[i]);
        }

        for (int i = 0; i < spans.length; i++) {
            anywhere.expire(startNs + spans[i] - 1, ANY);
            assertThat(log.kinds).as("before %s ns", spans[i]).hasSize(i);
            long wakeNs = anywhere.nextDeadlineNs();
            assertThat(wakeNs - (startNs + spans[i])).isBetween(-TICK_NS + 1, TICK_NS - 1);
            anywhere.expire(startNs + spans[i] + TICK_NS, ANY);
            assertThat(log.kinds).hasSize(i + 1).endsWith(i);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -YEARS_100, YEARS_100, Long.MIN_VALUE})
    void shouldNeverFireWhatHasNoDeadlineUntilItGetsOne(long startNs) {
        TimerWheel anywhere = new TimerWheel(startNs, () -> true);
        Timer timer = log.timer(1);
        anywhere.schedule(timer, NEVER);
        assertThat(timer.isScheduled()).isTrue();
        assertThat(anywhere.nextDeadlineNs()).isEqualTo(NEVER);

        anywhere.expire(startNs + 291 * YEAR_NS, ANY);
        assertThat(log.kinds).isEmpty();
        anywhere.schedule(timer, startNs + 291 * YEAR_NS + 5_000);
        anywhere.expire(startNs + 291 * YEAR_NS + 10_000, ANY);
        assertThat(log.kinds).containsExactly(1);
    }

    @Test
    void shouldTellFarthestDeadlineFromThePast() {
        wheel.schedule(log.timer(1), Long.MAX_VALUE - 1);

        assertThat(wheel.nextDeadlineNs()).isGreaterThan(290 * YEAR_NS).isNotEqualTo(NEVER);
        wheel.expire(290 * YEAR_NS, ANY);
        assertThat(log.kinds).isEmpty();
    }
}
