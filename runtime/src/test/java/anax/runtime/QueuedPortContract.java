package anax.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import anax.runtime.sim.SimulatedMachine;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What every port promises on which messages lie. The client is on CPU 0; each rule holds when the server is there
/// too, and when it is on CPU 1.
abstract class QueuedPortContract extends SeededScenarios {
    private boolean go;

    /// A port of the tested kind on the current CPU, and a thread that gets messages from it.
    abstract Server create(Consumer<QueuedPort> body);

    /// What a test talks to.
    ///
    /// @param port   where messages go
    /// @param thread who gets them
    record Server(QueuedPort port, Lwkt thread) {}

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldKeepOrderAndReplyToEachWhenMoreComeThanLaneHolds(int cpu) {
        forEachSeed(machine -> {
            Server server = serve(machine, cpu, QueuedPortContract::echo);
            machine.spawn(0, "client", () -> {
                for (int i = 0; i < 20; i++) {
                    server.port().sendMessage(new Note(i));
                }
                for (int i = 0; i < 20; i++) {
                    Note note = (Note) Lwkt.current().port().waitMessage();
                    assertThat(note.number).isEqualTo(i);
                    assertThat(note.error()).isEqualTo(i + 100);
                }
                log.add("end");
            });
            machine.runToRest();
            assertThat(log).containsExactly("end");
            assertThat(server.port().depth()).isZero();
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldServePriorityMessagesFirstAndLikesInOrder(int cpu) {
        forEachSeed(machine -> {
            Server server = serve(machine, cpu, port -> {
                awaitGo();
                for (Note note = (Note) port.getMessage(); note != null; note = (Note) port.getMessage()) {
                    log.add((note.is(Message.PRIORITY) ? "urgent " : "ordinary ") + note.number);
                    note.replyMessage(0);
                }
            });
            machine.spawn(0, "client", () -> {
                for (int i = 0; i < 6; i++) {
                    server.port().sendMessage(new Note(i).priority(i % 2 == 1));
                }
                letGo(server);
            });
            machine.runToRest();
            assertThat(log)
                    .containsExactly("urgent 1", "urgent 3", "urgent 5", "ordinary 0", "ordinary 2", "ordinary 4");
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldDropOnlyDroppableRequestsThatLieThere(int cpu) {
        forEachSeed(machine -> {
            Note dropped = new Note(1);
            Note kept = new Note(2);
            Server server = serve(machine, cpu, port -> {
                awaitGo();
                assertThat(port.dropMessage(kept)).as("not droppable").isFalse();
                assertThat(port.dropMessage(dropped)).isTrue();
                assertThat(port.dropMessage(dropped)).as("dropped already").isFalse();
                assertThat(port.depth()).isOne();
                port.waitMessage().replyMessage(0);
                Message again = port.waitMessage();
                assertThat(port.dropMessage(again)).as("was got").isFalse();
                again.replyMessage(7);
            });
            machine.spawn(0, "client", () -> {
                ThreadPort own = Lwkt.current().port();
                server.port().sendMessage(dropped.droppable(true));
                server.port().sendMessage(kept);
                letGo(server);
                assertThat(own.waitMessage()).isSameAs(kept);
                assertThat(dropped.isDone()).isTrue();
                assertThat(dropped.isReply()).isFalse();
                server.port().sendMessage(dropped);
                while (own.depth() == 0) {
                    Lwkt.giveWay();
                }
                assertThat(own.dropMessage(dropped)).as("a reply").isFalse();
                assertThat(own.waitMessage().error()).isEqualTo(7);
                log.add("end");
            });
            machine.runToRest();
            assertThat(log).containsExactly("end");
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldRefuseToWaitForWhatMayBeDropped(int cpu) {
        forEachSeed(machine -> {
            Server server = serve(machine, cpu, port -> {
                awaitGo();
                echo(port);
            });
            machine.spawn(0, "client", () -> {
                ThreadPort own = Lwkt.current().port();
                Message note = new Note(1).droppable(true);
                assertThatThrownBy(() -> server.port().doMessage(note)).hasMessageContaining("use sendMessage");
                server.port().sendMessage(note);
                assertThatThrownBy(() -> own.waitReply(note))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("droppable");
                letGo(server);
                own.waitMessage();
                log.add("end");
            });
            machine.runToRest();
            assertThat(log).containsExactly("end");
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldGiveReceiptOnceWhenMessageIsQueued(int cpu) {
        forEachSeed(machine -> {
            Server server = serve(machine, cpu, QueuedPortContract::echo);
            machine.spawn(0, "client", () -> {
                Note note = new Note(1);
                note.receipt(queued -> {
                    assertThat(queued).isSameAs(note);
                    assertThat(Cpu.current().id()).isEqualTo(cpu);
                    assertThat(server.port().depth()).isOne();
                    log.add("queued");
                });
                assertThat(server.port().doMessage(note)).isEqualTo(101);
                assertThat(server.port().doMessage(note)).isEqualTo(101);
                log.add("end");
            });
            machine.runToRest();
            assertThat(log).containsExactly("queued", "end");
        });
    }

    /// A receipt is for one way out: what ran in place is not receipted later.
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldForgetReceiptWhenMessageCameHomeWithoutBeingQueued(int cpu) {
        forEachSeed(machine -> {
            Server server = serve(machine, cpu, QueuedPortContract::echo);
            machine.spawn(0, "client", () -> {
                Message note = new Note(1).receipt(queued -> log.add("queued"));
                assertThat(new InPlacePort("call", message -> 5).doMessage(note))
                        .isEqualTo(5);
                assertThat(server.port().doMessage(note)).isEqualTo(101);
                note.receipt(queued -> log.add("queued"));
                InPlacePort replies = new InPlacePort("replies", message -> {
                    message.replyMessage(6);
                    return Message.ASYNC;
                });
                assertThat(replies.doMessage(note)).isEqualTo(6);
                assertThat(server.port().doMessage(note)).isEqualTo(101);
                log.add("end");
            });
            machine.runToRest();
            assertThat(log).containsExactly("end");
        });
    }

    /// The message is on the port by then, so its receiver has to hear of it.
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldWakeReceiverWhenReceiptHandlerThrows(int cpu) {
        forEachSeed(machine -> {
            Server server = serve(machine, cpu, QueuedPortContract::echo);
            machine.spawn(0, "client", () -> {
                Message note = new Note(1).receipt(queued -> {
                    throw new IllegalStateException("bad receipt");
                });
                assertThat(server.port().doMessage(note)).isEqualTo(101);
                log.add("end");
            });
            runToFailure(machine, "bad receipt");
            assertThat(log).containsExactly("end");
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldReplyToOriginatorWhenForwarded(int cpu) {
        forEachSeed(machine -> {
            Server last = serve(machine, 1 - cpu, QueuedPortContract::echo);
            Server middle = serve(machine, 2, port -> forwardAll(port, last.port()));
            Server first = serve(machine, cpu, port -> forwardAll(port, middle.port()));
            machine.spawn(0, "client", () -> {
                Note note = new Note(3);
                assertThat(first.port().doMessage(note)).isEqualTo(103);
                first.port().sendMessage(note);
                assertThat(Lwkt.current().port().waitMessage()).isSameAs(note);
                InPlacePort inPlace = new InPlacePort("passes on", message -> {
                    first.port().forwardMessage(message);
                    return Message.ASYNC;
                });
                assertThat(inPlace.doMessage(note))
                        .as("kept by a port in place")
                        .isEqualTo(103);
                log.add("end");
            });
            machine.runToRest();
            assertThat(log).containsExactly("end");
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldRefuseToForwardWhatWasNotGot(int cpu) {
        forEachSeed(machine -> {
            Note note = new Note(1);
            Server other = serve(machine, 2, QueuedPortContract::echo);
            Server server = serve(machine, cpu, port -> {
                awaitGo();
                assertThatThrownBy(() -> other.port().forwardMessage(note))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("waits on its target port");
                port.waitMessage();
                other.port().forwardMessage(note);
            });
            machine.spawn(0, "client", () -> {
                assertThatThrownBy(() -> other.port().forwardMessage(note)).hasMessageContaining("is not under way");
                server.port().sendMessage(note);
                letGo(server);
                assertThat(Lwkt.current().port().waitReply(note)).isEqualTo(101);
                assertThatThrownBy(() -> other.port().forwardMessage(note)).hasMessageContaining("is not under way");
                log.add("end");
            });
            machine.runToRest();
            assertThat(log).containsExactly("end");
        });
    }

    /// A message that nobody would take on is still with whoever wanted to pass it on, abort account and all.
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldLeaveMessageWithForwarderWhenForwardIsRefused(int cpu) {
        forEachSeed(machine -> {
            Server server = serve(machine, cpu, port -> {
                Message message = port.waitMessage();
                assertThatThrownBy(() -> PanicPort.INSTANCE.forwardMessage(message))
                        .hasMessageContaining("a message was sent to the panic port");
                AbortMessage request = (AbortMessage) port.waitMessage();
                assertThat(request.original()).isSameAs(message);
                message.replyMessage(Message.ABORTED);
                request.replyMessage(0);
            });
            machine.spawn(0, "client", () -> {
                Message note = new Note(1).abortable(AbortMessage.GUARANTEED);
                server.port().sendMessage(note);
                assertThat(note.abortMessage()).isTrue();
                assertThat(Lwkt.current().port().waitReply(note)).isEqualTo(Message.ABORTED);
                log.add("end");
            });
            machine.runToRest();
            assertThat(log).containsExactly("end");
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldTellHowMessageWasTakenWhenBegun(int cpu) {
        forEachSeed(machine -> {
            Server server = serve(machine, cpu, QueuedPortContract::echo);
            machine.spawn(0, "client", () -> {
                Note note = new Note(2);
                assertThat(new InPlacePort("call", message -> 9).beginMessage(note))
                        .isEqualTo(9);
                assertThat(note.isDone()).isTrue();
                assertThat(note.error()).isEqualTo(9);
                assertThat(Lwkt.current().port().depth()).isZero();
                assertThat(server.port().beginMessage(note)).isEqualTo(Message.ASYNC);
                assertThat(Lwkt.current().port().waitMessage()).isSameAs(note);
                assertThat(note.error()).isEqualTo(102);
                log.add("end");
            });
            machine.runToRest();
            assertThat(log).containsExactly("end");
        });
    }

    /// The reply of what a tested port sends comes to it, asynchronous and synchronous.
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldTakeRepliesWhenNamedAsReplyPort(int cpu) {
        forEachSeed(machine -> {
            Server echo = serve(machine, cpu, QueuedPortContract::echo);
            serve(machine, 0, port -> {
                Note first = new Note(1);
                Note second = new Note(2);
                echo.port().sendMessage(first.replyTo(port));
                echo.port().sendMessage(second.replyTo(port));
                assertThat(port.waitReply(second)).isEqualTo(102);
                assertThat(port.waitMessage()).isSameAs(first);
                assertThat(echo.port().doMessage(second)).isEqualTo(102);
                assertThatThrownBy(() -> port.waitReply(new Note(0)))
                        .hasMessageContaining("wait on the one that replyTo named");
                log.add("end");
            });
            machine.runToRest();
            assertThat(log).containsExactly("end");
        });
    }

    final Server serve(SimulatedMachine machine, int cpu, Consumer<QueuedPort> body) {
        go = false;
        return machine.call(cpu, "boot", () -> create(body));
    }

    /// To be called by a server that serves only what lies there when it is let go.
    final void awaitGo() {
        while (!go) {
            Lwkt.block("go");
        }
    }

    /// What was sent before from this CPU is there by then.
    final void letGo(Server server) {
        go = true;
        server.thread().schedule();
    }

    static void echo(QueuedPort port) {
        while (true) {
            Note note = (Note) port.waitMessage();
            note.replyMessage(note.number + 100);
        }
    }

    private static void forwardAll(QueuedPort port, Port to) {
        while (true) {
            to.forwardMessage(port.waitMessage());
        }
    }

    /// A number on its way. Owner: as the message's.
    static final class Note extends Message {
        final int number;

        Note(int number) {
            this.number = number;
        }
    }
}
