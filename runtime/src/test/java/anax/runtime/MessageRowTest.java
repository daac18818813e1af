package anax.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import anax.runtime.sim.SimulatedMachine;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Ordinary messages that go to one port right behind each other go in rows: nobody can tell that from one by one,
/// but by the time that it takes.
class MessageRowTest extends SeededScenarios {
    private static final MachineConfig LONG_LANES = CONFIG.withRingBound(128);

    private boolean release;

    /// What lies on a port when something comes there is what was sent to it before, no more and no less: rows
    /// end at entries, at messages to other ports, and at messages that are out of the ordinary.
    @Test
    void shouldKeepOrderAmongWhateverComesBetween() {
        forEachSeed(LONG_LANES, machine -> {
            ThreadPort one = silentPort(machine, 1);
            ThreadPort other = silentPort(machine, 1);
            holdCpu(machine, 1);
            machine.spawn(0, "client", () -> {
                int[] sent = new int[2];
                for (int i = 0; i < 30; i++) {
                    boolean toOne = i % 7 != 5;
                    ThreadPort port = toOne ? one : other;
                    Note note = new Note(i);
                    int before = sent[toOne ? 0 : 1]++;
                    if (i % 5 == 3) {
                        note.receipt(queued -> logDepth(port, before + 1));
                    }
                    port.sendMessage(note.priority(i % 11 == 10));
                    if (i % 4 == 2) {
                        int ones = sent[0];
                        int others = sent[1];
                        Cpu.current().send(machine.machine().cpu(1), entry(() -> {
                            logDepth(one, ones);
                            logDepth(other, others);
                        }));
                    }
                }
                release = true;
            });
            machine.runToRest();
            assertThat(log).hasSize(6 + 2 * 7).allMatch("as sent"::equals);
            assertThat(numbersOn(machine, one))
                    .containsExactly(
                            10, 21, 0, 1, 2, 3, 4, 6, 7, 8, 9, 11, 13, 14, 15, 16, 17, 18, 20, 22, 23, 24, 25, 27, 28,
                            29);
            assertThat(numbersOn(machine, other)).containsExactly(5, 12, 19, 26);
        });
    }

    /// Each message of a row is somebody's to serve, and no thread waits while one lies there.
    @Test
    void shouldWakeAsManyThreadsAsMessagesCome() {
        forEachSeed(LONG_LANES, machine -> {
            CpuPort port = machine.call(1, "boot", CpuPort::new);
            for (int i = 0; i < 3; i++) {
                machine.spawn(1, "worker", () -> {
                    log.add("got " + ((Note) port.waitMessage()).number);
                    Lwkt.block("long work");
                });
            }
            machine.runToRest();
            machine.spawn(0, "client", () -> {
                for (int i = 0; i < 3; i++) {
                    port.sendMessage(new Note(i));
                }
            });
            machine.runToRest();
            assertThat(log).containsExactly("got 0", "got 1", "got 2");
        });
    }

    /// The same on the way back: replies that come in a row go to as many threads as wait for any message.
    @Test
    void shouldWakeAsManyThreadsAsRepliesCome() {
        forEachSeed(LONG_LANES, machine -> {
            ThreadPort echo = echo(machine, 1);
            CpuPort home = machine.call(0, "boot", CpuPort::new);
            for (int i = 0; i < 3; i++) {
                machine.spawn(0, "worker", () -> {
                    Note note = (Note) home.waitMessage();
                    assertThat(note.isDone() && note.isReply()).isTrue();
                    log.add("reply " + note.number);
                    Lwkt.block("long work");
                });
            }
            machine.runToRest();
            machine.spawn(0, "client", () -> {
                for (int i = 0; i < 3; i++) {
                    echo.sendMessage(new Note(i).replyTo(home));
                }
            });
            machine.runToRest();
            assertThat(log).containsExactly("reply 0", "reply 1", "reply 2");
        });
    }

