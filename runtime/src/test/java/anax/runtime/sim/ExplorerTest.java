package anax.runtime.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import anax.runtime.Lwkt;
import anax.runtime.MachineConfig;
import anax.runtime.crossbar.Doorbell;
import anax.runtime.crossbar.Lane;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The explorer itself: it meets each interleaving once, finds what it should find, repeats it, and owns up to what
/// it left out.
class ExplorerTest {
    private static final MachineConfig CONFIG = MachineConfig.ofCpus(2)
            .withRingBound(4)
            .withInboxBound(4)
            .withIdleSpinNs(0)
            .withTickNs(1_000_000_000)
            .withDebug(false);

    @Test
    void shouldMakeEachSequenceOfChoicesOnce() {
        ExploringPolicy policy = new ExploringPolicy(0, 100);
        Set<String> seen = new HashSet<>();
        int runs = 0;
        do {
            policy.begin();
            policy.branch(true);
            // The third question is asked only on some ways.
            String answers = policy.chooseCpu(2) + "," + policy.chooseCpu(3);
            if (answers.endsWith("2")) {
                answers += "," + policy.chooseCpu(4);
            }
            seen.add(answers);
            runs++;
        } while (policy.planNext());

        assertThat(runs).isEqualTo(2 * (2 + 4));
        assertThat(seen).hasSize(runs);
    }

    /// Two threads with three events each have 20 orders; with fewer stops than those need, as many of them as
    /// can be had by stopping a thread that could go on so often.
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void shouldMeetExactlyTheOrdersThatTheStopsAllow(int stops) {
        Set<String> orders = new HashSet<>();
        explorer(stops)
                .explore(machine -> {
                    StringBuilder order = new StringBuilder();
                    for (String name : new String[] {"a", "b"}) {
                        machine.spawn(name.equals("a") ? 0 : 1, name, () -> {
                            for (int i = 0; i < 3; i++) {
                                machine.beforeSharedAccess();
                                order.append(name);
                            }
                        });
                    }
                    return () -> orders.add(order.toString());
                })
                .requireAllInterleavings();

        assertThat(orders).containsExactlyInAnyOrderElementsOf(ordersOfTwoWithThreeEvents(stops));
        assertThat(orders).hasSize(new int[] {2, 6, 14, 18, 20}[stops]);
    }

    /// The condition is tested, then there is a poll point, then the thread blocks: a wake-up in between finds
    /// it scheduled still and does nothing.
    @Test
    void shouldFindLostWakeUpWhenWaiterPollsBetweenTestAndBlock() {
        assertThatThrownBy(() -> explorer(1).explore(machine -> waitForWakeUp(machine, true)))
                .isInstanceOf(ExplorationFailure.class)
                .hasMessageContaining("repeat it with: explorer.replay(new int[] {")
                .hasRootCauseMessage("the waiter never woke");
        explorer(2).explore(machine -> waitForWakeUp(machine, false)).requireAllInterleavings();
    }

    @Test
    void shouldFindLostWakeUpWhenReceiverParksWithoutSecondLook() {
        assertThatThrownBy(() -> explorer(1).explore(machine -> parkAndRing(machine, false)))
                .isInstanceOf(ExplorationFailure.class)
                .hasRootCauseMessage("the receiver slept through an entry");
        explorer(3).explore(machine -> parkAndRing(machine, true)).requireAllInterleavings();
    }

    @Test
    void shouldNotFindWhatNeedsMoreStops() {
        assertThat(explorer(0).explore(machine -> waitForWakeUp(machine, true)).isComplete())
                .isTrue();
    }

    @Test
    void shouldRepeatFailureToTheLastEvent() {
        Scenario scenario = machine -> waitForWakeUp(machine, true);
        ExplorationFailure first =
                catchThrowableOfType(ExplorationFailure.class, () -> explorer(2).explore(scenario));
        ExplorationFailure second =
                catchThrowableOfType(ExplorationFailure.class, () -> explorer(2).replay(first.choices(), scenario));

        assertThat(second.trace()).isEqualTo(first.trace()).isNotZero();
        assertThat(second.choices()).isEqualTo(first.choices());
        assertThat(second).hasRootCauseMessage("the waiter never woke");
    }

    @Test
    void shouldFailFastWhenCpusWaitForEachOther() {
        assertThatThrownBy(() -> explorer(1).explore(machine -> {
                    Stubborn.spawnTwo(machine);
                    return () -> {};
                }))
                .isInstanceOf(ExplorationFailure.class)
                .hasMessageContaining("all CPUs that can run wait for another one")
                .hasMessageContaining("CPU 1 of anax waits for a thread that it acquires, from CPU 0 of anax");
    }

