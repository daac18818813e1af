package anax.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every rule holds on one CPU (the server on CPU 0, as its client) and across two (the server on CPU 1).
class ThreadPortTest {
    private final Machine machine = Machine.boot(MachineConfig.ofCpus(2));

    @AfterEach
    void stop() {
        machine.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldReturnReplyWhenSentSynchronously(int server) throws Exception {
        Port adder = serve(server);

        long value = onClient(() -> {
            Term term = new Term(20);
            assertThat(adder.doMessage(term)).isEqualTo(7);
            assertThat(term.error()).isEqualTo(7);
            assertThat(term.isDone()).isTrue();
            return term.value;
        });

        assertThat(value).isEqualTo(21);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldBringRepliesHomeInOrderWhenSentAsynchronously(int server) throws Exception {
        Port adder = serve(server);

        List<Integer> order = onClient(() -> {
            for (int i = 0; i < 1000; i++) {
                adder.sendMessage(new Term(i));
            }
            List<Integer> values = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                Term reply = (Term) Lwkt.current().port().waitMessage();
                assertThat(reply.isReply()).isTrue();
                values.add(reply.value);
            }
            return values;
        });

        assertThat(order).hasSize(1000).isSorted().startsWith(1).endsWith(1000);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldFindOneReplyAmongManyWhenWaitedForByName(int server) throws Exception {
        Port adder = serve(server);

        onClient(() -> {
            ThreadPort own = Lwkt.current().port();
            Term first = new Term(1);
            Term second = new Term(2);
            Term third = new Term(3);
            adder.sendMessage(first);
            adder.sendMessage(second);
            adder.sendMessage(third);

            assertThat(own.waitReply(second)).isEqualTo(7);
            assertThat(own.waitReply(third)).isEqualTo(7);
            assertThat(own.waitMessage()).isSameAs(first);
            assertThat(own.getMessage()).isNull();
            assertThat(own.depth()).isZero();
            adder.sendMessage(second);
            assertThat(own.waitMessage())
                    .as("the list is whole after a take from its middle")
                    .isSameAs(second);
            return null;
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldReplyToNamedPort(int server) throws Exception {
        Port adder = serve(server);
        CompletableFuture<Term> arrived = new CompletableFuture<>();
        CompletableFuture<ThreadPort> collector = new CompletableFuture<>();
        machine.spawn(0, "collector", () -> {
            collector.complete(Lwkt.current().port());
            arrived.complete((Term) Lwkt.current().port().waitMessage());
        });

        Term term = new Term(5);
        ThreadPort replies = collector.get();
        onClient(() -> {
            term.replyTo(replies);
            adder.sendMessage(term);
            return null;
        });

        assertThat(arrived.get()).isSameAs(term);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldDeliverToThreadThatMovesAllTheTime(int home) throws Exception {
        CompletableFuture<Port> port = new CompletableFuture<>();
        machine.spawn(home, "wanderer", () -> {
            ThreadPort own = Lwkt.current().port();
            port.complete(own);
            for (int move = 0; true; move++) {
                own.waitMessage().replyMessage(move);
                Lwkt.moveTo(move & 1);
            }
        });

        Port wanderer = port.get();
        int replies = onClient(() -> {
            Term term = new Term(0);
            int count = 0;
            for (int i = 0; i < 5_000; i++) {
                assertThat(wanderer.doMessage(term)).isEqualTo(i);
                count++;
            }
            return count;
        });

        assertThat(replies).isEqualTo(5_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldRefuseSecondSendWhileUnderWay(int server) throws Exception {
        CompletableFuture<Port> port = new CompletableFuture<>();
        machine.spawn(server, "deaf", () -> {
            port.complete(Lwkt.current().port());
            Lwkt.block("never");
        });

        Port deaf = port.get();
        onClient(() -> {
            Term term = new Term(1);
            deaf.sendMessage(term);
            assertThatThrownBy(() -> deaf.sendMessage(term))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("wait for its reply and collect that first");
            assertThatThrownBy(() -> term.replyTo(deaf)).hasMessageContaining("was given another reply port");
            return null;
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldRefuseSecondSendWhileReplyIsNotCollected(int server) throws Exception {
        Port adder = serve(server);

        onClient(() -> {
            Term term = new Term(1);
            adder.sendMessage(term);
            while (Lwkt.current().port().depth() == 0) {
                Lwkt.giveWay();
            }
            assertThatThrownBy(() -> adder.sendMessage(term))
                    .hasMessageContaining("waits as a reply on its reply port");
            return null;
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldRefuseReplyToMessageThatLiesOnPort(int server) throws Exception {
        Port adder = serve(server);

        onClient(() -> {
            Term term = new Term(1);
            assertThatThrownBy(() -> term.replyMessage(0)).hasMessageContaining("is not under way");
            adder.doMessage(term);
            assertThatThrownBy(() -> term.replyMessage(0)).hasMessageContaining("reply to each message once");
            return null;
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldRefuseToWaitForItself(int cpu) throws Exception {
        machine.call(cpu, "narcissus", () -> {
            Term term = new Term(1);
            ThreadPort own = Lwkt.current().port();
            assertThatThrownBy(() -> own.doMessage(term))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("would wait for itself for ever");
            own.sendMessage(term);
            assertThat(own.waitMessage()).as("asynchronously it may").isSameAs(term);
            return null;
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldRefuseOthersToWaitOnPort(int server) {
        Port adder = serve(server);

        assertThatThrownBy(() -> onClient(adder::waitMessage))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("client (CPU 0) tried to wait for messages on the port of adder (CPU " + server
                        + ", waits: message); only the port's owner may");
    }

    /// Refused before it is out: the message is still the caller's, and may be sent another way.
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldRefuseSynchronousSendWhenReplyGoesToOther(int server) throws Exception {
        Port adder = serve(server);
        Port other = serve(0);

        onClient(() -> {
            Term term = new Term(1);
            term.replyTo(other);
            assertThatThrownBy(() -> adder.doMessage(term))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("tried to wait for a reply on the port of adder");
            assertThat(term.isDone()).isTrue();
            assertThat(adder.doMessage(term.replyTo(Lwkt.current().port()))).isEqualTo(7);
            assertThat(term.value).isEqualTo(2);
            return null;
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldRefuseToWaitOnPortThatReplyDoesNotComeTo(int server) throws Exception {
        Port adder = serve(server);

        onClient(() -> {
            ThreadPort second = new ThreadPort(Lwkt.current());
            Term term = new Term(1);
            term.replyTo(second);
            adder.sendMessage(term);
            assertThatThrownBy(() -> Lwkt.current().port().waitReply(term))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("wait on the one that replyTo named");
            assertThat(second.waitReply(term)).isEqualTo(7);
            return null;
        });
    }

    /// A thread that adds one to each number that it is sent and replies 7.
    private Port serve(int cpu) {
        CompletableFuture<Port> port = new CompletableFuture<>();
        machine.spawn(cpu, "adder", () -> {
            ThreadPort own = Lwkt.current().port();
            port.complete(own);
            while (true) {
                Term term = (Term) own.waitMessage();
                term.value++;
                term.replyMessage(7);
            }
        });
        return port.join();
    }

    private <T> T onClient(Callable<T> body) throws ExecutionException, InterruptedException {
        return machine.call(0, "client", body);
    }

    private static final class Term extends Message {
        private int value;

        private Term(int value) {
            this.value = value;
        }
    }
}