    /// One that waits for a certain reply finds it in the midst of a row, and the rest stays in order.
    @Test
    void shouldTakeAwaitedReplyOutOfRow() {
        forEachSeed(LONG_LANES, machine -> {
            ThreadPort echo = echo(machine, 1);
            machine.spawn(0, "client", () -> {
                ThreadPort own = Lwkt.current().port();
                Note[] notes = new Note[8];
                for (int i = 0; i < notes.length; i++) {
                    notes[i] = new Note(i);
                    echo.sendMessage(notes[i]);
                }
                assertThat(own.waitReply(notes[5])).isEqualTo(105);
                for (int i = 0; i < notes.length; i++) {
                    if (i != 5) {
                        assertThat(own.waitMessage()).isSameAs(notes[i]);
                    }
                }
                assertThat(own.depth()).isZero();
                log.add("end");
            });
            machine.runToRest();
            assertThat(log).containsExactly("end");
        });
    }

    /// A row that finds its thread gone elsewhere follows it; so do replies. The order is not kept: what is sent
    /// later goes the shorter way.
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void shouldFollowThreadThatMoves(int replier) {
        forEachSeed(LONG_LANES, machine -> {
            ThreadPort echo = echo(machine, replier);
            List<Integer> requests = new ArrayList<>();
            List<Integer> replies = new ArrayList<>();
            Lwkt mover = machine.spawn(1, "mover", () -> {
                Lwkt.moveTo(2); // what is on its way to CPU 1 by now has to follow
                while (requests.size() + replies.size() < 20) {
                    Message note = Lwkt.current().port().waitMessage();
                    int number = ((Note) note).number;
                    if (note.isReply()) {
                        replies.add(number);
                        continue;
                    }
                    requests.add(number);
                    note.replyMessage(0);
                    echo.sendMessage(new Note(number));
                    if (requests.size() == 10) {
                        Lwkt.moveTo(0);
                    }
                }
            });
            machine.spawn(0, "client", () -> {
                for (int i = 0; i < 10; i++) {
                    mover.port().sendMessage(new Note(i));
                }
                for (int i = 0; i < 10; i++) {
                    Lwkt.current().port().waitMessage();
                }
                log.add("end");
            });
            machine.runToRest();
            assertThat(log).containsExactly("end");
            assertThat(requests).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
            assertThat(replies).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        });
    }

    /// A row whose target has ended is answered one by one, in order, whether it found it alive or not.
    @Test
    void shouldAnswerEachOfRowWhenTargetHasEnded() {
        forEachSeed(LONG_LANES, machine -> {
            Lwkt target = machine.spawn(1, "target", Lwkt::giveWay);
            machine.spawn(0, "client", () -> {
                for (int i = 0; i < 10; i++) {
                    target.port().sendMessage(new Note(i));
                }
                for (int i = 0; i < 10; i++) {
                    Note note = (Note) Lwkt.current().port().waitMessage();
                    assertThat(note.number).isEqualTo(i);
                    assertThat(note.error()).isEqualTo(Message.TARGET_ENDED);
                }
                log.add("end");
            });
            machine.runToRest();
            assertThat(log).containsExactly("end");
        });
    }

    /// A row that is being filled is owed to its target like a bell: whatever its CPU does next, it goes out
    /// before.
    @Test
    void shouldSendWhatIsInRowBeforeCpuParks() {
        forEachSeed(LONG_LANES, machine -> {
            ThreadPort target = silentPort(machine, 1);
            machine.runToRest();
            machine.spawn(0, "client", () -> {
                Lwkt.critEnter();
                sendNotes(target, 0, 5);
                Lwkt.critExitNoPoll();
            });
            machine.runToRest();
            assertThat(numbersOn(machine, target)).containsExactly(0, 1, 2, 3, 4);
        });
    }

    /// What an entry sends, in the midst of a poll, waits for nobody either.
    @Test
    void shouldSendWhatEntriesPutIntoRow() {
        forEachSeed(LONG_LANES, machine -> {
            ThreadPort target = silentPort(machine, 1);
            machine.runToRest();
            machine.spawn(
                    2,
                    "client",
                    () -> Cpu.current().send(machine.machine().cpu(0), entry(() -> sendNotes(target, 0, 5))));
            machine.runToRest();
            assertThat(numbersOn(machine, target)).containsExactly(0, 1, 2, 3, 4);
        });
    }