    @Test
    void shouldSayThatItLeftRunsOut() {
        Exploration few = new Explorer(CONFIG, ExplorationBounds.ofStops(2).withRuns(10))
                .explore(machine -> waitForWakeUp(machine, false));
        assertThat(few.runs()).isEqualTo(10);
        assertThat(few).hasToString("10 runs with up to 2 stops and " + few.longest() + " choices, NOT complete");
        assertThatThrownBy(few::requireAllInterleavings)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("not everything was explored: 10 runs were too few for 2 stops; allow more runs, or fewer"
                        + " stops");

        Exploration shallow = new Explorer(CONFIG, ExplorationBounds.ofStops(2).withDepth(5))
                .explore(machine -> waitForWakeUp(machine, false));
        assertThat(shallow.isComplete()).isTrue();
        assertThat(shallow.runs()).isBetween(2, 32);
        assertThat(shallow.longest()).isEqualTo(5);
        assertThatThrownBy(shallow::requireAllInterleavings)
                .hasMessageContaining(" runs had more than 5 choices, up to 5; allow more depth");
    }

    @Test
    void shouldRefuseScenarioThatIsNotTheSameEachTime() {
        int[] calls = {0};
        assertThatThrownBy(() -> explorer(2).explore(machine -> {
                    int times = 5 - calls[0]++;
                    for (int cpu = 0; cpu < 2; cpu++) {
                        machine.spawn(cpu, "shrinking", () -> {
                            for (int i = 0; i < times; i++) {
                                machine.beforeSharedAccess();
                            }
                        });
                    }
                    return () -> {};
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the scenario is not the same each time");
    }

    @Test
    void shouldLeaveNoJavaThreadsBehind() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        explorer(1).explore(machine -> {
            machine.spawn(0, "blocked", () -> Lwkt.block("for ever"));
            return () -> {};
        });

        assertThat(Thread.getAllStackTraces().keySet()).isSubsetOf(before);
    }

    @Test
    void shouldRefuseBoundsThatMakeNoSense() {
        assertThatThrownBy(() -> ExplorationBounds.ofStops(-1)).hasMessage("-1 stops were given; use 0 to 1000");
        assertThatThrownBy(() -> ExplorationBounds.ofStops(1).withDepth(-1))
                .hasMessage("a depth of -1 was given; use 0 to 100000");
        assertThatThrownBy(() -> ExplorationBounds.ofStops(1).withRuns(0))
                .hasMessage("0 runs were given; use at least 1");
    }

    private static Explorer explorer(int stops) {
        return new Explorer(CONFIG, ExplorationBounds.ofStops(stops));
    }

    private static Runnable waitForWakeUp(SimulatedMachine machine, boolean pollInBetween) {
        boolean[] condition = {false};
        boolean[] woke = {false};
        Lwkt[] waiter = new Lwkt[1];
        waiter[0] = machine.spawn(0, "waiter", () -> {
            while (!condition[0]) {
                if (pollInBetween) {
                    Lwkt.checkpoint();
                }
                Lwkt.block("condition");
            }
            woke[0] = true;
        });
        machine.spawn(1, "waker", () -> {
            machine.beforeSharedAccess();
            condition[0] = true;
            waiter[0].schedule();
        });
        return () ->
                assertThat(woke[0]).withFailMessage("the waiter never woke").isTrue();
    }

    /// The protocol under the crossbar, by hand, on its own lane and doorbell: an entry, a bell, and somebody
    /// who goes to sleep.
    private static Runnable parkAndRing(SimulatedMachine machine, boolean looksAgain) {
        Lane<String> lane = new Lane<>(4);
        Doorbell bell = new Doorbell();
        boolean[] got = {false};
        Lwkt[] receiver = new Lwkt[1];
        receiver[0] = machine.spawn(0, "receiver", () -> {
            while (true) {
                machine.beforeSharedAccess();
                if (lane.receiver().take() > 0) {
                    break;
                }
                machine.beforeSharedAccess();
                bell.announcePark();
                machine.beforeSharedAccess();
                if (!looksAgain || lane.receiver().isEmpty()) {
                    Lwkt.block("bell");
                }
                bell.cancelPark();
            }
            got[0] = true;
        });
        machine.spawn(1, "sender", () -> {
            machine.beforeSharedAccess();
            lane.sender().offer("entry");
            machine.beforeSharedAccess();
            if (bell.ring()) {
                receiver[0].schedule();
            }
        });
        return () -> assertThat(got[0])
                .withFailMessage("the receiver slept through an entry")
                .isTrue();
    }

    /// By trying all: the words of three a and three b in which, reading on, the letter changes at most so
    /// often while the one that is left has events to come.
    private static Set<String> ordersOfTwoWithThreeEvents(int stops) {
        Set<String> orders = new HashSet<>();
        for (int bits = 0; bits < 1 << 6; bits++) {
            char[] order = new char[6];
            for (int i = 0; i < 6; i++) {
                order[i] = (bits >> i & 1) == 0 ? 'a' : 'b';
            }
            String word = new String(order);
            if (Integer.bitCount(bits) == 3 && stopsOf(word) <= stops) {
                orders.add(word);
            }
        }
        return orders;
    }

    private static long stopsOf(String word) {
        return Arrays.stream(new int[] {1, 2, 3, 4, 5})
                .filter(i -> word.charAt(i) != word.charAt(i - 1) && word.indexOf(word.charAt(i - 1), i) >= 0)
                .count();
    }
}
