package anax.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import anax.runtime.ForeignPort;
import anax.runtime.Lwkt;
import anax.runtime.Machine;
import anax.runtime.MachineConfig;
import anax.runtime.Message;
import anax.runtime.ReplyPort;
import anax.runtime.ThreadPort;
import anax.runtime.clock.SystemClock;
import java.io.IOException;
import java.nio.channels.spi.AbstractInterruptibleChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Calls that block, on real threads.
@Tag("collector")
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BlockingCallTest {
    private static final int WAIT = 1;
    private static final int READ = 2;
    private static final long SECONDS = 20;

    private final Machine machine =
            Machine.boot(MachineConfig.ofCpus(2).withPin(false).withInboxBound(4));
    private final Semaphore permits = new Semaphore(0);
    private final List<Long> ran = Collections.synchronizedList(new ArrayList<>());
    private CallPort calls;

    @AfterEach
    void stop() {
        permits.release(1 << 20);
        if (calls != null) {
            calls.close();
        }
        machine.close();
    }

    @Test
    void shouldReadFileAndBringExceptionHome(@TempDir Path folder) throws Exception {
        Path file = Files.write(folder.resolve("some"), new byte[] {1, 2, 3});
        open(2, 4);
        calls.add(READ, "read", CallKind.BLOCKING, call -> {
            byte[] octets = Files.readAllBytes((Path) call.object());
            call.result(octets);
            call.value(octets.length);
            return 0;
        });
        machine.call(0, "reader", () -> {
            Call call = new Call(READ).object(file);
            assertThat(calls.doMessage(call)).isZero();
            assertThat((byte[]) call.result()).containsExactly(1, 2, 3);
            assertThat(call.value()).isEqualTo(3);

            assertThat(calls.doMessage(call.object(folder.resolve("none")))).isEqualTo(CallPort.CALL_FAILED);
            assertThat(call.failure()).isInstanceOf(IOException.class);
            assertThat(call.result()).as("the answer before").isNull();
            return null;
        });
        assertThat(calls.counters().failed()).isEqualTo(1);
    }

    @Test
    void shouldRunCpuOnWhileSixteenCallsBlock() throws Exception {
        open(16, 16);
        AtomicLong turns = new AtomicLong();
        AtomicInteger answered = new AtomicInteger();
        CountDownLatch spinnerEnded = new CountDownLatch(1);
        machine.spawn(0, "spinner", () -> {
            while (answered.get() < 16) {
                turns.incrementAndGet();
                Lwkt.giveWay();
            }
            spinnerEnded.countDown();
        });
        for (int i = 0; i < 16; i++) {
            machine.spawn(0, "caller", () -> {
                if (calls.doMessage(new Call(WAIT)) == 0) {
                    answered.incrementAndGet();
                }
            });
        }
        awaitRunning(16);
        long before = turns.get();
        while (turns.get() < before + 1000) {
            Thread.onSpinWait();
        }
        assertThat(answered).hasValue(0);
        permits.release(16);
        assertThat(spinnerEnded.await(SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void shouldKeepOrderAndRefuseAtTheBoundWhenOneThreadServes() throws Exception {
        open(1, 4);
        machine.call(0, "caller", () -> {
            ThreadPort own = Lwkt.current().port();
            calls.sendMessage(new Call(WAIT).arguments(0));
            awaitRunning(1);
            for (int i = 1; i <= 4; i++) {
                calls.sendMessage(new Call(WAIT).arguments(i));
            }
            assertThat(calls.depth()).isEqualTo(4);
            Call fifth = new Call(WAIT).arguments(5);
            assertThat(calls.doMessage(fifth)).isEqualTo(Message.NO_ROOM);
            assertThat(calls.counters().noRoom()).isEqualTo(1);
            permits.release(6);
            List<Long> order = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                Call reply = (Call) own.waitMessage();
                assertThat(reply.error()).isZero();
                order.add(reply.first());
            }
            assertThat(order).containsExactly(0L, 1L, 2L, 3L, 4L);
            assertThat(calls.doMessage(fifth)).as("there is room again").isZero();
            return null;
        });
    }

    /// The inbox of the CPU holds four entries, fewer than replies come at once while a thread keeps it busy.
    @Test
    void shouldBringEveryReplyHomeWhenInboxIsFull() throws Exception {
        open(16, 64);
        int replies = machine.call(0, "caller", () -> {
            for (int i = 0; i < 64; i++) {
                calls.sendMessage(new Call(WAIT));
            }
            awaitRunning(16);
            permits.release(64);
            long until = SystemClock.INSTANCE.nowNs() + 1_200_000_000L; // longer than other work waits for an inbox
            while (SystemClock.INSTANCE.nowNs() - until < 0) {
                Thread.onSpinWait();
            }
            int count = 0;
            for (; count < 64; count++) {
                Lwkt.current().port().waitMessage();
            }
            return count;
        });
        assertThat(replies).isEqualTo(64);
    }

    @Test
    void shouldAnswerEachCallOnceWhenManyCallersPassThem() throws Exception {
        int callers = 12;
        int each = 2_000;
        open(3, 8);
        calls.add(5, "square", CallKind.BLOCKING, call -> {
            call.value(call.first() * call.first());
            return 0;
        });
        AtomicInteger right = new AtomicInteger();
        CountDownLatch ended = new CountDownLatch(callers);
        for (int caller = 0; caller < callers; caller++) {
            long base = caller * (long) each;
            machine.spawn(caller & 1, "caller", () -> {
                Call call = new Call(5);
                for (long i = base; i < base + each; ) {
                    int result = calls.doMessage(call.arguments(i));
                    if (result == Message.NO_ROOM) {
                        Lwkt.giveWay();
                        continue;
                    }
                    if (result == 0 && call.value() == i * i) {
                        right.incrementAndGet();
                    }
                    i++;
                }
                ended.countDown();
            });
        }
        assertThat(ended.await(SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(right).hasValue(callers * each);
    }

    @Test
    void shouldAnswerAtOnceWhenAbortedBeforeItRuns() throws Exception {
        open(1, 4);
        machine.call(0, "caller", () -> {
            ThreadPort own = Lwkt.current().port();
            Call running = new Call(WAIT);
            calls.sendMessage(running);
            awaitRunning(1);
            Call queued = new Call(WAIT).arguments(1);
            queued.abortable(Call.GIVE_UP);
            calls.sendMessage(queued);
            assertThat(queued.abortMessage()).isTrue();
            assertThat(own.waitReply(queued)).isEqualTo(Message.ABORTED);
            calls.sendMessage(queued.arguments(2)); // while its first way still lies in the queue
            permits.release(2);
            assertThat(own.waitReply(queued)).isZero();
            assertThat(own.waitReply(running)).isZero();
            return null;
        });
        assertThat(ran).as("the aborted one has not run").containsExactly(0L, 2L);
        assertThat(calls.counters().aborted()).isEqualTo(1);
    }

    @Test
    void shouldInterruptRunningCallOnlyWhenItsKindAllows() throws Exception {
        open(1, 4);
        AtomicInteger interruptedBystanders = new AtomicInteger();
        calls.add(6, "sleep", CallKind.INTERRUPTIBLE, call -> {
            ran.add(call.first());
            try {
                permits.acquire();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt(); // as the book says, and so it is left over
                throw interrupted;
            }
            return 0;
        });
        calls.add(7, "bystander", CallKind.BLOCKING, call -> {
            if (Thread.currentThread().isInterrupted()) {
                interruptedBystanders.incrementAndGet();
            }
            return 0;
        });
        calls.add(8, "deaf", CallKind.BLOCKING, call -> {
            ran.add(call.first());
            while (!call.isAbortRequested()) {
                Thread.onSpinWait();
            }
            return Thread.currentThread().isInterrupted() ? 1 : 77;
        });
        machine.call(0, "caller", () -> {
            ThreadPort own = Lwkt.current().port();
            Call call = new Call(6);
            Call bystander = new Call(7);
            call.abortable(Call.GIVE_UP);
            for (int i = 0; i < 200; i++) {
                calls.sendMessage(call.arguments(i));
                if (i % 2 == 0) {
                    awaitRunning(i + 1);
                }
                calls.sendMessage(bystander);
                call.abortMessage();
                assertThat(own.waitReply(call)).isEqualTo(Message.ABORTED);
                assertThat(own.waitReply(bystander)).isZero();
                while (ran.size() <= i) {
                    ran.add(-1L); // it never ran
                }
            }
            call.number(8);
            calls.sendMessage(call);
            awaitRunning(201);
            call.abortMessage();
            assertThat(own.waitReply(call)).as("as its handler says").isEqualTo(77);
            return null;
        });
        assertThat(interruptedBystanders).hasValue(0);
    }

    @Test
    void shouldServeOrdinaryAndVirtualThreads() throws Exception {
        open(2, 4);
        permits.release(1000);
        calls.add(9, "who", CallKind.IN_PLACE, call -> {
            call.result(Thread.currentThread());
            return 0;
        });
        Runnable body = () -> {
            ForeignPort own = new ForeignPort(4);
            Call call = new Call(WAIT);
            call.replyTo(own);
            assertThat(calls.doMessage(call.arguments(1))).isZero();
            assertThat(calls.doMessage(call.number(9))).isZero();
            assertThat(call.result()).isSameAs(Thread.currentThread());
            assertThat(calls.doMessage(call.number(99))).isEqualTo(CallPort.NO_SUCH_CALL);
            assertThat(own.underWay()).isZero();
        };
        body.run();
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try {
                body.run();
                done.complete(null);
            } catch (Throwable failure) {
                done.completeExceptionally(failure);
            }
        });
        done.get(SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void shouldGiveUpWhenOrdinaryCallerHasWaitedLongEnough() throws Exception {
        open(1, 4);
        calls.add(6, "sleep", CallKind.INTERRUPTIBLE, call -> {
            permits.acquire();
            return 0;
        });
        ForeignPort own = new ForeignPort(4);
        Call call = new Call(6);
        call.abortable(Call.GIVE_UP);
        assertThatThrownBy(() -> own.doMessage(calls, call, Duration.ofMillis(20)))
                .isInstanceOf(TimeoutException.class);
        assertThat(own.waitReply(call)).isEqualTo(Message.ABORTED);
    }

    /// Whoever adds, once `add` has returned every CPU and every ordinary thread gets an answer.
    @Test
    void shouldShowHandlerToAllWhenAddedAtRunTime() throws Exception {
        open(1, 2);
        ForeignPort own = new ForeignPort(1);
        for (int number = 100; number < 300; number++) {
            int added = number;
            if (number % 2 == 0) {
                calls.add(added, "late", CallKind.IN_PLACE, call -> 0);
            } else {
                machine.call(1, "adder", () -> {
                    calls.add(added, "late", CallKind.IN_PLACE, call -> 0);
                    return null;
                });
            }
            for (int cpu = 0; cpu < 2; cpu++) {
                assertThat(machine.call(cpu, "caller", () -> calls.doMessage(new Call(added))))
                        .isZero();
            }
            assertThat(calls.doMessage(new Call(added).replyTo(own))).isZero();
        }
    }

    @Test
    void shouldAnswerWhatWaitsWhenClosed() throws Exception {
        open(1, 8);
        CompletableFuture<List<Integer>> results = new CompletableFuture<>();
        machine.spawn(0, "caller", () -> {
            for (int i = 0; i < 5; i++) {
                calls.sendMessage(new Call(WAIT).arguments(i));
            }
            List<Integer> got = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                got.add(Lwkt.current().port().waitMessage().error());
            }
            results.complete(got);
        });
        awaitRunning(1);
        while (calls.depth() < 4) {
            Thread.onSpinWait();
        }
        calls.close();
        permits.release(1);
        assertThat(results.get(SECONDS, TimeUnit.SECONDS))
                .containsExactly(
                        Message.TARGET_ENDED, Message.TARGET_ENDED, Message.TARGET_ENDED, Message.TARGET_ENDED, 0);
        assertThat(machine.call(1, "caller", () -> calls.doMessage(new Call(WAIT))))
                .isEqualTo(Message.TARGET_ENDED);
        assertThat(machine.call(1, "caller", () -> calls.doMessage(new Call(12345))))
                .isEqualTo(Message.TARGET_ENDED);
        awaitNoThreadNamed("calls-");
    }

    /// What one reply handler throws is its own: the calls behind are answered, and the threads end.
    @Test
    void shouldAnswerTheRestWhenReplyHandlerThrowsWhileClosing() throws Exception {
        open(1, 8);
        ReplyPort failing = new ReplyPort("failing", reply -> {
            throw new IllegalStateException("by design");
        });
        machine.call(0, "caller", () -> {
            calls.sendMessage(new Call(WAIT));
            awaitRunning(1);
            calls.sendMessage((Call) new Call(WAIT).replyTo(failing));
            return null;
        });
        CompletableFuture<Integer> behind = new CompletableFuture<>();
        machine.spawn(1, "behind", () -> behind.complete(calls.doMessage(new Call(WAIT))));
        while (calls.depth() < 2) {
            Thread.onSpinWait();
        }
        calls.close();
        assertThat(behind.get(SECONDS, TimeUnit.SECONDS)).isEqualTo(Message.TARGET_ENDED);
        permits.release(1);
        awaitNoThreadNamed("calls-");
    }

    /// An interruption closes the channel that the handler is blocked on, and that may throw as well.
    @Test
    void shouldEndCallWhoseChannelThrowsWhenInterrupted() throws Exception {
        open(1, 4);
        calls.add(6, "sleep on a channel", CallKind.INTERRUPTIBLE, call -> {
            new BrokenChannel().sleep(() -> {
                ran.add(0L);
                permits.acquire();
            });
            return 0;
        });
        machine.call(0, "caller", () -> {
            Call call = new Call(6);
            call.abortable(Call.GIVE_UP);
            for (int i = 1; i <= 3; i++) { // the threads that interrupt and that work live on
                calls.sendMessage(call);
                awaitRunning(i);
                call.abortMessage();
                assertThat(Lwkt.current().port().waitReply(call)).isEqualTo(Message.ABORTED);
            }
            return null;
        });
    }

    /// Passing and closing at the same moment: whichever comes first, the call is answered.
    @Test
    void shouldAnswerEveryCallWhenClosedMeanwhile() throws Exception {
        for (int round = 0; round < 30; round++) {
            CallPort port = new CallPort(
                    machine, CallPortConfig.named("closing").withThreads(2).withQueueBound(4));
            port.add(0, "nothing", CallKind.BLOCKING, call -> 0);
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch ended = new CountDownLatch(4);
            for (int i = 0; i < 4; i++) {
                machine.spawn(i & 1, "caller", () -> {
                    Call call = new Call(0);
                    while (port.doMessage(call) != Message.TARGET_ENDED) {
                        begun.countDown();
                        Lwkt.giveWay();
                    }
                    ended.countDown();
                });
            }
            begun.await();
            port.close();
            assertThat(ended.await(SECONDS, TimeUnit.SECONDS))
                    .as("round %d", round)
                    .isTrue();
        }
        awaitNoThreadNamed("closing-");
    }

    @Test
    void shouldStopMachineWhileCallRunsAndForgetItsAnswer() throws Exception {
        open(1, 4);
        machine.spawn(0, "caller", () -> calls.doMessage(new Call(WAIT)));
        awaitRunning(1);
        machine.close();
        permits.release(1);
        while (calls.counters().late() == 0) {
            Thread.onSpinWait();
        }
        permits.release(1);
        Call later = new Call(WAIT);
        later.replyTo(new ForeignPort(1));
        assertThat(calls.doMessage(later)).as("the thread of the pool lives").isZero();
        assertThatThrownBy(() -> calls.add(50, "late", CallKind.IN_PLACE, call -> 0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("which is stopped");
    }

    /// A handler's helper that interrupts too late meets a thread that waits for work, which must go on waiting.
    @Test
    void shouldForgetInterruptionThatComesBetweenCalls() throws Exception {
        open(1, 4);
        calls.add(6, "who", CallKind.BLOCKING, call -> {
            call.result(Thread.currentThread());
            return 0;
        });
        Thread worker = machine.call(0, "caller", () -> {
            Call call = new Call(6);
            calls.doMessage(call);
            return (Thread) call.result();
        });
        while (worker.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        worker.interrupt();
        long until = SystemClock.INSTANCE.nowNs() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (worker.isInterrupted() || worker.getState() != Thread.State.WAITING) {
            assertThat(SystemClock.INSTANCE.nowNs() - until).isNegative();
        }
    }

    /// A handler may keep a call and have another thread answer it.
    @Test
    void shouldLeaveAnswerToHandlerThatKeepsTheCall() throws Exception {
        open(1, 4);
        CompletableFuture<ThreadPort> service = new CompletableFuture<>();
        machine.spawn(1, "service", () -> {
            service.complete(Lwkt.current().port());
            while (true) {
                Call call = (Call) Lwkt.current().port().waitMessage();
                call.value(call.first() + 1);
                call.replyMessage(0);
            }
        });
        ThreadPort target = service.get();
        CallHandler pass = call -> {
            target.forwardMessage(call);
            return Message.ASYNC;
        };
        calls.add(20, "pass in place", CallKind.IN_PLACE, pass);
        calls.add(21, "pass from the pool", CallKind.BLOCKING, pass);
        for (int number = 20; number <= 21; number++) {
            Call call = new Call(number).arguments(41);
            assertThat(machine.call(0, "caller", () -> calls.doMessage(call))).isZero();
            assertThat(call.value()).isEqualTo(42);
        }
    }

    private void open(int threads, int bound) {
        calls = new CallPort(
                machine, CallPortConfig.named("calls").withThreads(threads).withQueueBound(bound));
        calls.add(WAIT, "wait", CallKind.BLOCKING, call -> {
            ran.add(call.first());
            permits.acquire();
            return 0;
        });
    }

    private void awaitRunning(int handlers) {
        while (ran.size() < handlers) {
            Thread.onSpinWait();
        }
    }

    /// A channel of somebody else that cannot be closed. Owner: the thread that sleeps.
    private static final class BrokenChannel extends AbstractInterruptibleChannel {
        void sleep(InterruptibleSleep sleep) throws IOException, InterruptedException {
            begin();
            try {
                sleep.run();
            } finally {
                end(false);
            }
        }

        @Override
        protected void implCloseChannel() {
            throw new IllegalStateException("by design");
        }
    }

    private interface InterruptibleSleep {
        void run() throws InterruptedException;
    }

    private static void awaitNoThreadNamed(String prefix) {
        while (Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().startsWith(prefix))) {
            Thread.onSpinWait();
        }
    }
}
