package anax.bench.messages;

import static org.assertj.core.api.Assertions.assertThat;

import anax.bench.measure.Contestant;
import anax.bench.measure.ContestantRun;
import anax.bench.measure.Group;
import anax.bench.measure.Interleaving;
import anax.bench.measure.Pace;
import anax.bench.measure.Plan;
import anax.bench.measure.Role;
import anax.bench.measure.Setting;
import anax.bench.measure.Spread;
import anax.bench.measure.Unit;
import anax.runtime.clock.SystemClock;
import anax.runtime.topology.Pinning;
import anax.runtime.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesSuiteTest {
    /// Long enough for every design to move messages, short enough to run them all in a build.
    private static final Plan TINY = new Plan(2_000_000, 3, 3, 1);

    /// Where CPUs share processors a slice takes many times its length.
    private static final Plan TINIEST = new Plan(2_000_000, 1, 1, 1);

    private final MessagesSuite suite = new MessagesSuite(new Pace(2_000_000, 0, 1), Pace.PLANNED);

    /// Every contestant runs, in turns, and checks each of its messages: one that was not written by its target,
    /// was lost, or came twice ends the run with an exception. With 4 CPUs on fewer processors it has to finish as
    /// well.
    @ParameterizedTest
    @ValueSource(ints = {2, 4})
    void shouldMoveMessagesThroughEveryContestant(int cpus) throws InterruptedException {
        Setting setting = new Setting(cpus, Topology.ofThisProcess(), Pinning.openHft(), SystemClock.INSTANCE);
        Plan plan = cpus == 2 ? TINY : TINIEST;
        for (Group group : suite.groups(setting)) {
            List<ContestantRun> runs = new Interleaving(plan, (_, _) -> {}).run(group);
            assertThat(runs).hasSameSizeAs(group.contestants());
            assertThat(runs)
                    .as(group.bench())
                    .allSatisfy(run -> assertThat(run.values()).hasSize(plan.rounds()));
            if (group.unit() != Unit.KICKS_PER_MESSAGE) { // which may well be 0
                assertThat(runs)
                        .as(group.bench())
                        .allSatisfy(run -> assertThat(run.values()).doesNotContain(0.0));
            }
        }
    }

    @Test
    void shouldHaveAFloorAndARivalInEveryGroup() {
        for (Group group : suite.groups(setting(2, 2))) {
            List<Role> roles =
                    group.contestants().stream().map(Contestant::role).toList();
            assertThat(roles).as(group.bench()).contains(Role.FLOOR, Role.RIVAL);
            assertThat(group.contestants().getFirst().design()).isEqualTo(group.reference());
        }
    }

    @Test
    void shouldSayWhyItSkipsWhatNeedsTwoCpus() {
        List<String> skipped = new ArrayList<>();
        for (Group group : suite.groups(setting(1, 2))) {
            if (!group.skipped().isEmpty()) {
                skipped.add(group.bench() + ": " + group.skipped());
            }
        }
        assertThat(skipped)
                .containsExactly(
                        "messages.cross-cpu-sync: it needs two CPUs, and this run has 1 (--cpus)",
                        "messages.cross-cpu-sync-latency: it needs two CPUs, and this run has 1 (--cpus)",
                        "messages.cross-cpu-async: it needs two CPUs, and this run has 1 (--cpus)",
                        "messages.cross-cpu-async-single: it needs two CPUs, and this run has 1 (--cpus)",
                        "messages.cross-cpu-one-way: it needs two CPUs, and this run has 1 (--cpus)",
                        "messages.fan-in: it needs two CPUs, and this run has 1 (--cpus)",
                        "messages.delivery-latency: it needs two CPUs, and this run has 1 (--cpus)",
                        "messages.kicks: it needs two CPUs, and this run has 1 (--cpus)");
    }

    /// A fan needs two senders, and on two CPUs there is one CPU for them.
    @Test
    void shouldSayThatSendersShareACpu() {
        assertThat(notesOf(MessagesSuite.FAN_IN, setting(2, 2)))
                .containsExactly("2 CPUs: the 2 senders are threads of CPU 1, which share it");
        assertThat(notesOf(MessagesSuite.FAN_IN, setting(4, 4))).isEmpty();
        assertThat(notesOf(MessagesSuite.FAN_IN, setting(4, 2)))
                .containsExactly("oversubscribed: 4 CPUs on 2 cores, says nothing about speed");
        assertThat(group(MessagesSuite.FAN_IN, setting(8, 8)).params()).containsEntry("senders", 7);
    }

    /// The unpark for each message wakes once a message, by what it is; a busy target is woken for no message.
    @Test
    void shouldCountKicksAndBells() throws InterruptedException {
        Setting setting = new Setting(2, Topology.ofThisProcess(), Pinning.openHft(), SystemClock.INSTANCE);
        Group kicks = group(MessagesSuite.KICKS, setting);
        List<ContestantRun> runs = new Interleaving(TINY, (_, _) -> {}).run(kicks);
        int bells = kicks.further().indexOf(Unit.BELLS_PER_MESSAGE);
        assertThat(runs.getFirst().values()).containsOnly(1);
        assertThat(runs).allSatisfy(run -> {
            for (int round = 0; round < run.values().length; round++) {
                assertThat(run.values()[round]).as(run.design()).isBetween(0.0, run.further()[bells][round]);
                assertThat(run.further()[bells][round]).as(run.design()).isBetween(0.0, 1.0);
            }
        });
        ContestantRun busy = runs.get(5);
        assertThat(busy.design()).isEqualTo("Anax sendMessage, full speed");
        assertThat(Spread.of(busy.further()[bells]).median()).isLessThan(0.9);
    }

    @Test
    void shouldSayThatItIsOversubscribed() {
        assertThat(notesOf(MessagesSuite.CROSS_CPU_FLOW, setting(8, 2)))
                .containsExactly("oversubscribed: 8 CPUs on 2 cores, says nothing about speed");
        assertThat(notesOf(MessagesSuite.CROSS_CPU_TRIP, setting(2, 1)))
                .containsExactly("oversubscribed: 2 CPUs on 1 core, says nothing about speed");
        assertThat(notesOf(MessagesSuite.CROSS_CPU_TRIP, setting(4, 4))).isEmpty();
    }

    @Test
    void shouldSayThatACpuIsLeftOver() {
        assertThat(notesOf(MessagesSuite.CROSS_CPU_TRIP, setting(3, 4)))
                .containsExactly("--cpus 3 is odd: CPU 2 had no partner and idled");
    }

    @Test
    void shouldSayThatThereIsOneCore() {
        assertThat(notesOf(MessagesSuite.THREAD_SWITCH, setting(1, 1)))
                .containsExactly("one core: the compiler and the system share it with what is measured");
    }

    private List<String> notesOf(String bench, Setting setting) {
        return group(bench, setting).notes();
    }

    private Group group(String bench, Setting setting) {
        for (Group group : suite.groups(setting)) {
            if (group.bench().equals(bench)) {
                return group;
            }
        }
        throw new AssertionError("no group " + bench);
    }

    private static Setting setting(int cpus, int processors) {
        List<Integer> allowed = new ArrayList<>();
        for (int i = 0; i < processors; i++) {
            allowed.add(i);
        }
        return new Setting(cpus, new Topology(allowed), Pinning.none("not in this test"), SystemClock.INSTANCE);
    }
}
