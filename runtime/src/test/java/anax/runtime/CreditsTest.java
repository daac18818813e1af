package anax.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Back-pressure by the message: never more under way than the bound says, and each credit comes back.
class CreditsTest extends SeededScenarios {
    private static final int BOUND = 3;

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldBlockSenderAtBoundUntilReplyIsHome(int cpu) {
        forEachSeed(machine -> {
            Lwkt server = machine.call(
                    cpu,
                    "boot",
                    () -> Lwkt.create("server", () -> {
                        while (true) {
                            Message message = Lwkt.current().port().waitMessage();
                            Lwkt.giveWay();
                            message.replyMessage(0);
                        }
                    }));
            machine.spawn(0, "client", () -> {
                Credits credits = new Credits(BOUND);
                List<Note> sent = new ArrayList<>();
                for (int i = 0; i < 20; i++) {
                    Note note = new Note();
                    credits.sendMessage(server.port(), note);
                    sent.add(note);
                    assertThat(sent.stream().filter(each -> !each.isDone()).count())
                            .as("messages under way")
                            .isEqualTo(BOUND - credits.available())
                            .isBetween(0L, (long) BOUND);
                }
                for (int i = 0; i < 20; i++) {
                    Lwkt.current().port().waitMessage();
                }
                assertThat(credits.available()).isEqualTo(credits.bound());
                log.add("end");
            });
            machine.runToRest();
            assertThat(log).containsExactly("end");
            assertThat(server.port().depth()).isZero();
        });
    }

    /// A silent target: the first three go out, the fourth never does.
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldKeepMessageBackWhileNoCreditIsLeft(int cpu) {
        forEachSeed(machine -> {
            CpuPort silent = machine.call(cpu, "boot", CpuPort::new);
            Credits[] credits = new Credits[1];
            Lwkt client = machine.spawn(0, "client", () -> {
                credits[0] = new Credits(BOUND);
                for (int i = 0; i < 5; i++) {
                    credits[0].sendMessage(silent, new Note());
                    log.add("sent");
                }
            });
            machine.runToRest();
            assertThat(log).hasSize(BOUND);
            assertThat(silent.depth()).isEqualTo(BOUND);
            assertThat(credits[0].available()).isZero();
            machine.spawn(1, "meddler", client::schedule); // a wake-up is no credit
            machine.runToRest();
            assertThat(log).hasSize(BOUND);
            machine.call(cpu, "replier", () -> {
                silent.getMessage().replyMessage(0);
                return null;
            });
            assertThat(log).hasSize(BOUND + 1);
            assertThat(silent.depth()).isEqualTo(BOUND);
        });
    }

    /// By a target in place, by one that has ended, by a refusal, and by a reply that waited for a request to
    /// abort.
    @Test
    void shouldGiveCreditBackHoweverMessageComesHome() {
        forEachSeed(machine -> {
            Lwkt ended = machine.spawn(1, "ended", () -> {});
            Lwkt target = machine.spawn(2, "target", () -> {
                ThreadPort own = Lwkt.current().port();
                Message message = own.waitMessage();
                Message request = own.waitMessage();
                message.replyMessage(Message.ABORTED);
                request.replyMessage(0);
            });
            machine.runToRest();
            machine.spawn(0, "client", () -> {
                ThreadPort own = Lwkt.current().port();
                Credits credits = new Credits(1);
                Note note = new Note();
                credits.sendMessage(new InPlacePort("call", message -> 2), note);
                assertThat(own.waitMessage().error()).isEqualTo(2);
                credits.sendMessage(ended.port(), note);
                assertThat(own.waitMessage().error()).isEqualTo(Message.TARGET_ENDED);
                assertThatThrownBy(() -> credits.sendMessage(PanicPort.INSTANCE, note))
                        .hasMessageContaining("a message was sent to the panic port");
                note.abortable(AbortMessage.GUARANTEED);
                credits.sendMessage(target.port(), note);
                assertThat(note.abortMessage()).isTrue();
                assertThat(own.waitMessage().error()).isEqualTo(Message.ABORTED);
                assertThat(credits.available()).isOne();
                assertThat(target.port().doMessage(note))
                        .as("sent without credit")
                        .isEqualTo(Message.TARGET_ENDED);
                assertThat(credits.available()).isOne();
                log.add("end");
            });
            machine.runToRest();
            assertThat(log).containsExactly("end");
        });
    }

    @Test
    void shouldRefuseMisuse() {
        forEachSeed(machine -> {
            CpuPort silent = machine.call(1, "boot", CpuPort::new);
            List<Credits> made = new ArrayList<>();
            machine.call(0, "client", () -> {
                assertThatThrownBy(() -> new Credits(0)).hasMessageContaining("0 credits were given; use 1 or more");
                Credits credits = new Credits(2);
                made.add(credits);
                assertThatThrownBy(() -> credits.sendMessage(silent, new Note().droppable(true)))
                        .hasMessageContaining("make it undroppable first");
                Note note = new Note();
                credits.sendMessage(silent, note);
                assertThatThrownBy(() -> credits.sendMessage(silent, note))
                        .hasMessageContaining("wait for its reply and collect that first");
                assertThat(credits.available()).isOne();
                return null;
            });
            machine.call(0, "stranger", () -> {
                assertThatThrownBy(() -> made.getFirst().sendMessage(silent, new Note()))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("only the port's owner may");
                return null;
            });
        });
    }

    /// Owner: as the message's.
    private static final class Note extends Message {}
}
