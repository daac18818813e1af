package anax.runtime.timer;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;

/// A wheel with two queues, beside a sorted map that says what they must do; whatever they do is checked at once.
///
/// The map counts time in unbounded numbers from the wheel's start, so it has no wrap to get wrong.
final class TimerModel implements TimerHandler {
    static final int TIMERS = 16;
    private static final long[] PERIODS_NS = {700, 3_000_000};
    private static final BigInteger TICK = BigInteger.valueOf(TimerWheel.TICK_NS);

    /// What a timer does when it fires: as long as there are any, the next of these.
    private final Deque<Action> actions;

    private final long originNs; // of the tick in which the wheel was made
    private final TimerWheel wheel;
    private final TimerFifo[] queues = new TimerFifo[PERIODS_NS.length];
    private final Timer[] timers = new Timer[TIMERS];
    private final TreeMap<Integer, Expected> expected = new TreeMap<>();
    private BigInteger sinceOrigin;
    private boolean inPass;
    private int firedInPass;
    private BigInteger lastTickInPass;

    enum Verb {
        SCHEDULE,
        SCHEDULE_NEVER,
        CANCEL,
        NOTHING
    }

    record Action(Verb verb, int timer, long spanNs) {}

    /// @param tick when it is due: not before where the wheel stood when it was scheduled; null for never
    /// @param hold whether it waits for the next pass
    private record Expected(BigInteger deadline, BigInteger tick, Hold hold) {}

    private enum Hold {
        NO,
        MAYBE,
        YES
    }

    TimerModel(long startNs, List<Action> actions) {
        this.actions = new ArrayDeque<>(actions);
        originNs = Math.floorDiv(startNs, TimerWheel.TICK_NS) * TimerWheel.TICK_NS;
        sinceOrigin = BigInteger.valueOf(startNs - originNs);
        wheel = new TimerWheel(startNs, () -> true);
        for (int i = 0; i < queues.length; i++) {
            queues[i] = new TimerFifo(wheel, PERIODS_NS[i]);
        }
        for (int i = 0; i < TIMERS; i++) {
            timers[i] = new Timer(this, i);
        }
    }

    /// The first timers are the queues', in turn; the others the wheel's. A queue has its own opinion of the
    /// span.
    void act(Action action) {
        final int id = action.timer;
        final Timer timer = timers[id];
        final TimerFifo queue = id < 2 * queues.length ? queues[id % queues.length] : null;
        switch (action.verb) {
            case SCHEDULE -> {
                if (queue != null) {
                    expect(id, PERIODS_NS[id % queues.length]);
                    queue.schedule(timer, nowNs());
                } else if (nowNs() + action.spanNs != TimerWheel.NEVER) {
                    expect(id, action.spanNs);
                    wheel.schedule(timer, nowNs() + action.spanNs);
                }
            }
            case SCHEDULE_NEVER -> {
                if (queue == null) {
                    expected.put(id, new Expected(null, null, Hold.NO));
                    wheel.schedule(timer, TimerWheel.NEVER);
                }
            }
            case CANCEL -> {
                boolean was = expected.remove(id) != null;
                assertThat(queue != null ? queue.cancel(timer) : wheel.cancel(timer))
                        .isEqualTo(was);
            }
            case NOTHING -> {}
        }
        for (int i = 0; i < TIMERS; i++) {
            assertThat(timers[i].isScheduled()).isEqualTo(expected.containsKey(i));
        }
    }

    private void expect(int id, long spanNs) {
        BigInteger deadline = sinceOrigin.add(BigInteger.valueOf(spanNs));
        BigInteger rounded = deadline.add(TICK).subtract(BigInteger.ONE).divide(TICK);
        BigInteger stands = tickWhereWheelStands();
        Hold hold = Hold.NO;
        if (inPass && rounded.compareTo(stands) <= 0) {
            // If it was due and about to fire anyway, either is right.
            hold = expected.containsKey(id) ? Hold.MAYBE : Hold.YES;
        }
        expected.put(id, new Expected(deadline, rounded.max(stands), hold));
    }

