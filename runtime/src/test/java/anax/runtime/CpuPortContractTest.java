package anax.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The contract of queuing ports, kept by the ports of CPUs; and how their threads share one.
class CpuPortContractTest extends QueuedPortContract {

    @Override
    Server create(Consumer<QueuedPort> body) {
        CpuPort port = new CpuPort();
        return new Server(port, Lwkt.create("server", () -> body.accept(port)));
    }

    /// None is served twice, none lies there while a thread waits, though each thread blocks in the midst of each.
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldGiveEachMessageToOneOfItsThreads(int cpu) {
        forEachSeed(machine -> {
            int[] served = new int[3];
            CpuPort port = machine.call(cpu, "boot", CpuPort::new);
            for (int i = 0; i < 3; i++) {
                int worker = i;
                machine.spawn(cpu, "worker", () -> {
                    while (true) {
                        Note note = (Note) port.waitMessage();
                        served[worker]++;
                        Lwkt.giveWay();
                        note.replyMessage(note.number + 100);
                    }
                });
            }
            machine.spawn(0, "client", () -> {
                for (int i = 0; i < 20; i++) {
                    port.sendMessage(new Note(i));
                }
                for (int i = 0; i < 20; i++) {
                    Note note = (Note) Lwkt.current().port().waitMessage();
                    assertThat(note.error()).isEqualTo(note.number + 100);
                }
            });
            machine.runToRest();
            assertThat(served[0] + served[1] + served[2]).isEqualTo(20);
            assertThat(port.depth()).isZero();
        });
    }

    /// A message that brings the request to abort it along, which had come early, is two: both wake somebody.
    @Test
    void shouldWakeSecondThreadWhenRequestToAbortCameFirst() {
        forEachSeed(machine -> {
            CpuPort port = machine.call(1, "boot", CpuPort::new);
            Note note = new Note(1);
            for (int i = 0; i < 2; i++) {
                machine.spawn(1, "worker", () -> {
                    Message message = port.waitMessage();
                    if (message instanceof AbortMessage request) {
                        log.add("asked");
                        request.replyMessage(0);
                        note.replyMessage(Message.ABORTED);
                    } else {
                        Lwkt.block("long work"); // only the other one can see that it is no longer wanted
                    }
                });
            }
            machine.runToRest();
            boolean[] held = {false};
            boolean[] release = {false};
            machine.spawn(
                    1,
                    "holder",
                    () -> { // takes nothing in, until both are on their lanes
                        held[0] = true;
                        while (!release[0]) {
                            Driver.Processor.suspendCurrent();
                        }
                    });
            machine.spawn(2, "client", () -> {
                while (!held[0]) {
                    Lwkt.giveWay();
                }
                port.sendMessage(note.abortable(AbortMessage.GUARANTEED));
                Lwkt.moveTo(0); // whose lane is looked at before
                note.abortMessage();
                release[0] = true;
                assertThat(Lwkt.current().port().waitReply(note)).isEqualTo(Message.ABORTED);
                log.add("end");
            });
            machine.runToRest();
            assertThat(port.aborts().earlyRequests()).isOne();
            assertThat(log).containsExactly("asked", "end");
        });
    }

    @Test
    void shouldRefuseThreadsOfOtherCpus() {
        forEachSeed(machine -> {
            CpuPort port = machine.call(1, "boot", CpuPort::new);
            machine.call(0, "stranger", () -> {
                assertThatThrownBy(port::waitMessage)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("only threads of that CPU may: move there, or send");
                Note note = new Note(1);
                note.replyTo(port);
                assertThatThrownBy(() -> port.doMessage(note)).hasMessageContaining("tried to wait for a reply");
                assertThat(note.isDone()).isTrue();
                return null;
            });
        });
    }
}
