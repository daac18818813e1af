package anax.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Ordinary threads, platform and virtual, talk to lightweight ones on real CPUs.
@Tag("collector")
@Timeout(60)
class ForeignPortTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(30);

    private final Machine machine = Machine.boot(MachineConfig.ofCpus(2).withPin(false));

    enum Kind {
        PLATFORM,
        VIRTUAL;

        Thread start(Runnable body) {
            return (this == PLATFORM ? Thread.ofPlatform() : Thread.ofVirtual())
                    .name("foreign")
                    .start(body);
        }
    }

    @AfterEach
    void stop() {
        machine.close();
    }

    @ParameterizedTest
    @EnumSource
    void shouldBringRepliesHomeWhenThreadSendsAndWaits(Kind kind) throws Exception {
        Port echo = echo(1);
        run(kind, () -> {
            ForeignPort own = new ForeignPort(3);
            Note sync = new Note(1);
            assertThat(echo.doMessage(sync.replyTo(own))).isEqualTo(101);
            assertThat(own.doMessage(echo, sync, LONG)).isEqualTo(101);
            Note first = new Note(2);
            Note second = new Note(3);
            echo.sendMessage(first.replyTo(own));
            echo.sendMessage(second.replyTo(own));
            assertThat(own.waitReply(second)).isEqualTo(103);
            assertThat(own.waitMessage(LONG)).isSameAs(first);
            assertThat(own.underWay()).isZero();
            InPlacePort call = new InPlacePort("call", message -> 9);
            assertThat(call.doMessage(first)).isEqualTo(9);
            assertThat(call.beginMessage(first)).isEqualTo(9);
            assertThat(own.underWay()).isZero();
            assertThat(own.getMessage()).isNull();
            return null;
        });
    }

    @ParameterizedTest
    @EnumSource
    void shouldServeRequestsOfLightweightThreads(Kind kind) throws Exception {
        CompletableFuture<ForeignPort> port = new CompletableFuture<>();
        Thread server = kind.start(() -> {
            ForeignPort own = new ForeignPort(4);
            port.complete(own);
            for (int i = 0; i < 101; i++) {
                Note note = (Note) own.waitMessage();
                note.replyMessage(note.number + 100);
            }
        });
        ForeignPort target = port.get();
        List<String> receipts = new ArrayList<>();
        machine.call(0, "client", () -> {
            for (int i = 0; i < 100; i++) {
                assertThat(target.doMessage(new Note(i))).isEqualTo(i + 100);
            }
            Message last = new Note(1).receipt(queued -> receipts.add("queued"));
            assertThat(target.doMessage(last)).isEqualTo(101);
            return null;
        });
        assertThat(receipts).containsExactly("queued");
        assertThat(server.join(LONG)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void shouldAskMessageBackWhenTimeIsUp(Kind kind) throws Exception {
        Port target = givesUp();
        run(kind, () -> {
            ForeignPort own = new ForeignPort(1);
            Message note = new Note(1).abortable(AbortMessage.GUARANTEED);
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> own.doMessage(target, note, SHORT))
                        .isInstanceOf(TimeoutException.class)
                        .hasMessageContaining("the message is still under way");
                assertThat(own.waitReply(note)).isEqualTo(Message.ABORTED);
                assertThat(own.underWay()).isZero();
            }
            return null;
        });
    }

    @ParameterizedTest
    @EnumSource
    void shouldAskMessageBackWhenInterrupted(Kind kind) throws Exception {
        Port target = givesUp();
        run(kind, () -> {
            ForeignPort own = new ForeignPort(1);
            Message note = new Note(1).abortable(AbortMessage.GUARANTEED);
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> own.doMessage(target, note, LONG)).isInstanceOf(InterruptedException.class);
            assertThat(own.waitReply(note)).isEqualTo(Message.ABORTED);
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> own.waitMessage(LONG)).isInstanceOf(InterruptedException.class);
            assertThat(own.waitMessage(SHORT)).isNull();
            return null;
        });
    }

    /// A wait that no interruption ends neither forgets it nor spins until its end.
    @Test
    void shouldWaitWithoutProcessorTimeWhenInterrupted() throws Exception {
        CompletableFuture<ForeignPort> port = new CompletableFuture<>();
        CompletableFuture<String> end = new CompletableFuture<>();
        Thread server = Kind.PLATFORM.start(() -> {
            ForeignPort own = new ForeignPort(4);
            port.complete(own);
            own.waitMessage().replyMessage(1);
            end.complete(Thread.interrupted() ? "interrupted" : "forgotten");
        });
        ForeignPort target = port.get();
        server.interrupt();
        TimeUnit.MILLISECONDS.sleep(300);
        long usedNs = ManagementFactory.getThreadMXBean().getThreadCpuTime(server.threadId());
        assertThat(usedNs).as("processor time of a thread that waits, ns").isLessThan(150_000_000);
        machine.call(0, "client", () -> target.doMessage(new Note(1)));
        assertThat(end.get()).isEqualTo("interrupted");
    }

    @Test
    void shouldRefuseMoreThanItsBoundAndOtherThreads() throws Exception {
        Port silent = silent();
        ForeignPort own = new ForeignPort(2);
        silent.sendMessage(new Note(1).replyTo(own));
        silent.sendMessage(new Note(2).replyTo(own));
        Message third = new Note(3).replyTo(own);
        assertThatThrownBy(() -> silent.sendMessage(third))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("collect replies before you send more");
        assertThat(third.isDone()).isTrue();
        Message droppable = new Note(4).droppable(true).replyTo(new ForeignPort(1));
        assertThatThrownBy(() -> silent.sendMessage(droppable)).hasMessageContaining("count it for ever");
        run(Kind.PLATFORM, () -> {
            assertThatThrownBy(own::getMessage).hasMessageContaining("only the thread that made the port may");
            assertThatThrownBy(() -> silent.doMessage(third)).hasMessageContaining("tried to wait for a reply");
            return null;
        });
        assertThatThrownBy(() -> machine.call(0, "lightweight", () -> new ForeignPort(1)))
                .hasRootCauseInstanceOf(IllegalStateException.class)
                .hasRootCauseMessage("lightweight (CPU 0) tried to make a foreign port, which would block its CPU; use"
                        + " Lwkt.port()");
        assertThatThrownBy(() -> new ForeignPort(0)).hasMessageContaining("use 1 to 65536");
    }

    /// Bound 3, though the queue under it holds a power of two.
    @Test
    void shouldReplyNoRoomWhenRequestsReachBound() throws Exception {
        ForeignPort own = new ForeignPort(3);
        List<Integer> results = machine.call(0, "client", () -> {
            List<Integer> begun = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                begun.add(own.beginMessage(new Note(i)));
            }
            begun.add(own.doMessage(new Note(9)));
            return begun;
        });
        assertThat(results)
                .containsExactly(
                        Message.ASYNC, Message.ASYNC, Message.ASYNC, Message.NO_ROOM, Message.NO_ROOM, Message.NO_ROOM);
        assertThat(((Note) own.getMessage()).number).isZero();
        assertThat(machine.call(0, "client", () -> own.beginMessage(new Note(6))))
                .isEqualTo(Message.ASYNC);
    }

    @Test
    void shouldRefuseToWaitForItself() {
        ForeignPort own = new ForeignPort(1);
        Note note = new Note(1);
        assertThatThrownBy(() -> own.doMessage(note.replyTo(own)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("would wait for itself for ever");
        assertThat(own.underWay()).isZero();
        own.sendMessage(note);
        assertThat(own.waitMessage()).isSameAs(note);
        note.replyMessage(2);
        assertThat(own.waitMessage()).isSameAs(note);
        assertThat(note.error()).isEqualTo(2);
    }

    /// Nobody takes anything in: after a second the sender is told so, and has its message back.
    @Test
    void shouldKeepMessageWhenInboxStaysFull() throws Exception {
        AtomicBoolean release = new AtomicBoolean();
        try (Machine small = Machine.boot(
                MachineConfig.ofCpus(1).withInboxBound(2).withPin(false).withName("small"))) {
            CompletableFuture<Port> port = new CompletableFuture<>();
            small.spawn(0, "hog", () -> {
                port.complete(Lwkt.current().port());
                while (!release.get()) {
                    Thread.onSpinWait();
                }
                while (true) {
                    Lwkt.current().port().waitMessage().replyMessage(3);
                }
            });
            Port hog = port.get();
            ForeignPort own = new ForeignPort(4);
            hog.sendMessage(new Note(1).replyTo(own));
            hog.sendMessage(new Note(2).replyTo(own));
            Message third = new Note(3).replyTo(own);
            assertThatThrownBy(() -> hog.sendMessage(third)).hasMessageContaining("stayed at its bound of 2 entries");
            assertThat(third.isDone()).isTrue();
            assertThat(own.underWay()).isEqualTo(2);
            release.set(true);
            assertThat(hog.doMessage(third)).isEqualTo(3);
        }
    }

    /// What is not home when its machine has stopped never comes: whoever waits is told so.
    @ParameterizedTest
    @EnumSource
    void shouldTellWaitingThreadThatMachineStopped(Kind kind) throws Exception {
        Machine mortal = Machine.boot(MachineConfig.ofCpus(1).withPin(false).withName("mortal"));
        CompletableFuture<Port> port = new CompletableFuture<>();
        mortal.spawn(0, "silent", () -> {
            port.complete(Lwkt.current().port());
            Lwkt.block("for ever");
        });
        Port silent = port.get();
        CountDownLatch waiting = new CountDownLatch(3);
        List<FutureTask<Object>> tasks = List.of(
                start(kind, () -> silent.doMessage(sendWith(new ForeignPort(1), waiting))),
                start(kind, () -> {
                    ForeignPort own = new ForeignPort(1);
                    return own.doMessage(silent, sendWith(own, waiting), LONG);
                }),
                start(kind, () -> {
                    ForeignPort own = new ForeignPort(1);
                    silent.sendMessage(sendWith(own, waiting));
                    return own.waitMessage();
                }));
        waiting.await();
        TimeUnit.MILLISECONDS.sleep(50);
        mortal.stop(LONG);
        for (FutureTask<Object> task : tasks) {
            assertThatThrownBy(() -> task.get(20, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(CancellationException.class)
                    .cause()
                    .hasMessageContaining("stopped");
        }
        ForeignPort own = new ForeignPort(1);
        Message late = new Note(1).replyTo(own);
        assertThatThrownBy(() -> silent.sendMessage(late)).hasMessageContaining("which is stopped");
        assertThat(late.isDone()).isTrue();
        assertThat(own.underWay()).isZero();
    }

    /// The replier is not to blame, and nobody would collect the reply.
    @Test
    void shouldSwallowReplyToMachineThatStopped() throws Exception {
        Machine mortal = Machine.boot(MachineConfig.ofCpus(1).withPin(false).withName("mortal"));
        ForeignPort own = new ForeignPort(1);
        Note note = new Note(1);
        mortal.spawn(0, "client", () -> own.sendMessage(note));
        assertThat(own.waitMessage()).isSameAs(note);
        mortal.stop(LONG);
        note.replyMessage(1);
        assertThatThrownBy(() -> note.replyMessage(1)).hasMessageContaining("reply to each message once");
    }

    /// Far more of them than the JVM has carriers wait at the same moment, and all go on.
    @Test
    void shouldReleaseCarrierWhileVirtualThreadWaits() throws Exception {
        int threads = 16 * Runtime.getRuntime().availableProcessors();
        AtomicReference<String> seen = new AtomicReference<>("no end");
        CompletableFuture<Port> port = new CompletableFuture<>();
        machine.spawn(1, "server", () -> {
            ThreadPort own = Lwkt.current().port();
            port.complete(own);
            List<Message> got = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                got.add(own.waitMessage());
            }
            seen.set("all wait");
            got.forEach(message -> message.replyMessage(1));
        });
        Port server = port.get();
        List<FutureTask<Object>> tasks = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            tasks.add(start(Kind.VIRTUAL, () -> server.doMessage(new Note(1).replyTo(new ForeignPort(1)))));
        }
        for (FutureTask<Object> task : tasks) {
            assertThat(task.get(30, TimeUnit.SECONDS)).isEqualTo(1);
        }
        assertThat(seen.get()).isEqualTo("all wait");
    }

    @Test
    void shouldReplyToEachOfManyThreadsAtOnce() throws Exception {
        Port[] echoes = {echo(0), echo(1)};
        List<FutureTask<Object>> tasks = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            int number = i;
            tasks.add(start(Kind.values()[i % 2], () -> {
                ForeignPort own = new ForeignPort(8);
                Note note = new Note(number);
                for (int turn = 0; turn < 250; turn++) {
                    Port echo = echoes[turn % 2];
                    assertThat(own.doMessage(echo, note, LONG)).isEqualTo(number + 100);
                    for (int each = 0; each < 8; each++) {
                        echo.sendMessage(new Note(each).replyTo(own));
                    }
                    for (int each = 0; each < 8; each++) {
                        assertThat(((Note) own.waitMessage()).number).isEqualTo(each);
                    }
                    if (turn % 50 == 0) {
                        LockSupport.parkNanos(1);
                    }
                }
                return own.underWay();
            }));
        }
        for (FutureTask<Object> task : tasks) {
            assertThat(task.get(50, TimeUnit.SECONDS)).isEqualTo(0);
        }
    }

    private static Message sendWith(ForeignPort own, CountDownLatch waiting) {
        waiting.countDown();
        return new Note(1).replyTo(own);
    }

    private Port echo(int cpu) {
        return serve(cpu, () -> {
            while (true) {
                Note note = (Note) Lwkt.current().port().waitMessage();
                note.replyMessage(note.number + 100);
            }
        });
    }

    private Port silent() {
        return serve(1, () -> Lwkt.block("for ever"));
    }

    /// Replies only what it is asked to give up.
    private Port givesUp() {
        return serve(1, () -> {
            while (true) {
                if (Lwkt.current().port().waitMessage() instanceof AbortMessage request) {
                    request.original().replyMessage(Message.ABORTED);
                    request.replyMessage(0);
                }
            }
        });
    }

    private Port serve(int cpu, Runnable body) {
        CompletableFuture<Port> port = new CompletableFuture<>();
        machine.spawn(cpu, "server", () -> {
            port.complete(Lwkt.current().port());
            body.run();
        });
        return port.join();
    }

    private static FutureTask<Object> start(Kind kind, Callable<Object> body) {
        FutureTask<Object> task = new FutureTask<>(body);
        kind.start(task);
        return task;
    }

    private static void run(Kind kind, Callable<Object> body) throws Exception {
        start(kind, body).get(50, TimeUnit.SECONDS);
    }

    /// Owner: as the message's.
    private static final class Note extends Message {
        private final int number;

        private Note(int number) {
            this.number = number;
        }
    }
}
