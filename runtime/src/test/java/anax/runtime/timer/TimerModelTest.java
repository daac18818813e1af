package anax.runtime.timer;

import static org.assertj.core.api.Assertions.assertThat;

import anax.runtime.timer.TimerModel.Action;
import anax.runtime.timer.TimerModel.Verb;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;

/// Any sequence of scheduling, cancelling, re-arming and passes, from outside and from within handlers, at any
/// distance and on any clock, does what the model says.
class TimerModelTest {
    private static final long[] REACHED = new long[5];

    /// One step of the outside: an action, then a pass if the limit is not 0.
    record Step(Action action, long spanNs, int limit) {}

    @Property(tries = 5_000, edgeCases = EdgeCasesMode.NONE)
    void shouldDoAsSortedMapSays(
            @ForAll("starts") long startNs,
            @ForAll("steps") @Size(max = 60) List<Step> steps,
            @ForAll("actions") @Size(max = 30) List<Action> inHandlers,
            @ForAll @IntRange(min = 1, max = 40) int lastLimit) {
        TimerModel model = new TimerModel(startNs, inHandlers);
        for (Step step : steps) {
            model.act(step.action);
            if (step.limit > 0) {
                model.advanceAndExpire(step.spanNs, step.limit);
            }
        }
        model.finish(lastLimit);
        model.sleepAndWake(lastLimit);
        List<Long> coverage = model.coverage();
        for (int i = 0; i < REACHED.length; i++) {
            REACHED[i] += coverage.get(i);
        }
    }

    /// A property that never comes to the hard places proves nothing.
    @AfterContainer
    static void shouldHaveReachedEverySlowPath() {
        assertThat(REACHED).doesNotContain(0);
    }

    /// Where a clock may start: anywhere, and a little before the places where numbers end.
    @Provide
    Arbitrary<Long> starts() {
        return Arbitraries.oneOf(
                Arbitraries.longs(),
                Arbitraries.longs().between(-3_000, 3_000),
                Arbitraries.longs().between(Long.MAX_VALUE - 5_000_000, Long.MAX_VALUE),
                Arbitraries.longs().between(Long.MIN_VALUE, Long.MIN_VALUE + 5_000_000));
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(action(), advances(), Arbitraries.of(0, 0, 1, 2, 3, 7, 100))
                .as(Step::new)
                .list();
    }

    @Provide
    Arbitrary<List<Action>> actions() {
        return action().list();
    }

    private Arbitrary<Action> action() {
        Arbitrary<Verb> verbs = Arbitraries.of(
                Verb.SCHEDULE,
                Verb.SCHEDULE,
                Verb.SCHEDULE,
                Verb.SCHEDULE,
                Verb.SCHEDULE,
                Verb.SCHEDULE,
                Verb.CANCEL,
                Verb.SCHEDULE_NEVER,
                Verb.NOTHING);
        return Combinators.combine(verbs, Arbitraries.integers().between(0, TimerModel.TIMERS - 1), spans())
                .as(Action::new);
    }

    /// How far a deadline is away: mostly near, also in the past, at the edges of ticks and slots, and years
    /// off.
    private Arbitrary<Long> spans() {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(-3_000, 9_000),
                Arbitraries.longs().between(-5, 140).map(ticks -> ticks * TimerWheel.TICK_NS),
                Arbitraries.longs().between(-3, 6_000).map(ticks -> ticks * TimerWheel.TICK_NS + ticks % 3 - 1),
                aroundPowersOfTwo(62),
                aroundPowersOfTwo(30),
                Arbitraries.longs().between(-(1L << 62), 0));
    }

    /// At most 2^56, so that all steps together stay within the wheel's life.
    private Arbitrary<Long> advances() {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(0, 9_000),
                Arbitraries.longs().between(0, 140).map(ticks -> ticks * TimerWheel.TICK_NS),
                aroundPowersOfTwo(30).map(span -> Math.max(0, span)),
                aroundPowersOfTwo(55).map(span -> Math.max(0, span)));
    }

    private Arbitrary<Long> aroundPowersOfTwo(int largest) {
        return Combinators.combine(
                        Arbitraries.integers().between(8, largest),
                        Arbitraries.longs().between(-1_500, 1_500))
                .as((power, off) -> (1L << power) + off);
    }
}
