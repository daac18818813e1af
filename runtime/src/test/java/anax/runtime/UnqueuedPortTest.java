package anax.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Ports on which nothing lies: requests run in place, replies handled at once, and the one that refuses everything.
class UnqueuedPortTest extends SeededScenarios {

    @Test
    void shouldGiveResultOfHandlerWhenRunInPlace() {
        onCpu0(() -> {
            InPlacePort port = new InPlacePort("call", message -> ((Note) message).number + 1);
            ThreadPort own = Lwkt.current().port();
            Note note = new Note(1);
            assertThat(port.doMessage(note)).isEqualTo(2);
            assertThat(note.isDone() && note.isReply()).isTrue();
            assertThat(own.depth()).as("replies on the reply port").isZero();
            port.sendMessage(note);
            assertThat(own.waitMessage())
                    .as("sent, not waited for: it comes as any reply")
                    .isSameAs(note);
            assertThat(note.error()).isEqualTo(2);
        });
    }

    @Test
    void shouldWaitForLaterReplyWhenHandlerKeepsMessage() {
        forEachSeed(machine -> {
            List<Message> kept = new ArrayList<>();
            InPlacePort port = new InPlacePort("keeps", message -> {
                kept.add(message);
                return Message.ASYNC;
            });
            machine.spawn(0, "client", () -> {
                Note note = new Note(1);
                assertThat(port.doMessage(note)).isEqualTo(5);
                port.sendMessage(note);
                assertThat(Lwkt.current().port().waitMessage()).isSameAs(note);
                assertThat(note.error()).isEqualTo(6);
                log.add("end");
            });
            machine.runToRest();
            for (int result = 5; result <= 6; result++) {
                int value = result;
                machine.spawn(1, "replier", () -> kept.removeFirst().replyMessage(value));
                machine.runToRest();
            }
            assertThat(log).containsExactly("end");
        });
    }

    @Test
    void shouldFindReplyWhenHandlerRepliesBeforeItReturns() {
        onCpu0(() -> {
            InPlacePort port = new InPlacePort("replies", message -> {
                message.replyMessage(4);
                return Message.ASYNC;
            });
            Note note = new Note(1);
            assertThat(port.doMessage(note)).isEqualTo(4);
            assertThat(port.beginMessage(note)).isEqualTo(Message.ASYNC);
            assertThat(Lwkt.current().port().waitMessage()).isSameAs(note);
        });
    }

    /// The reply port is told on the replier's CPU, and by then the message is home: the handler may send it
    /// again.
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldRunReplyHandlerOnRepliersCpu(int cpu) {
        forEachSeed(machine -> {
            Lwkt echo = machine.call(
                    cpu,
                    "boot",
                    () -> Lwkt.create("echo", () -> {
                        while (true) {
                            Note note = (Note) Lwkt.current().port().waitMessage();
                            note.replyMessage(note.number);
                        }
                    }));
            ReplyPort replies = new ReplyPort("again", message -> {
                assertThat(Cpu.current().id()).isEqualTo(cpu);
                assertThat(message.isDone() && message.isReply()).isTrue();
                log.add("reply " + message.error());
                Note note = (Note) message;
                if (++note.number < 3) {
                    echo.port().sendMessage(note);
                }
            });
            machine.spawn(0, "client", () -> echo.port().sendMessage(new Note(0).replyTo(replies)));
            machine.runToRest();
            assertThat(log).containsExactly("reply 0", "reply 1", "reply 2");
        });
    }

    @Test
    void shouldRefuseWhatPortIsNotFor() {
        onCpu0(() -> {
            InPlacePort inPlace = new InPlacePort("call", message -> 1);
            ReplyPort replies = ReplyPort.SILENT;
            for (UnqueuedPort port : List.of(inPlace, replies, PanicPort.INSTANCE)) {
                assertRefused(port::getMessage, "messages were looked for on " + port);
                assertRefused(port::waitMessage, "messages were waited for on " + port);
                assertRefused(() -> port.waitReply(new Note(1)), "a reply was waited for on " + port);
                Note note = new Note(1);
                note.replyTo(port);
                assertRefused(() -> inPlace.doMessage(note), "a reply was waited for on " + port);
                assertThat(note.isDone()).isTrue();
            }
            for (UnqueuedPort port : List.of(replies, PanicPort.INSTANCE)) {
                Note note = new Note(1);
                assertRefused(() -> port.sendMessage(note), "a message was sent to " + port);
                assertThat(note.isDone()).as("it is its sender's again").isTrue();
                assertThat(inPlace.doMessage(note)).isEqualTo(1);
            }
            for (UnqueuedPort port : List.of(inPlace, PanicPort.INSTANCE)) {
                Message note = new Note(1).replyTo(port);
                assertRefused(() -> inPlace.sendMessage(note), "a message was replied to " + port);
            }
        });
    }

    private void onCpu0(Runnable body) {
        forEachSeed(machine -> machine.call(0, "client", () -> {
            body.run();
            return null;
        }));
    }

    private static void assertRefused(Runnable what, String message) {
        assertThatThrownBy(what::run).isInstanceOf(IllegalStateException.class).hasMessageStartingWith(message + "; ");
    }

    /// Owner: as the message's.
    private static final class Note extends Message {
        private int number;

        private Note(int number) {
            this.number = number;
        }
    }
}
