package anax.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import anax.runtime.sim.SimulatedMachine;
import org.junit.jupiter.api.Test;

/// In debug mode the last 32 sections that a thread entered are known by name, and told where the count is wrong.
class SectionTrailTest extends SeededScenarios {
    private static final MachineConfig DEBUG = CONFIG.withDebug(true);
    private static final String HERE = SectionTrailTest.class.getName();

    @Test
    void shouldNameWhoEnteredLastWhenSectionIsLeftTooOften() {
        inThread(DEBUG, () -> {
            Lwkt.critEnter();
            inner();
            Lwkt.critExit();
            assertThatThrownBy(Lwkt::critExit)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageMatching(
                            "critExit was called by .*; call critEnter before it; sections that were entered"
                                    + " last: 2 at " + HERE + "\\.inner\\(SectionTrailTest\\.java:\\d+\\), 1 at " + HERE
                                    + "\\.\\S+\\(SectionTrailTest\\.java:\\d+\\)");
        });
    }

    @Test
    void shouldNameHardSectionsAsSuch() {
        inThread(DEBUG, () -> {
            Lwkt.critEnterHard();
            assertThatThrownBy(Lwkt::switchAway)
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("a hard section; sections that were entered last: 1 (hard) at " + HERE);
            Lwkt.critExitHard();
            assertThatThrownBy(Lwkt::critExitHard)
                    .hasMessageContaining("before; sections that were entered last: 1 (h");
        });
    }

    @Test
    void shouldNameSectionThatEntryLeftOpen() {
        try (SimulatedMachine machine = new SimulatedMachine(DEBUG, 1)) {
            machine.spawn(
                    0,
                    "sender",
                    () -> Cpu.current().send(machine.machine().cpu(1), CpuSyncTest.entry(SectionTrailTest::forget)));
            runToFailure(
                    machine,
                    "0 hard ones where it found 0; sections that were entered last: 3 at " + HERE + ".forget(");
        }
    }

    @Test
    void shouldNameSectionsWhereWaitingIsRefused() {
        inThread(DEBUG, () -> {
            Cpu here = Cpu.current();
            Cpu other = here.machine().cpu(1);
            Lwkt elsewhere = Lwkt.alloc(1, "elsewhere", Priority.DAEMON, () -> {});
            forget();
            String entered = "leave it before; sections that were entered last: 1 at " + HERE + ".forget(";
            assertThatThrownBy(() -> here.waitIpi(other)).hasMessageContaining(entered);
            assertThatThrownBy(elsewhere::acquire).hasMessageContaining(entered);
            assertThatThrownBy(() -> CpuSync.run(_ -> {})).hasMessageContaining(entered);
            Lwkt.critExit();
        });
    }

    @Test
    void shouldKeepLastEntriesOnly() {
        inThread(DEBUG, () -> {
            Lwkt.critEnter(); // the oldest, which goes first
            for (int more = 1; more < SectionTrail.KEPT; more++) {
                inner();
            }
            assertThat(Lwkt.current().sections()).contains("2 at " + HERE + ".inner(", ", 1 at ");
            inner();
            assertThat(Lwkt.current().sections())
                    .as("each place once, and the oldest forgotten")
                    .startsWith("2 at " + HERE + ".inner(")
                    .doesNotContain(", ");
            Lwkt.critExit();
        });
    }

    /// The freed object of a thread is another thread's soon.
    @Test
    void shouldForgetSectionsWhenThreadEnds() {
        inThread(DEBUG, () -> {
            Lwkt ended = Lwkt.create("forgetful", SectionTrailTest::forget);
            Lwkt.giveWay();
            assertThat(ended.hasEnded()).isTrue();
            assertThat(ended.sections()).isEmpty();
        });
    }

    @Test
    void shouldNoteNothingUnlessInDebugMode() {
        inThread(CONFIG, () -> {
            inner();
            assertThat(Lwkt.current().sections()).isEmpty();
            assertThatThrownBy(Lwkt::critExit).hasMessageEndingWith("call critEnter before it");
        });
    }

    private static void inner() {
        Lwkt.critEnter();
        Lwkt.critExit();
    }

    private static void forget() {
        Lwkt.critEnter();
    }

    private static void inThread(MachineConfig config, Runnable body) {
        try (SimulatedMachine machine = new SimulatedMachine(config, 1)) {
            machine.call(0, "thread", () -> {
                body.run();
                return null;
            });
        }
    }
}