    /// Nothing overtakes a row that is being filled: no entry, no passive one, and no wait for what was sent.
    @Test
    void shouldSendRowBeforeWhateverGoesToItsCpu() {
        forEachSeed(LONG_LANES, machine -> {
            ThreadPort target = silentPort(machine, 1);
            machine.call(0, "client", () -> {
                Cpu there = machine.machine().cpu(1);
                sendNotes(target, 0, 3);
                Cpu.current().send(there, entry(() -> logDepth(target, 3)));
                sendNotes(target, 3, 6);
                Cpu.current().sendPassive(there, entry(() -> logDepth(target, 6)));
                sendNotes(target, 6, 9);
                Cpu.current().waitIpi(there);
                logDepth(target, 9);
                return null;
            });
            assertThat(log).containsExactly("as sent", "as sent", "as sent");
        });
    }

    /// While all rows are under way, and where a lane is full, messages go by themselves, in the same order.
    @ParameterizedTest
    @ValueSource(ints = {8, 16, 64, 1024})
    void shouldKeepOrderWhenRowsOrLaneGiveOut(int ringBound) {
        forEachSeed(CONFIG.withRingBound(ringBound), machine -> {
            ThreadPort target = silentPort(machine, 1);
            holdCpu(machine, 1);
            int[] numbers = IntStream.range(0, 400).toArray();
            machine.spawn(0, "client", () -> {
                Lwkt.critEnter(); // so that all goes out, or is spilled, without a wait
                sendNotes(target, 0, numbers.length);
                release = true;
                Lwkt.critExit();
            });
            machine.runToRest();
            assertThat(numbersOn(machine, target)).containsExactly(toIntegers(numbers));
        });
    }

    private void logDepth(QueuedPort port, int expected) {
        log.add(port.depth() == expected ? "as sent" : port.depth() + " messages lay there, not " + expected);
    }

    private static List<Integer> numbersOn(SimulatedMachine machine, ThreadPort port) {
        List<Integer> numbers = new ArrayList<>();
        machine.call(1, "look", () -> {
            for (Message note = port.getMessage(); note != null; note = port.getMessage()) {
                numbers.add(((Note) note).number);
            }
            return null;
        });
        return numbers;
    }

    /// The port of a thread that does not look there.
    private static ThreadPort silentPort(SimulatedMachine machine, int cpu) {
        return machine.call(
                cpu,
                "boot",
                () -> Lwkt.create("silent", () -> Lwkt.block("nothing")).port());
    }

    private static ThreadPort echo(SimulatedMachine machine, int cpu) {
        return machine.call(
                cpu,
                "boot",
                () -> Lwkt.create("echo", () -> {
                            while (true) {
                                Note note = (Note) Lwkt.current().port().waitMessage();
                                note.replyMessage(note.number + 100);
                            }
                        })
                        .port());
    }

    private static void sendNotes(ThreadPort port, int from, int to) {
        for (int i = from; i < to; i++) {
            port.sendMessage(new Note(i));
        }
    }

    private static Integer[] toIntegers(int[] numbers) {
        return IntStream.of(numbers).boxed().toArray(Integer[]::new);
    }

    /// A thread that passes no poll point until it is released, so that all that comes meanwhile is one batch.
    private void holdCpu(SimulatedMachine machine, int cpu) {
        release = false;
        machine.spawn(cpu, "holder", () -> {
            while (!release) {
                Driver.Processor.suspendCurrent();
            }
        });
    }

    private static Ipi entry(Runnable what) {
        return new Ipi() {
            @Override
            protected void run(Cpu cpu) {
                what.run();
            }
        };
    }

    /// A number on its way. Owner: as the message's.
    private static final class Note extends Message {
        private final int number;

        private Note(int number) {
            this.number = number;
        }
    }
}