    @Override
    public void onTimer(Timer timer, long nowNs) {
        final int id = timer.kind();
        assertThat(nowNs).isEqualTo(nowNs());
        Expected due = expected.remove(id);
        assertThat(due).as("timer %s was scheduled", id).isNotNull();
        assertThat(due.deadline).as("timer %s has a deadline", id).isNotNull().isLessThanOrEqualTo(sinceOrigin);
        assertThat(due.hold).as("timer %s waits for the next pass", id).isNotEqualTo(Hold.YES);
        assertThat(due.tick).as("order of ticks").isGreaterThanOrEqualTo(lastTickInPass);
        expected.forEach((other, waiting) -> {
            if (waiting.tick != null && waiting.hold == Hold.NO) {
                assertThat(due.tick)
                        .as("timer %s fires before timer %s", id, other)
                        .isLessThanOrEqualTo(waiting.tick);
            }
        });
        lastTickInPass = due.tick;
        firedInPass++;
        if (!actions.isEmpty()) {
            Action action = actions.remove();
            act(action);
        }
    }

    /// Time goes on, and one pass is made.
    ///
    /// @return false if there may be more to do
    boolean advanceAndExpire(long spanNs, int limit) {
        sinceOrigin = sinceOrigin.add(BigInteger.valueOf(spanNs));
        // What had to wait for this pass is due where it begins, behind what the last one left over.
        expected.replaceAll((id, one) ->
                one.hold == Hold.NO ? one : new Expected(one.deadline, one.tick.max(tickWhereWheelStands()), Hold.NO));
        lastTickInPass = BigInteger.ZERO;
        firedInPass = 0;
        inPass = true;
        final int handled = wheel.expire(nowNs(), limit);
        inPass = false;
        assertThat(handled).isBetween(firedInPass, limit);
        boolean finished = handled < limit;
        if (finished) {
            expected.forEach((id, one) -> assertThat(one.hold != Hold.NO || one.tick == null || tickIsAhead(one.tick))
                    .as("timer %s was due and did not fire", id)
                    .isTrue());
        }
        checkWakeUp(finished);
        return finished;
    }

    /// Makes passes until all that is due has fired.
    void finish(int limit) {
        int passes = 0;
        while (!advanceAndExpire(0, limit) || expected.values().stream().anyMatch(one -> one.hold != Hold.NO)) {
            assertThat(++passes).as("passes").isLessThan(5_000);
        }
    }

    /// Sleeps and wakes as the wheel says, as an idle CPU does, until nothing is left or the wheel's life
    /// over.
    void sleepAndWake(int limit) {
        for (int wakeUps = 0; wheel.nextDeadlineNs() != TimerWheel.NEVER; wakeUps++) {
            assertThat(wakeUps).isLessThan(TIMERS * 12);
            final long spanNs = wheel.nextDeadlineNs() - nowNs();
            if (sinceOrigin.add(BigInteger.valueOf(spanNs)).bitLength() > 62) {
                return;
            }
            advanceAndExpire(Math.max(spanNs, 0), limit);
            finish(limit);
        }
        assertThat(expected.values()).allMatch(one -> one.tick == null);
    }

    private void checkWakeUp(boolean finished) {
        final long wakeNs = wheel.nextDeadlineNs();
        if (expected.isEmpty()) {
            assertThat(wheel.scheduled()).isZero();
        }
        for (Expected one : expected.values()) {
            if (one.tick != null) {
                assertThat(wakeNs).isNotEqualTo(TimerWheel.NEVER);
                BigInteger ahead = one.tick.multiply(TICK).subtract(sinceOrigin);
                assertThat(BigInteger.valueOf(wakeNs - nowNs()))
                        .as("wake-up after the first deadline")
                        .isLessThanOrEqualTo(ahead.max(BigInteger.ZERO));
            }
        }
        // What was due and then lost its deadline may still cost a wake-up.
        boolean onlyAhead = expected.values().stream().allMatch(one -> one.hold == Hold.NO && one.tick != null);
        if (finished && wakeNs != TimerWheel.NEVER && onlyAhead) {
            assertThat(wakeNs - nowNs()).as("nothing to do now").isPositive();
        }
    }

    private BigInteger tickWhereWheelStands() {
        return BigInteger.valueOf(wheel.tickNs() - originNs).divide(TICK);
    }

    private boolean tickIsAhead(BigInteger tick) {
        return tick.multiply(TICK).compareTo(sinceOrigin) > 0;
    }

    private long nowNs() {
        return originNs + sinceOrigin.longValueExact();
    }

    /// How many timers each list of the test's report names.
    List<Long> coverage() {
        TimerCounters counters = wheel.counters();
        List<Long> all = new ArrayList<>();
        all.add(counters.fired());
        all.add(counters.cascaded());
        all.add(counters.cascadedAhead());
        all.add(counters.refiled());
        all.add(counters.cutShort());
        return all;
    }
}
