package anax.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import anax.runtime.sim.SimulatedMachine;
import java.util.Random;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/// Serializers: one is in at a time, also while it blocks, and the handler only while it is enabled.
class SerializerTest {
    private static final int SEEDS = Integer.getInteger("anax.seeds", 1000);
    private static final int CPUS = 4;
    private static final MachineConfig CONFIG =
            MachineConfig.ofCpus(CPUS).withRingBound(4).withIdleSpinNs(0).withDebug(false);

    @Test
    void shouldLetOneInAtATimeThoughItBlocks() {
        forEachSeed((machine, random) -> {
            Serializer serializer = new Serializer("device");
            int[] inside = {0};
            int[] turns = {0};
            for (int i = 0; i < 6; i++) {
                machine.spawn(random.nextInt(CPUS), "user", () -> {
                    for (int turn = 0; turn < 4; turn++) {
                        serializer.enter();
                        assertThat(inside[0]++).isZero();
                        for (int pause = random.nextInt(3); pause > 0; pause--) {
                            Lwkt.giveWay();
                            machine.beforeSharedAccess();
                        }
                        inside[0]--;
                        turns[0]++;
                        serializer.exit();
                    }
                });
            }
            machine.runToRest();
            assertThat(turns[0]).isEqualTo(24);
        });
    }

    /// A fast handler, raised while a thread is in or not: it is told to come again, runs, or is disabled.
    @Test
    void shouldRunHandlerUnlessDisabledOrBusy() {
        int[] outcomes = new int[2];
        forEachSeed((machine, random) -> {
            Serializer serializer = new Serializer("device");
            boolean[] inside = {false};
            boolean[] enabled = {true};
            int[] ran = {0};
            InterruptLine line = machine.call(
                    0,
                    "boot",
                    () -> Cpu.current().interrupts().addFast("device", () -> {
                        boolean done = serializer.tryHandle(() -> {
                            assertThat(inside[0]).isFalse();
                            assertThat(enabled[0]).isTrue();
                            ran[0]++;
                        });
                        outcomes[done ? 1 : 0]++;
                    }));
            machine.spawn(0, "user", () -> {
                for (int turn = 0; turn < 4; turn++) {
                    serializer.enter();
                    inside[0] = true;
                    Lwkt.checkpoint();
                    inside[0] = false;
                    serializer.exit();
                    Lwkt.checkpoint();
                }
            });
            machine.spawn(1, "device", () -> {
                for (int turn = 0; turn < 4; turn++) {
                    line.raise();
                    Lwkt.giveWay();
                }
            });
            machine.runToRest();
            machine.call(0, "switch", () -> {
                serializer.enter();
                serializer.disableHandler();
                enabled[0] = false;
                serializer.exit();
                final int before = ran[0];
                assertThat(serializer.tryHandle(() -> ran[0]++)).isTrue();
                serializer.handle(() -> ran[0]++);
                assertThat(ran[0]).isEqualTo(before);
                serializer.enter();
                serializer.enableHandler();
                enabled[0] = true;
                serializer.exit();
                serializer.handle(() -> ran[0]++);
                assertThat(serializer.tryHandle(() -> ran[0]++)).isTrue();
                assertThat(ran[0]).isEqualTo(before + 2);
                return null;
            });
        });
        assertThat(outcomes).as("busy, and served").doesNotContain(0);
    }

    @Test
    void shouldRefuseMisuse() {
        forEachSeed((machine, random) -> machine.call(0, "user", () -> {
            Serializer serializer = new Serializer("device");
            assertThatThrownBy(serializer::exit).hasMessageContaining("left serializer device without being in");
            assertThatThrownBy(serializer::disableHandler).hasMessageContaining("disabled the handler of");
            serializer.enter();
            assertThatThrownBy(serializer::enter).hasMessageContaining("twice; it is not recursive");
            assertThat(serializer.tryEnter()).isFalse();
            serializer.exit();
            assertThat(serializer.tryEnter()).isTrue();
            serializer.exit();
            return null;
        }));
    }

    private static void forEachSeed(BiConsumer<SimulatedMachine, Random> scenario) {
        for (int seed = 1; seed <= SEEDS; seed++) {
            try (SimulatedMachine machine = new SimulatedMachine(CONFIG, seed)) {
                scenario.accept(machine, new Random(seed));
            } catch (RuntimeException | AssertionError failure) {
                throw new AssertionError("seed " + seed + ": " + failure, failure);
            }
        }
    }
}
