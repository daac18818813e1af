package anax.runtime.user.fair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import anax.runtime.MachineConfig;
import anax.runtime.sim.SimulatedMachine;
import anax.runtime.user.Account;
import anax.runtime.user.Traits;
import anax.runtime.user.UserGroup;
import anax.runtime.user.Userland;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Shares of one CPU in turns of a millisecond: accounts alone, no thread runs.
class FairShareTest {
    private static final long TURN_NS = 1_000_000;

    private final SimulatedMachine machine =
            new SimulatedMachine(MachineConfig.ofCpus(1).withDebug(false), 1);
    private final UserGroup root = Userland.of(machine.machine()).group("root", FairShare.plan());
    private final FairShare scheduler = new FairShare(TURN_NS);
    private final Map<Account, Integer> turns = new HashMap<>();
    private Account running;

    @AfterEach
    void close() {
        machine.close();
    }

    @Test
    void shouldShareByWeights() {
        final Account one = ready(root, 100);
        final Account two = ready(root, 200);
        final Account seven = ready(root, 700);
        run(10_000);
        assertThat(turns.get(one)).isBetween(999, 1_001);
        assertThat(turns.get(two)).isBetween(1_999, 2_001);
        assertThat(turns.get(seven)).isBetween(6_999, 7_001);
    }

    /// Half for A and half for B; within A a quarter and three quarters, within B by two threads and a group of
    /// ten.
    @Test
    void shouldShareByWeightsOfGroupsWithinGroups() {
        final UserGroup a = root.group("a");
        final UserGroup b = root.group("b");
        final UserGroup inner = b.group("inner", 200);
        final Account light = ready(a, 100);
        final Account heavy = ready(a, 300);
        final Account left = ready(b, 100);
        final Account right = ready(b, 100);
        final Account[] ten = new Account[10];
        for (int i = 0; i < ten.length; i++) {
            ten[i] = ready(inner, 1);
        }
        run(80_000);
        assertThat(turns.get(light)).isBetween(9_990, 10_010);
        assertThat(turns.get(heavy)).isBetween(29_990, 30_010);
        assertThat(turns.get(left)).isBetween(9_990, 10_010);
        assertThat(turns.get(right)).isBetween(9_990, 10_010);
        for (Account each : ten) {
            assertThat(turns.get(each)).isBetween(1_990, 2_010);
        }
    }

    @Test
    void shouldNotLetSleeperCatchUp() {
        final Account sleeper = ready(root, 100);
        final Account hog = ready(root, 100);
        run(10);
        block(sleeper);
        run(1_000);
        turns.clear();
        scheduler.onReady(sleeper, 1_000 * TURN_NS, 0, 0);
        scheduler.enqueue(sleeper, 0);
        run(100);
        assertThat(turns.get(sleeper)).isBetween(49, 52);
        assertThat(turns.get(hog)).isBetween(48, 51);
    }

    /// Nor may a whole group that slept.
    @Test
    void shouldNotLetGroupCatchUp() {
        final Account hog = ready(root, 100);
        final UserGroup late = root.group("late");
        run(1_000);
        turns.clear();
        final Account sleeper = ready(late, 100);
        run(100);
        assertThat(turns.get(sleeper)).isBetween(49, 52);
        assertThat(turns.get(hog)).isBetween(48, 51);
    }

    @Test
    void shouldMakeRoomAtOnceForThreadThatWasWokenInTheMidstOfATurn() {
        ready(root, 100);
        run(10);
        final Account hog = running;
        scheduler.onRan(hog, TURN_NS / 2);
        final Account woken = ready(root, 100);
        assertThat(scheduler.pick(0, hog, false, 0)).isSameAs(woken);
    }

    /// Also if the clock has just looked.
    @Test
    void shouldMakeRoomAtOnceForThreadThatSlept() {
        final Account sleeper = ready(root, 100);
        run(1);
        block(sleeper);
        ready(root, 100);
        run(10);
        scheduler.onReady(sleeper, 10 * TURN_NS, 0, 0);
        scheduler.enqueue(sleeper, 0);
        assertThat(scheduler.pick(0, running, false, 0)).isSameAs(sleeper);
    }

