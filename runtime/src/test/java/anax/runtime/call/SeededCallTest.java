package anax.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import anax.runtime.Cpu;
import anax.runtime.Lwkt;
import anax.runtime.MachineConfig;
import anax.runtime.Message;
import anax.runtime.sim.SimulatedMachine;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Calls in place, and changes of who answers them, on four simulated CPUs with lanes of four entries, under many
/// seeds.
@Tag("computes")
class SeededCallTest {
    private static final int SEEDS = 60;
    private static final int CPUS = 4;
    private static final MachineConfig CONFIG =
            MachineConfig.ofCpus(CPUS).withRingBound(4).withIdleSpinNs(0).withDebug(false);
    private static final CallPortConfig IN_PLACE_ONLY =
            CallPortConfig.named("calls").withThreads(0);

    @Test
    void shouldAnswerOnTheCpuOfTheCaller() {
        forEachSeed((machine, calls) -> {
            add(machine, calls, 3, call -> {
                call.value(call.first() * 100 + call.second() * 10 + call.third());
                call.result(Cpu.current());
                return 5;
            });
            for (int cpu = 0; cpu < CPUS; cpu++) {
                machine.call(cpu, "caller", () -> {
                    Call call = new Call(3).arguments(1, 2, 3);
                    assertThat(calls.doMessage(call)).isEqualTo(5);
                    assertThat(call.error()).isEqualTo(5);
                    assertThat(call.value()).isEqualTo(123);
                    assertThat(call.result()).isSameAs(Cpu.current());
                    return null;
                });
            }
        });
    }

    /// Sent asynchronously, an answer is found as a reply, even though it was there at once.
    @Test
    void shouldReplyWhenSentAsynchronously() {
        forEachSeed((machine, calls) -> {
            add(machine, calls, 0, call -> 9);
            machine.call(1, "caller", () -> {
                Call call = new Call(0);
                calls.sendMessage(call);
                assertThat(Lwkt.current().port().waitMessage()).isSameAs(call);
                assertThat(call.error()).isEqualTo(9);
                return null;
            });
        });
    }

    @Test
    void shouldTellNumberThatNobodyHas() {
        forEachSeed((machine, calls) -> {
            add(machine, calls, 2, call -> 0);
            machine.call(1, "caller", () -> {
                assertThat(List.of(-1, 0, 1, 3, 4095, 4096, Integer.MAX_VALUE, Integer.MIN_VALUE))
                        .allSatisfy(number ->
                                assertThat(calls.doMessage(new Call(number))).isEqualTo(CallPort.NO_SUCH_CALL));
                assertThat(calls.doMessage(new Message() {})).isEqualTo(CallPort.NO_SUCH_CALL);
                return null;
            });
            assertThat(calls.counters().unknown()).isEqualTo(9);
        });
    }

    @Test
    void shouldBringExceptionHomeInTheCall() {
        forEachSeed((machine, calls) -> {
            IllegalArgumentException thrown = new IllegalArgumentException("by design");
            add(machine, calls, 1, call -> {
                if (call.first() == 0) {
                    throw thrown;
                }
                return 0;
            });
            machine.call(2, "caller", () -> {
                Call call = new Call(1);
                assertThat(calls.doMessage(call)).isEqualTo(CallPort.CALL_FAILED);
                assertThat(call.failure()).isSameAs(thrown);
                assertThat(calls.doMessage(call.arguments(1))).isZero();
                assertThat(call.failure()).as("what the handler before threw").isNull();
                return null;
            });
            assertThat(calls.counters().failed()).isEqualTo(1);
        });
    }

