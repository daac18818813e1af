package anax.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// How threads end, what becomes of what was meant for them, and how their objects are used again.
@Tag("collector")
class ThreadLifeTest extends SeededScenarios {

    /// The object of a freed thread serves the next one that is created on its CPU; nothing of the old one is
    /// left.
    @Test
    void shouldUseFreedThreadAgain() {
        forEachSeed(machine -> {
            Lwkt[] first = new Lwkt[1];
            machine.spawn(
                    0,
                    "grandparent",
                    () -> first[0] = Lwkt.create(0, "first", Priority.SOFT_FAST, () -> {
                        Lwkt.critEnterHard();
                        throw new ArithmeticException("by design");
                    }));
            runToFailure(machine, "by design");
            machine.call(0, "parent", () -> {
                first[0].free();
                Lwkt second = Lwkt.create(0, "second", Priority.SOFT_NORMAL, () -> {
                    Lwkt.giveWay();
                    log.add(Lwkt.current().name() + " " + Lwkt.current().priority() + " "
                            + Lwkt.current().criticalCount());
                    log.add("got " + ((Letter) Lwkt.current().port().waitMessage()).text);
                });
                assertThat(second).isSameAs(first[0]);
                second.port().sendMessage(new Letter("mail"));
                return null;
            });
            assertThat(log).containsExactly("second " + Priority.SOFT_NORMAL + " 0", "got mail");
        });
    }

    @Test
    void shouldRefuseToFreeThreadThatLivesOrWasFreed() {
        forEachSeed(machine -> machine.call(0, "parent", () -> {
            assertThatThrownBy(() -> Lwkt.current().free()).hasMessageContaining("was freed while it lives");
            Lwkt child = Lwkt.create(0, "child", Priority.SOFT_FAST, () -> {});
            Lwkt.yield();
            child.free();
            assertThatThrownBy(child::free).hasMessageContaining("was freed twice");
            return null;
        }));
    }

    @Test
    void shouldEndAtOnceWhenThreadExits() {
        forEachSeed(machine -> {
            Lwkt[] gone = new Lwkt[1];
            machine.spawn(0, "parent", () -> {
                gone[0] = Lwkt.alloc(1, "gone", Priority.DAEMON, () -> {
                    try {
                        log.add("began");
                        Lwkt.exit();
                        log.add("went on");
                    } finally {
                        log.add("cleaned up");
                    }
                });
                log.add("made");
                gone[0].schedule();
            });
            machine.runToRest();
            assertThat(log).containsExactly("made", "began", "cleaned up");
            assertThat(machine.call(1, "look", () -> gone[0].hasEnded())).isTrue();
        });
    }

    @Test
    void shouldAnswerWhatLiesOnPortsWhenThreadEnds() {
        forEachSeed(machine -> {
            ThreadPort[] ports = new ThreadPort[2];
            Lwkt[] server = new Lwkt[1];
            machine.call(0, "boot", () -> {
                server[0] = Lwkt.create("server", () -> {
                    ports[1] = new ThreadPort(Lwkt.current());
                    while (Lwkt.current().port().depth() + ports[1].depth() < 4) {
                        Lwkt.block("mail");
                    }
                });
                ports[0] = server[0].port();
                return null;
            });
            for (int cpu = 0; cpu < 2; cpu++) {
                machine.spawn(cpu, "client", () -> {
                    Letter first = new Letter("first");
                    ports[0].sendMessage(first);
                    ports[1].sendMessage(new Letter("second"));
                    server[0].schedule();
                    for (int i = 0; i < 2; i++) {
                        log.add(
                                ((Letter) Lwkt.current().port().waitMessage()).error() == Message.TARGET_ENDED
                                        ? "told"
                                        : "not told");
                    }
                    log.add(ports[0].doMessage(first) == Message.TARGET_ENDED ? "told late" : "not told late");
                });
            }
            machine.runToRest();
            assertThat(log).containsExactlyInAnyOrder("told", "told", "told", "told", "told late", "told late");
        });
    }

    /// Nobody will collect it; its originator is gone.
    @Test
    void shouldDropReplyWhenOriginatorHasEnded() {
        forEachSeed(machine -> {
            Letter letter = new Letter("late");
            Lwkt server = machine.call(
                    1,
                    "boot",
                    () -> Lwkt.create("server", () -> {
                        Message request = Lwkt.current().port().waitMessage();
                        Lwkt.block("the client's end");
                        request.replyMessage(7);
                    }));
            machine.call(0, "client", () -> {
                server.port().sendMessage(letter);
                return null;
            });
            machine.call(2, "waker", () -> {
                server.schedule();
                return null;
            });
            assertThat(letter.isDone()).isTrue();
            assertThat(letter.isQueued()).isFalse();
            assertThat(letter.error()).isEqualTo(7);
        });
    }

    /// A thread that ends in the midst of a hard section must not leave its CPU in it.
    @Test
    void shouldLeaveHardSectionWhenThreadFailsInIt() {
        forEachSeed(machine -> {
            machine.spawn(0, "careless", () -> {
                Lwkt.critEnterHard();
                throw new ArithmeticException("by design");
            });
            runToFailure(machine, "by design");
            machine.call(0, "next", () -> {
                assertThat(Cpu.current().isTakingInForbidden()).isFalse();
                Lwkt.giveWay();
                return null;
            });
        });
    }

    @Test
    void shouldRefuseToLeaveHardSectionThatWasNotEntered() {
        forEachSeed(machine -> machine.call(0, "confused", () -> {
            Lwkt.critEnter();
            assertThatThrownBy(Lwkt::critExitHard).hasMessageContaining("is in no hard section");
            assertThat(Lwkt.current().criticalCount()).as("nothing changed").isOne();
            Lwkt.critExit();
            return null;
        }));
    }

    private static final class Letter extends Message {
        private final String text;

        private Letter(String text) {
            this.text = text;
        }
    }
}
