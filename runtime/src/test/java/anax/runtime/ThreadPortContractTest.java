package anax.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The contract of queuing ports, kept by the ports of threads; and what happens when their thread ends.
class ThreadPortContractTest extends QueuedPortContract {

    @Override
    Server create(Consumer<QueuedPort> body) {
        Lwkt thread = Lwkt.create("server", () -> body.accept(Lwkt.current().port()));
        return new Server(thread.port(), thread);
    }

    /// Some lie there, one is on its way, and others come later: all are replied once, in order.
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldReplyThatTargetEndedWhenItsThreadEnds(int cpu) {
        forEachSeed(machine -> {
            Server server = serve(machine, cpu, port -> {
                awaitGo();
                port.waitMessage().replyMessage(1);
            });
            machine.spawn(0, "client", () -> {
                ThreadPort own = Lwkt.current().port();
                for (int i = 0; i < 3; i++) {
                    server.port().sendMessage(new Note(i));
                }
                letGo(server);
                for (int i = 3; i < 8; i++) {
                    server.port().sendMessage(new Note(i));
                }
                for (int i = 0; i < 8; i++) {
                    Note note = (Note) own.waitMessage();
                    assertThat(note.number).isEqualTo(i);
                    assertThat(note.error()).isEqualTo(i == 0 ? 1 : Message.TARGET_ENDED);
                }
                assertThat(server.port().doMessage(new Note(8))).isEqualTo(Message.TARGET_ENDED);
                log.add("end");
            });
            machine.runToRest();
            assertThat(log).containsExactly("end");
        });
    }

    /// It waits for a third party, not for itself; so it may lay its message aside on a port of its own.
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldAllowOwnerToForwardToItselfWhatOthersWaitFor(int cpu) {
        forEachSeed(machine -> {
            Server server = serve(machine, cpu, port -> {
                ThreadPort later = new ThreadPort(Lwkt.current());
                later.forwardMessage(port.waitMessage());
                later.waitMessage().replyMessage(3);
            });
            machine.spawn(0, "client", () -> {
                assertThat(server.port().doMessage(new Note(1))).isEqualTo(3);
                log.add("end");
            });
            machine.runToRest();
            assertThat(log).containsExactly("end");
        });
    }

    @Test
    void shouldRefuseThreadToWaitForItselfOnAnyOfItsPorts() {
        forEachSeed(machine -> machine.call(0, "narcissus", () -> {
            ThreadPort second = new ThreadPort(Lwkt.current());
            Note note = new Note(1);
            assertThatThrownBy(() -> second.doMessage(note)).hasMessageContaining("would wait for itself for ever");
            assertThat(note.isDone()).isTrue();
            return null;
        }));
    }
}