    /// Those that computed before they slept are no better for their sleep than one that never does much.
    @Test
    void shouldMakeRoomAtOnceForThreadOfShortWorkWhenAllWereWokenTogether() {
        final Account brief = ready(root, 100);
        assertThat(scheduler.pick(0, null, false, 0)).isSameAs(brief);
        scheduler.onRan(brief, 2_000);
        final Account[] hogs = {ready(root, 100), ready(root, 100), ready(root, 100), ready(root, 100)};
        run(40);
        for (Account hog : hogs) {
            block(hog);
        }
        for (int round = 0; round < 3; round++) {
            wake(brief);
            assertThat(scheduler.pick(0, null, false, 0)).isSameAs(brief);
            scheduler.onRan(brief, 2_000);
        }
        for (Account hog : hogs) {
            wake(hog);
        }
        running = scheduler.pick(0, null, false, 0);
        scheduler.onRan(running, TURN_NS / 2);
        wake(brief);
        assertThat(scheduler.pick(0, running, false, 0)).isSameAs(brief);
    }

    /// The advance is a thread's until it has used it up.
    @Test
    void shouldMakeRoomAtOnceAgainForThreadThatDisplacedAnotherOneBefore() {
        final Account brief = ready(root, 100);
        assertThat(scheduler.pick(0, null, false, 0)).isSameAs(brief);
        scheduler.onRan(brief, 2_000);
        final Account hog = ready(root, 100);
        ready(root, 100);
        run(10);
        for (int round = 0; round < 3; round++) {
            wake(brief);
            assertThat(scheduler.pick(0, running, false, 0)).isSameAs(brief);
            scheduler.enqueue(running, 0);
            assertThat(scheduler.pick(0, brief, false, 0)).isNull();
            scheduler.onRan(brief, 2_000);
            running = scheduler.pick(0, null, false, 0);
        }
        run(10);
        assertThat(turns.get(hog)).isBetween(9, 11);
    }

    @Test
    void shouldKeepRunningThreadWhenEqualBegins() {
        ready(root, 100);
        run(10);
        ready(root, 100);
        assertThat(scheduler.pick(0, running, false, 0)).isNull();
        assertThat(scheduler.pick(0, running, true, 0)).as("its turn is over").isNotNull();
    }

    /// Who displaced another one must not be displaced by it in the same breath.
    @Test
    void shouldNotGoBackAndForthBetweenEquals() {
        final Account first = ready(root, 100);
        final Account second = ready(root, 100);
        assertThat(scheduler.pick(0, null, false, 0)).isSameAs(first);
        assertThat(scheduler.pick(0, first, true, 0)).isSameAs(second);
        scheduler.enqueue(first, 0);
        assertThat(scheduler.pick(0, second, false, 0)).isNull();
    }

    @Test
    void shouldAskOnlyWhileSomebodyWaits() {
        final Account alone = ready(root, 100);
        scheduler.pick(0, null, false, 0);
        assertThat(scheduler.onClock(alone, 0, 0)).isFalse();
        ready(root, 100);
        assertThat(scheduler.onClock(alone, 0, 0)).isTrue();
    }

    @Test
    void shouldRefuseTurnThatIsNotNoticed() {
        assertThatThrownBy(() -> FairShare.plan(Duration.ofNanos(9_999)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a turn of 9999 ns was given; use 10,000 or more");
    }

    private void wake(Account sleeper) {
        scheduler.onReady(sleeper, TURN_NS, 0, 0);
        scheduler.enqueue(sleeper, 0);
    }

    private Account ready(UserGroup group, int weight) {
        final Account account = scheduler.enter(Traits.NORMAL.withWeight(weight), group, null);
        scheduler.enqueue(account, 0);
        return account;
    }

    private void run(int count) {
        for (int i = 0; i < count; i++) {
            if (running == null) {
                running = scheduler.pick(0, null, false, 0);
            }
            turns.merge(running, 1, Integer::sum);
            scheduler.onRan(running, TURN_NS);
            if (scheduler.onClock(running, scheduler.waiting(), 0)) {
                final Account next = scheduler.pick(0, running, true, 0);
                if (next != null) {
                    scheduler.enqueue(running, 0);
                    running = next;
                }
            }
        }
    }

    /// Takes a thread out, whether it runs or waits.
    private void block(Account account) {
        while (running != account) {
            run(1);
        }
        running = null;
    }
}
