package anax.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import anax.runtime.sim.SimulatedMachine;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What happens at the bound of a lane: threads wait and take in what comes, entries and critical sections never
/// wait.
class FullLaneTest extends SeededScenarios {
    private static final int MANY = 2_000;

    private final List<Integer> arrived = new ArrayList<>();
    private boolean release;

    /// DragonFly's ddec9f484d: entries that send on into a full lane waited inside of each other, a stack frame
    /// for each that came meanwhile, until the stack was full. CPU 2 takes nothing in, so all that CPU 1 forwards
    /// piles up. up.
    @Test
    void shouldNotRecurseWhenEntriesSendOnIntoFullLane_ddec9f484d() {
        forEachSeed(machine -> {
            int[] depth = {0};
            int[] deepest = {0};
            holdCpu2(machine);
            machine.spawn(0, "flood", () -> {
                for (int i = 0; i < MANY; i++) {
                    int serial = i;
                    Cpu.current().send(machine.machine().cpu(1), entry(() -> {
                        deepest[0] = Math.max(deepest[0], ++depth[0]);
                        Cpu.current().send(machine.machine().cpu(2), entry(() -> arrived.add(serial)));
                        depth[0]--;
                    }));
                }
                release = true;
            });
            machine.runToRest();
            assertThat(deepest[0]).as("entries inside of entries").isOne();
            assertThat(arrived)
                    .containsExactlyElementsOf(IntStream.range(0, MANY).boxed().toList());
            assertThat(machine.machine().cpu(1).counters().spilled()).isPositive();
        });
    }

    /// A critical section keeps what arrives away also where its thread sends into a full lane; what it sends
    /// keeps its order, and what is sent after it does not overtake.
    @Test
    void shouldTakeNothingInWhenThreadSendsInCriticalSection() {
        forEachSeed(machine -> {
            boolean[] inSection = {false};
            holdCpu2(machine);
            machine.spawn(0, "meddler", () -> {
                for (int i = 0; i < 50; i++) {
                    Cpu.current().send(machine.machine().cpu(1), entry(() -> {
                        assertThat(inSection[0])
                                .as("an entry ran in a critical section")
                                .isFalse();
                        log.add("meddled");
                    }));
                }
                release = true;
            });
            machine.spawn(1, "sender", () -> {
                Lwkt.critEnter();
                inSection[0] = true;
                for (int i = 0; i < 40; i++) {
                    sendNumber(machine, i);
                }
                inSection[0] = false;
                Lwkt.critExit();
                for (int i = 40; i < 60; i++) {
                    sendNumber(machine, i);
                }
            });
            machine.runToRest();
            assertThat(log).hasSize(50);
            assertThat(arrived)
                    .containsExactlyElementsOf(IntStream.range(0, 60).boxed().toList());
        });
    }

    /// At the end of the section the thread waits until no more is spilled than a lane holds: back-pressure comes
    /// late, but it comes.
    @Test
    void shouldWaitAtEndOfCriticalSectionWhenMuchIsSpilled() {
        forEachSeed(machine -> {
            holdCpu2(machine);
            machine.spawn(1, "sender", () -> {
                Lwkt.critEnter();
                for (int i = 0; i < 100; i++) {
                    sendNumber(machine, i);
                }
                Lwkt.critExit();
                log.add(arrived.size() >= 100 - 3 * CONFIG.ringBound() ? "waited" : "did not wait: " + arrived.size());
            });
            machine.spawn(0, "releaser", () -> release = true);
            machine.runToRest();
            assertThat(log).containsExactly("waited");
        });
    }

    /// A CPU with nothing else to do must not park while something is spilled: nobody would wake it for that.
    @Test
    void shouldNotParkWhileSomethingIsSpilled() {
        forEachSeed(machine -> {
            holdCpu2(machine);
            machine.spawn(1, "sender", () -> {
                Lwkt.critEnter();
                for (int i = 0; i < 3 + CONFIG.ringBound(); i++) {
                    sendNumber(machine, i);
                }
                Lwkt.critExitNoPoll();
            });
            machine.runSteps(200);
            release = true;
            machine.runToRest();
            assertThat(arrived).hasSize(3 + CONFIG.ringBound());
        });
    }

    @Test
    void shouldRefuseToSendToOtherMachine() {
        forEachSeed(machine -> {
            try (SimulatedMachine other = new SimulatedMachine(CONFIG, 1)) {
                machine.call(0, "stray", () -> {
                    assertThatThrownBy(() -> Cpu.current().send(other.machine().cpu(1), entry(() -> {})))
                            .isInstanceOf(IllegalArgumentException.class)
                            .hasMessageContaining("lanes lead to CPUs of the same machine only");
                    return null;
                });
            }
        });
    }

    private void sendNumber(SimulatedMachine machine, int number) {
        Cpu.current().send(machine.machine().cpu(2), entry(() -> arrived.add(number)));
    }

    /// A thread that passes no poll point until it is released.
    private void holdCpu2(SimulatedMachine machine) {
        arrived.clear();
        release = false;
        machine.spawn(2, "holder", () -> {
            while (!release) {
                Driver.Processor.suspendCurrent();
            }
        });
    }

    private static Ipi entry(Runnable what) {
        return new Ipi() {
            @Override
            protected void run(Cpu cpu) {
                what.run();
            }
        };
    }
}
