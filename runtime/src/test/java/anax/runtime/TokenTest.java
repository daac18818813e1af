package anax.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import anax.runtime.sim.SimulatedMachine;
import java.util.Random;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/// Tokens: held while running only, so that nothing deadlocks; exclusive or shared; last taken, first released.
class TokenTest {
    private static final int SEEDS = Integer.getInteger("anax.seeds", 1000);
    private static final int CPUS = 4;
    private static final MachineConfig CONFIG = MachineConfig.ofCpus(CPUS)
            .withRingBound(4)
            .withIdleSpinNs(0)
            .withTickNs(20_000)
            .withDebug(false);

    /// Readers and writers of four tokens, any two of which a thread takes in any order.
    @Test
    void shouldExcludeAndNeverDeadlock() {
        long[] contended = {0};
        forEachSeed((machine, random) -> {
            Token[] tokens = {new Token("a"), new Token("b"), new Token("c"), new Token("d")};
            int[] writers = new int[tokens.length];
            int[] readers = new int[tokens.length];
            int[] turns = {0};
            for (int i = 0; i < 6; i++) {
                machine.spawn(random.nextInt(CPUS), "user", () -> {
                    for (int turn = 0; turn < 4; turn++) {
                        int first = random.nextInt(tokens.length);
                        int second = (first + 1 + random.nextInt(tokens.length - 1)) % tokens.length;
                        boolean shared = random.nextBoolean();
                        tokens[first].acquire();
                        if (shared) {
                            tokens[second].acquireShared();
                        } else {
                            tokens[second].acquire();
                        }
                        if (random.nextBoolean()) {
                            Lwkt.giveWay(); // drops both, and comes back with both
                        }
                        enter(writers, readers, first, false);
                        enter(writers, readers, second, shared);
                        machine.beforeSharedAccess();
                        leave(writers, readers, second, shared);
                        leave(writers, readers, first, false);
                        tokens[second].release();
                        tokens[first].release();
                        turns[0]++;
                    }
                });
            }
            machine.runToRest();
            assertThat(turns[0]).isEqualTo(24);
            for (int cpu = 0; cpu < CPUS; cpu++) {
                contended[0] += machine.machine().cpu(cpu).counters().contended();
            }
        });
        assertThat(contended[0]).as("times that a token was contended").isPositive();
    }

    /// Its CPU rests meanwhile, with nobody else to run.
    @Test
    void shouldBeFreeWhileHolderWaitsForMessage() {
        forEachSeed((machine, random) -> {
            Token token = new Token("state");
            boolean[] held = {false};
            int[] told = {0};
            Lwkt holder = machine.spawn(0, "holder", () -> {
                token.acquire();
                held[0] = true;
                Lwkt.current().port().waitMessage().replyMessage(0);
                token.release();
                told[0]++;
            });
            machine.spawn(1, "other", () -> {
                while (!held[0]) {
                    Lwkt.giveWay();
                    machine.beforeSharedAccess();
                }
                token.acquire();
                token.release();
                holder.port().sendMessage(new Word());
                told[0]++;
            });
            machine.runToRest();
            assertThat(told[0]).isEqualTo(2);
        });
    }

    /// Owner: as of [Message].
    private static final class Word extends Message {
        private Word() {
            replyTo(ReplyPort.SILENT);
        }
    }

    /// Another thread of the CPU changes what the token protects while its holder blocks.
    @Test
    void shouldBeFreeWhileHolderBlocks() {
        forEachSeed((machine, random) -> {
            Token token = new Token("state");
            int[] state = {0};
            Lwkt[] blocked = {null};
            machine.spawn(random.nextInt(CPUS), "holder", () -> {
                blocked[0] = Lwkt.current();
                token.acquire();
                while (state[0] == 0) {
                    Lwkt.block("change");
                }
                token.release();
                state[0] = 2;
            });
            machine.runToRest();
            machine.spawn(random.nextInt(CPUS), "other", () -> {
                token.acquire();
                state[0] = 1;
                token.release();
                blocked[0].schedule();
            });
            machine.runToRest();
            assertThat(state[0]).isEqualTo(2);
        });
    }

    /// An interrupt thread that preempts leaves the token to whom it preempts; one that wants it waits until that
    /// one has let it go.
    @Test
    void shouldStayWithPreemptedThread() {
        forEachSeed((machine, random) -> {
            Token token = new Token("state");
            boolean[] inside = {false};
            int[] served = {0};
            InterruptLine line = machine.call(
                    0,
                    "boot",
                    () -> Cpu.current().interrupts().addThread("device", Priority.INTERRUPT_LOW, () -> {
                        token.acquire();
                        assertThat(inside[0]).as("the holder is in").isFalse();
                        token.release();
                        served[0]++;
                    }));
            machine.spawn(0, "holder", () -> {
                for (int turn = 0; turn < 3; turn++) {
                    token.acquire();
                    inside[0] = true;
                    line.raise();
                    Lwkt.checkpoint();
                    inside[0] = false;
                    token.release();
                    Lwkt.giveWay();
                }
            });
            machine.runToRest();
            assertThat(served[0]).isPositive();
        });
    }