    /// Once `add` has returned, every CPU finds the handler; once `remove` has, none does; between, each CPU
    /// changes its mind once.
    @Test
    void shouldShowChangeToEveryCpuWhenAddReturns() {
        Set<Phase> seenIn = EnumSet.noneOf(Phase.class);
        forEachSeed((machine, calls) -> {
            Phase[] phase = {Phase.BEFORE};
            int[] gone = {0};
            for (int cpu = 0; cpu < CPUS; cpu++) {
                machine.spawn(cpu, "caller", () -> {
                    Call call = new Call(7);
                    boolean there = false;
                    int changes = 0;
                    while (phase[0] != Phase.GONE || gone[0]++ < CPUS * 4) {
                        seenIn.add(phase[0]);
                        boolean found = calls.doMessage(call) == 0;
                        if (phase[0] == Phase.THERE || phase[0] == Phase.GONE) {
                            assertThat(found).as("found when it is " + phase[0]).isEqualTo(phase[0] == Phase.THERE);
                        }
                        changes += found == there ? 0 : 1;
                        there = found;
                        Lwkt.giveWay();
                    }
                    assertThat(changes).isLessThanOrEqualTo(2);
                });
            }
            machine.spawn(2, "changer", () -> {
                calls.add(7, "late", CallKind.IN_PLACE, call -> 0);
                phase[0] = Phase.THERE;
                for (int i = 0; i < 10; i++) {
                    Lwkt.giveWay();
                }
                phase[0] = Phase.REMOVING;
                calls.remove(7);
                phase[0] = Phase.GONE;
            });
            machine.runToRest();
        });
        assertThat(seenIn).as("in which there were calls").isEqualTo(EnumSet.allOf(Phase.class));
    }

    private enum Phase {
        BEFORE,
        THERE,
        REMOVING,
        GONE
    }

    /// Of any number of threads that want a number at the same time one gets it, and each of the others is told.
    @Test
    void shouldGiveNumberToOneWhenSeveralAddIt() {
        forEachSeed((machine, calls) -> {
            List<Integer> got = new ArrayList<>();
            List<String> refused = new ArrayList<>();
            for (int cpu = 0; cpu < CPUS; cpu++) {
                int code = cpu;
                machine.spawn(cpu, "adder", () -> {
                    try {
                        calls.add(1, "code-" + code, CallKind.IN_PLACE, call -> code);
                        got.add(code);
                    } catch (IllegalStateException taken) {
                        refused.add(taken.getMessage());
                    }
                });
            }
            machine.runToRest();
            assertThat(got).hasSize(1);
            assertThat(refused)
                    .hasSize(CPUS - 1)
                    .allMatch(message -> message.endsWith("was added to the call port calls, where code-" + got.get(0)
                            + " has this number; take another, or remove that first"));
            for (int cpu = 0; cpu < CPUS; cpu++) {
                assertThat(machine.call(cpu, "caller", () -> calls.doMessage(new Call(1))))
                        .isEqualTo(got.get(0));
            }
        });
    }

    @Test
    void shouldAnswerNothingMoreWhenClosed() {
        forEachSeed((machine, calls) -> {
            add(machine, calls, 0, call -> 0);
            calls.close();
            assertThat(machine.call(0, "caller", () -> calls.doMessage(new Call(0))))
                    .isEqualTo(Message.TARGET_ENDED);
        });
    }

    @Test
    void shouldRefuseWhatPortCannotDo() {
        forEachSeed((machine, calls) -> machine.call(0, "boot", () -> {
            assertThatThrownBy(() -> calls.add(4096, "high", CallKind.IN_PLACE, call -> 0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("call number 4096 was given to the call port calls; use 0 to 4095");
            assertThatThrownBy(() -> calls.remove(-1)).hasMessageContaining("call number -1 was given");
            assertThatThrownBy(() -> calls.add(0, "slow", CallKind.BLOCKING, call -> 0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("call 0 (slow) of the call port calls may block, but the port was made without"
                            + " threads; make it with 1 or more");
            assertThatThrownBy(calls::close).hasMessageContaining("do that on an ordinary Java thread");
            assertThatThrownBy(() -> new CallPort(machine.machine(), IN_PLACE_ONLY))
                    .hasMessageContaining("a port for calls was made on CPU 0 of anax");
            return null;
        }));
    }

    private static void add(SimulatedMachine machine, CallPort calls, int number, CallHandler handler) {
        machine.call(0, "boot", () -> {
            calls.add(number, "call-" + number, CallKind.IN_PLACE, handler);
            return null;
        });
    }

    private static void forEachSeed(BiConsumer<SimulatedMachine, CallPort> scenario) {
        for (int seed = 1; seed <= SEEDS; seed++) {
            try (SimulatedMachine machine = new SimulatedMachine(CONFIG, seed);
                    CallPort calls = new CallPort(machine.machine(), IN_PLACE_ONLY)) {
                scenario.accept(machine, calls);
            } catch (RuntimeException | AssertionError failure) {
                throw new AssertionError("seed " + seed, failure);
            }
        }
    }
}
