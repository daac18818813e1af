package anax.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Ports that a CPU serves itself: requests are run there, whoever sends them, and may be answered later.
class OwnerPortTest extends SeededScenarios {

    @Test
    void shouldRunRequestsOnItsCpuInOrder() {
        forEachSeed(machine -> {
            List<Integer> seen = new ArrayList<>();
            OwnerPort port = new OwnerPort("adder", machine.machine().cpu(1), message -> {
                assertThat(Cpu.current().id()).isEqualTo(1);
                seen.add(((Note) message).number);
                return ((Note) message).number + 1;
            });
            for (int cpu = 0; cpu < 3; cpu++) {
                int from = cpu;
                machine.spawn(cpu, "client", () -> {
                    for (int i = 0; i < 10; i++) {
                        assertThat(port.doMessage(new Note(from * 10 + i))).isEqualTo(from * 10 + i + 1);
                        Note late = new Note(100);
                        port.sendMessage(late);
                        assertThat(Lwkt.current().port().waitReply(late)).isEqualTo(101);
                    }
                    log.add("end");
                });
            }
            machine.runToRest();
            assertThat(log).hasSize(3);
            for (int cpu = 0; cpu < 3; cpu++) {
                int from = cpu * 10;
                assertThat(seen.stream().filter(each -> each / 10 * 10 == from).toList())
                        .isSorted()
                        .hasSize(10);
            }
        });
    }

    /// What the handler keeps is replied when it likes.
    @Test
    void shouldReplyLaterWhatItKept() {
        forEachSeed(machine -> {
            List<Message> kept = new ArrayList<>();
            OwnerPort port = new OwnerPort("keeper", machine.machine().cpu(2), message -> {
                kept.add(message);
                return Message.ASYNC;
            });
            for (int cpu = 0; cpu < 3; cpu++) {
                machine.spawn(cpu, "client", () -> log.add("" + port.doMessage(new Note(0))));
            }
            machine.runToRest();
            assertThat(log).isEmpty();
            machine.call(2, "replier", () -> {
                kept.forEach(message -> message.replyMessage(7));
                return null;
            });
            assertThat(log).containsExactly("7", "7", "7");
        });
    }

    @Test
    void shouldRefuseWhatItIsNotFor() {
        forEachSeed(machine -> {
            OwnerPort port = new OwnerPort("adder", machine.machine().cpu(1), message -> 0);
            assertThat(port).hasToString("the port adder of CPU 1 of anax");
            machine.call(0, "client", () -> {
                assertThatThrownBy(port::getMessage)
                        .hasMessageContaining("it runs requests on its CPU and takes no replies");
                Note note = new Note(1);
                note.replyTo(port);
                assertThatThrownBy(() -> port.doMessage(note)).hasMessageContaining("a reply was waited for on");
                return null;
            });
        });
    }

    /// Owner: as the message's.
    private static final class Note extends Message {
        private final int number;

        private Note(int number) {
            this.number = number;
        }
    }
}