    /// While somebody waits to write, a reader that holds nothing else waits behind it.
    @Test
    void shouldLetWriterInThoughReadersComeAndGo() {
        forEachSeed((machine, random) -> {
            Token token = new Token("state");
            boolean[] written = {false};
            int[] reads = {0};
            for (int cpu = 0; cpu < 3; cpu++) {
                machine.spawn(cpu, "reader", () -> {
                    while (!written[0]) {
                        token.acquireShared();
                        machine.beforeSharedAccess();
                        reads[0]++;
                        token.release();
                        Lwkt.giveWay();
                    }
                });
            }
            machine.spawn(3, "writer", () -> {
                token.acquire();
                written[0] = true;
                token.release();
            });
            machine.runToRest();
            assertThat(written[0]).isTrue();
        });
    }

    /// The steps of it: only a reader that holds other tokens goes before a writer that waits.
    @Test
    void shouldDeferReaderToWriterThatWaits() {
        Token token = new Token("state");
        assertThat(token.tryTakeShared(true)).isTrue();
        assertThat(token.tryTake()).as("a writer beside a reader").isFalse();
        assertThat(token.tryTakeShared(true)).as("a reader that came after it").isFalse();
        assertThat(token.tryTakeShared(false)).as("one that may be waited for").isTrue();
        token.dropShared();
        token.dropShared();
        assertThat(token.tryTake()).isTrue();
        assertThat(token.tryTakeShared(false)).as("a reader beside a writer").isFalse();
        token.drop();
        assertThat(token.tryTakeShared(true)).as("nobody waits any more").isTrue();
    }

    @Test
    void shouldCountHowOftenItWasTaken() {
        forEachSeed((machine, random) -> machine.call(0, "user", () -> {
            Token token = new Token("a");
            Token other = new Token("b");
            token.acquire();
            token.acquire();
            token.acquireShared();
            token.release();
            token.release();
            assertThat(takenElsewhere(token)).isFalse();
            token.release();
            assertThat(takenElsewhere(token)).isTrue();
            token.acquireShared();
            token.acquireShared();
            token.release();
            assertThat(takenElsewhere(token)).isFalse();
            other.acquire();
            Token.swap();
            token.release();
            assertThat(takenElsewhere(token)).isTrue();
            other.release();
            return null;
        }));
    }

    @Test
    void shouldRefuseMisuse() {
        forEachSeed((machine, random) -> machine.call(0, "user", () -> {
            Token token = new Token("a");
            Token other = new Token("b");
            assertThatThrownBy(token::release)
                    .hasMessageContaining("which has no token; release in the opposite order");
            assertThatThrownBy(Token::swap).hasMessageContaining("but has 0; take two before");
            token.acquireShared();
            assertThatThrownBy(token::acquire).hasMessageContaining("which has it shared");
            other.acquire();
            assertThatThrownBy(token::release).hasMessageContaining("took token b last");
            other.release();
            token.release();
            for (int i = 0; i < TokenStack.MOST; i++) {
                token.acquire();
            }
            assertThatThrownBy(token::acquire).hasMessageContaining("which has 32 tokens already");
            for (int i = 0; i < TokenStack.MOST; i++) {
                token.release();
            }
            Lwkt.critEnterHard();
            try {
                assertThatThrownBy(token::acquire).hasMessageContaining("was used in an entry of the crossbar");
            } finally {
                Lwkt.critExitHard();
            }
            return null;
        }));
    }

    @Test
    void shouldReportThreadThatEndsWithToken() {
        try (SimulatedMachine machine = new SimulatedMachine(CONFIG, 1)) {
            Token token = new Token("a");
            machine.spawn(0, "forgetful", token::acquire);
            assertThatThrownBy(machine::runToRest).hasMessageContaining("ended with 1 tokens; release each before");
            machine.call(1, "next", () -> {
                assertThat(token.tryAcquire()).isTrue();
                token.release();
                return null;
            });
        }
    }

    /// Asked on another CPU, which this one waits for without switching: a switch would drop the token.
    private static boolean takenElsewhere(Token token) {
        boolean[] taken = {false};
        boolean[] asked = {false};
        Lwkt.create(1, "other", Priority.DAEMON, () -> {
            taken[0] = token.tryAcquire();
            if (taken[0]) {
                token.release();
            }
            asked[0] = true;
        });
        Lwkt.checkpoint(); // rings its bell
        for (int turn = 0; !asked[0]; turn++) {
            Cpu.current().relax(turn);
        }
        return taken[0];
    }

    private static void enter(int[] writers, int[] readers, int token, boolean shared) {
        assertThat(writers[token]).as("writers that are in").isZero();
        if (shared) {
            readers[token]++;
        } else {
            assertThat(readers[token]).as("readers that are in").isZero();
            writers[token]++;
        }
    }

    private static void leave(int[] writers, int[] readers, int token, boolean shared) {
        (shared ? readers : writers)[token]--;
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
