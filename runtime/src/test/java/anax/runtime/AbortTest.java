package anax.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The paper's guarantee: the target sees the message first, and then the request to abort it, wherever the message
/// went; and the reply reaches the originator only when nothing of the request is under way.
class AbortTest extends SeededScenarios {
    private static final MachineConfig FOUR_CPUS = MachineConfig.ofCpus(4)
            .withRingBound(4)
            .withIdleSpinNs(0)
            .withTickNs(NO_TICK_NS)
            .withDebug(false);

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldShowTargetTheMessageFirstAndThenTheRequest(int cpu) {
        forEachSeed(machine -> {
            Lwkt target = machine.spawn(cpu, "target", this::giveUp);
            machine.spawn(0, "client", () -> {
                sendAndAbort(target.port(), new Work());
                log.add("end");
            });
            machine.runToRest();
            assertThat(log).containsExactly("got", "asked", "end");
        });
    }

    /// Over so many CPUs, each of which passes the message on before or after the request has come.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void shouldFollowMessageThroughForwards(int forwards) {
        forEachSeed(FOUR_CPUS, machine -> {
            Lwkt next = machine.spawn(forwards, "target", this::giveUp);
            for (int cpu = forwards - 1; cpu >= 0; cpu--) {
                Lwkt to = next;
                next = machine.spawn(cpu, "forwarder", () -> forward(to.port()));
            }
            Lwkt first = next;
            machine.spawn(0, "client", () -> {
                Work work = new Work();
                for (int i = 0; i < 3; i++) { // the message is whole again each time
                    sendAndAbort(first.port(), work);
                }
                log.add("end");
            });
            machine.runToRest();
            assertThat(log).containsExactly("got", "asked", "got", "asked", "got", "asked", "end");
        });
    }

    /// From the port back to itself, over another CPU: the request waits for it or meets it, and never misses it.
    @Test
    void shouldFollowMessageThatComesBackToItsFirstTarget() {
        forEachSeed(machine -> {
            Lwkt[] both = new Lwkt[2];
            both[0] = machine.spawn(1, "target", () -> {
                ThreadPort own = Lwkt.current().port();
                both[1].port().forwardMessage(own.waitMessage());
                giveUp();
            });
            both[1] = machine.spawn(2, "other", () -> forward(both[0].port()));
            machine.spawn(0, "client", () -> {
                sendAndAbort(both[0].port(), new Work());
                log.add("end");
            });
            machine.runToRest();
            assertThat(log).containsExactly("got", "asked", "end");
        });
    }

    /// The request lies there when its target puts the message at the end of its own queue.
    @Test
    void shouldShowMessageFirstAgainWhenItComesBackBehindTheRequest() {
        forEachSeed(machine -> {
            Lwkt target = machine.spawn(1, "target", () -> {
                ThreadPort own = Lwkt.current().port();
                Message work = own.waitMessage();
                while (own.depth() == 0) {
                    Lwkt.giveWay();
                }
                own.forwardMessage(work);
                giveUp();
            });
            machine.spawn(0, "client", () -> {
                sendAndAbort(target.port(), new Work());
                log.add("end");
            });
            machine.runToRest();
            assertThat(log).containsExactly("got", "asked", "end");
        });
    }

    /// A target that moves is chased by both, on ways of different lengths, so the request can come first.
    @Test
    void shouldWaitForMessageWhenRequestComesFirst() {
        int[] moved = {0};
        forEachSeed(machine -> {
            Lwkt target = machine.spawn(1, "target", () -> {
                for (int i = 0; i < 4; i++) {
                    Lwkt.moveTo(1 + (i & 1));
                    moved[0]++;
                }
                giveUp();
            });
            machine.spawn(0, "client", () -> {
                sendAndAbort(target.port(), new Work());
                log.add("end");
            });
            machine.runToRest();
            assertThat(log).containsExactly("got", "asked", "end");
        });
        assertThat(moved[0]).isEqualTo(4 * SEEDS);
    }

    /// The request is answered in its place, and the reply is what the target said.
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldKeepReplyOfTargetThatWasFaster(int cpu) {
        int[] late = {0};
        forEachSeed(machine -> {
            Lwkt target = machine.spawn(cpu, "target", () -> {
                ThreadPort own = Lwkt.current().port();
                while (true) {
                    Message message = own.waitMessage();
                    assertThat(message)
                            .as("a late request does not reach the target")
                            .isInstanceOf(Work.class);
                    message.replyMessage(5);
                }
            });
            machine.spawn(0, "client", () -> {
                Work work = new Work();
                for (int i = 0; i < 5; i++) {
                    target.port().sendMessage(work.abortable(AbortMessage.GUARANTEED));
                    Lwkt.giveWay();
                    late[0] += work.abortMessage() ? 1 : 0;
                    assertThat(Lwkt.current().port().waitReply(work)).isEqualTo(5);
                    assertThat(work.abort())
                            .as("a request that is still under way")
                            .isNull();
                }
                log.add("end");
            });
            machine.runToRest();
            assertThat(log).containsExactly("end");
        });
        if (cpu == 1) {
            assertThat(late[0]).as("requests that were sent").isPositive();
        }
    }

    /// The reply waits at home while the request is under way, though it is there before.
    @Test
    void shouldHoldReplyUntilRequestIsHome() {
        forEachSeed(machine -> {
            Work work = new Work();
            Lwkt target = machine.spawn(1, "target", () -> {
                ThreadPort own = Lwkt.current().port();
                own.waitMessage();
                AbortMessage request = (AbortMessage) own.waitMessage();
                request.original().replyMessage(Message.ABORTED);
                Lwkt.block("a long time");
                log.add("request replied");
                request.replyMessage(0);
            });
            Lwkt client = machine.spawn(0, "client", () -> {
                target.port().sendMessage(work.abortable(AbortMessage.GUARANTEED));
                work.abortMessage();
                assertThat(Lwkt.current().port().waitMessage()).isSameAs(work);
                log.add("end");
            });
            machine.runToRest();
            assertThat(log).isEmpty();
            assertThat(work.isDone()).isFalse();
            assertThat(client.port().depth()).isZero();
            machine.spawn(1, "waker", target::schedule);
            machine.runToRest();
            assertThat(log).containsExactly("request replied", "end");
        });
    }

    @Test
    void shouldRefuseSecondRequestWhileFirstIsUnderWay() {
        forEachSeed(machine -> {
            Lwkt target = machine.spawn(1, "target", this::giveUp);
            machine.spawn(0, "client", () -> {
                Work work = new Work();
                assertThat(work.abortMessage()).as("never sent").isFalse();
                target.port().sendMessage(work);
                assertThat(work.abortMessage()).as("not abortable").isFalse();
                assertThatThrownBy(() -> work.abortable(AbortMessage.GUARANTEED))
                        .hasMessageContaining("was made abortable or not");
            });
            Lwkt second = machine.spawn(1, "target", this::giveUp);
            machine.spawn(0, "client", () -> {
                Work work = new Work();
                second.port().sendMessage(work.abortable(AbortMessage.GUARANTEED));
                assertThat(work.abortMessage()).isTrue();
                assertThat(work.abortMessage()).as("asked already").isFalse();
                assertThat(Lwkt.current().port().waitReply(work)).isEqualTo(Message.ABORTED);
                assertThat(work.abortMessage()).as("complete").isFalse();
                log.add("end");
            });
            machine.runToRest();
            assertThat(log).containsExactlyInAnyOrder("got", "got", "asked", "end");
        });
    }

    /// What a port in place has kept is not found: the message completes as if nothing had been asked.
    @Test
    void shouldAnswerRequestAtOnceWhenPortInPlaceKeptMessage() {
        forEachSeed(machine -> {
            List<Message> kept = new ArrayList<>();
            InPlacePort keeps = new InPlacePort("keeps", message -> {
                kept.add(message);
                return Message.ASYNC;
            });
            machine.spawn(0, "client", () -> {
                Work work = new Work();
                keeps.sendMessage(work.abortable(AbortMessage.GUARANTEED));
                assertThat(work.abortMessage()).isTrue();
                assertThat(work.abort()).as("the request is home").isNull();
                kept.removeFirst().replyMessage(8);
                assertThat(Lwkt.current().port().waitReply(work)).isEqualTo(8);
                log.add("end");
            });
            machine.runToRest();
            assertThat(log).containsExactly("end");
        });
    }

    /// Before it comes to the port, while it lies there, and after it was got and kept by a thread that is no
    /// more.
    @Test
    void shouldAnswerBothWhenTargetEnds() {
        forEachSeed(machine -> {
            Lwkt target = machine.spawn(1, "target", () -> Lwkt.current().port().waitMessage());
            machine.spawn(0, "client", () -> {
                ThreadPort own = Lwkt.current().port();
                target.port().sendMessage(new Work());
                Work work = new Work();
                sendAndAbortAnyhow(target.port(), work);
                assertThat(own.waitReply(work)).isEqualTo(Message.TARGET_ENDED);
                sendAndAbortAnyhow(target.port(), work);
                assertThat(own.waitReply(work)).isEqualTo(Message.TARGET_ENDED);
                log.add("end");
            });
            machine.runToRest();
            assertThat(log).containsExactly("end");
        });
    }

    @Test
    void shouldAnswerRequestWhenTargetEndedWithMessageInItsHands() {
        forEachSeed(machine -> {
            Message[] left = new Message[1];
            Lwkt target = machine.spawn(
                    1, "target", () -> left[0] = Lwkt.current().port().waitMessage());
            machine.spawn(0, "client", () -> {
                Work work = new Work();
                target.port().sendMessage(work.abortable(AbortMessage.GUARANTEED));
                for (int i = 0; i < 20; i++) {
                    Lwkt.giveWay();
                }
                Lwkt.moveTo(2);
                work.abortMessage();
                while (work.abort() != null && !work.isDone()) {
                    Lwkt.giveWay();
                }
                log.add("answered");
                if (!work.isDone()) {
                    Lwkt.current().port().waitReply(work);
                }
                log.add("end");
            });
            machine.spawn(1, "heir", () -> {
                while (!log.contains("answered")) {
                    machine.beforeSharedAccess();
                    Lwkt.giveWay();
                }
                if (left[0] != null) {
                    left[0].replyMessage(4);
                }
            });
            machine.runToRest();
            assertThat(log).containsExactly("answered", "end");
        });
    }

    @Test
    void shouldCallOwnHandlerOfOriginator() {
        forEachSeed(machine -> {
            Lwkt target = machine.spawn(1, "target", () -> {
                ThreadPort own = Lwkt.current().port();
                Message work = own.waitMessage();
                Message request = own.waitMessage();
                assertThat(request).isInstanceOf(Recall.class);
                request.replyMessage(0);
                work.replyMessage(Message.ABORTED);
            });
            machine.spawn(0, "client", () -> {
                ThreadPort own = Lwkt.current().port();
                Recall recall = new Recall();
                Message work = new Work().abortable(message -> {
                    assertThat(Lwkt.current().criticalCount()).isPositive();
                    target.port().sendMessage(recall);
                });
                target.port().sendMessage(work);
                assertThat(work.abortMessage()).isTrue();
                assertThat(own.waitReply(recall)).isZero();
                assertThat(own.waitReply(work)).isEqualTo(Message.ABORTED);
                log.add("end");
            });
            machine.runToRest();
            assertThat(log).containsExactly("end");
        });
    }

    @Test
    void shouldLeaveCriticalSectionWhenHandlerThrows() {
        forEachSeed(machine -> machine.call(0, "client", () -> {
            CpuPort quiet = new CpuPort();
            Message work = new Work().abortable(message -> {
                throw new IllegalStateException("cannot ask");
            });
            quiet.sendMessage(work);
            assertThatThrownBy(work::abortMessage).hasMessage("cannot ask");
            assertThat(Lwkt.current().criticalCount()).isZero();
            return null;
        }));
    }

    /// What is dropped sends no reply, and where replies are handled at once nobody can tell whether one has
    /// come.
    @Test
    void shouldRefuseWhereNoReplyCouldBeHeld() {
        forEachSeed(machine -> machine.call(0, "client", () -> {
            assertThatThrownBy(() -> new Work().droppable(true).abortable(AbortMessage.GUARANTEED))
                    .hasMessageContaining("choose one of the two");
            assertThatThrownBy(
                            () -> new Work().abortable(AbortMessage.GUARANTEED).droppable(true))
                    .hasMessageContaining("choose one of the two");
            CpuPort quiet = new CpuPort();
            Message work = new Work().abortable(AbortMessage.GUARANTEED).replyTo(ReplyPort.SILENT);
            quiet.sendMessage(work);
            assertThatThrownBy(work::abortMessage)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("was asked back whose reply goes to the reply port silent");
            assertThat(quiet.getMessage()).isSameAs(work);
            return null;
        }));
    }

    /// Only there can the port tell that it is no longer here.
    @Test
    void shouldRefuseReplyOfAbortableMessageOnOtherCpu() {
        forEachSeed(machine -> {
            CpuPort port = machine.call(1, "boot", CpuPort::new);
            machine.spawn(1, "target", () -> {
                Message work = port.waitMessage();
                Lwkt.moveTo(2);
                assertThatThrownBy(() -> work.replyMessage(1)).hasMessageContaining("do it on the CPU of that port");
                Lwkt.moveTo(1);
                work.replyMessage(2);
            });
            machine.spawn(0, "client", () -> {
                assertThat(port.doMessage(new Work().abortable(AbortMessage.GUARANTEED)))
                        .isEqualTo(2);
                log.add("end");
            });
            machine.runToRest();
            assertThat(log).containsExactly("end");
        });
    }

    private void sendAndAbort(Port target, Work work) {
        sendAndAbortAnyhow(target, work);
        assertThat(Lwkt.current().port().waitReply(work)).isEqualTo(Message.ABORTED);
        assertThat(work.isDone()).isTrue();
        assertThat(work.abort()).as("a request that is still under way").isNull();
    }

    private static void sendAndAbortAnyhow(Port target, Work work) {
        target.sendMessage(work.abortable(AbortMessage.GUARANTEED));
        assertThat(work.abortMessage()).isTrue();
    }

    /// A target that gives each message up when it is asked to.
    private void giveUp() {
        ThreadPort own = Lwkt.current().port();
        while (true) {
            Message work = own.waitMessage();
            assertThat(work).isInstanceOf(Work.class);
            log.add("got");
            AbortMessage request = (AbortMessage) own.waitMessage();
            assertThat(request.original()).isSameAs(work);
            log.add("asked");
            work.replyMessage(Message.ABORTED);
            request.replyMessage(0);
        }
    }

    /// Passes messages on; a request that finds its message here waits until that is passed on, and follows.
    private static void forward(Port to) {
        ThreadPort own = Lwkt.current().port();
        while (true) {
            Message message = own.waitMessage();
            assertThat(message).isInstanceOf(Work.class);
            Lwkt.giveWay();
            to.forwardMessage(message);
        }
    }

    /// Owner: as the message's.
    private static final class Work extends Message {}

    /// An application's own request. Owner: as the message's.
    private static final class Recall extends Message {}
}
