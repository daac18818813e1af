package anax.runtime.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import anax.runtime.Lwkt;
import anax.runtime.Machine;
import anax.runtime.MachineConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Ordinary Java threads that wait for tasks, on a machine of two real CPUs.
@Tag("collector")
@Timeout(60)
class OrdinaryThreadTest {
    private static final Duration SOON = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int ROUNDS = 2_000;

    @Test
    void shouldJoinThreadsAsTheyEnd() {
        try (Machine machine = Machine.boot(MachineConfig.ofCpus(2).withDebug(false))) {
            int[] ended = {0};
            for (int round = 0; round < ROUNDS; round++) {
                Task.create(machine, round % 2, "worker", () -> ended[0]++).join();
                assertThat(ended[0]).as("what the thread wrote is seen").isEqualTo(round + 1);
            }
            Task failing = Task.create(machine, 0, "failing", () -> {
                throw new IllegalArgumentException("by design");
            });
            assertThatThrownBy(failing::join)
                    .isInstanceOf(TaskFailedException.class)
                    .hasRootCauseMessage("by design");
        }
    }

    @Test
    void shouldWaitNoLongerThanAllowed() throws TimeoutException, InterruptedException {
        try (Machine machine = Machine.boot(MachineConfig.ofCpus(2))) {
            Future<String> future = new Future<>(machine.cpu(1));
            Task waiter = Task.create(machine, 0, "waiter", future::get);
            assertThatThrownBy(() -> waiter.join(SOON)).isInstanceOf(TimeoutException.class);
            assertThatThrownBy(() -> future.get(SOON)).isInstanceOf(TimeoutException.class);
            assertThat(future.complete("value")).isTrue();
            assertThat(future.complete("late")).isFalse();
            waiter.join(LONG);
            assertThat(future.get(LONG)).isEqualTo("value");
            assertThat(future.get()).isEqualTo("value");
        }
    }

    @Test
    void shouldCancelThreadsThatWait() {
        try (Machine machine = Machine.boot(MachineConfig.ofCpus(2))) {
            Semaphore never = new Semaphore(machine.cpu(1), 0);
            Future<String> began = new Future<>(machine.cpu(0));
            boolean[] told = {false};
            Task waiter = Task.create(machine, 0, "waiter", () -> {
                began.complete("began");
                try {
                    never.acquire();
                } catch (CancelledException end) {
                    told[0] = true;
                }
            });
            began.get();
            waiter.cancel();
            waiter.join();
            assertThat(told[0]).isTrue();
        }
    }

    /// Permits and items go in and out from both sides.
    @Test
    void shouldPassItemsBothWays() throws InterruptedException, ExecutionException {
        try (Machine machine = Machine.boot(MachineConfig.ofCpus(2).withDebug(false));
                ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Channel<Integer> in = new Channel<>(machine.cpu(0), 4);
            Channel<Integer> out = new Channel<>(machine.cpu(1), 4);
            Semaphore turns = new Semaphore(machine.cpu(1), 1);
            Task doubling = Task.create(machine, 0, "doubling", () -> {
                for (Integer item = in.receive(); item != null; item = in.receive()) {
                    out.send(2 * item);
                }
                out.close();
            });
            List<java.util.concurrent.Future<?>> senders = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                int from = i * 100;
                senders.add(executor.submit(() -> {
                    for (int item = from; item < from + 100; item++) {
                        turns.acquire();
                        in.send(item);
                        turns.release();
                    }
                }));
            }
            java.util.concurrent.Future<?> closer = executor.submit(() -> {
                for (java.util.concurrent.Future<?> sender : senders) {
                    sender.get();
                }
                in.close();
                return null;
            });
            int sum = 0;
            int count = 0;
            for (Integer item = out.receive(); item != null; item = out.receive()) {
                sum += item;
                count++;
            }
            doubling.join();
            closer.get();
            assertThat(count).isEqualTo(300);
            assertThat(sum).isEqualTo(2 * 300 * 299 / 2);
            assertThat(in.send(1)).isFalse();
            assertThat(turns.tryAcquire(1)).isTrue();
            assertThat(turns.tryAcquire(1)).isFalse();
        }
    }

    @Test
    void shouldTellWhoWaitsThatTheMachineStopped() throws InterruptedException {
        CountDownLatch waits = new CountDownLatch(1);
        Throwable[] got = {null};
        Thread joiner;
        try (Machine machine = Machine.boot(MachineConfig.ofCpus(2))) {
            Task forever = Task.create(machine, 0, "forever", () -> Lwkt.block("nothing"));
            joiner = Thread.ofPlatform().start(() -> {
                waits.countDown();
                try {
                    forever.join();
                } catch (RuntimeException end) {
                    got[0] = end;
                }
            });
            waits.await();
            joiner.join(50); // it is on its way to wait, or waits
        }
        joiner.join(TimeUnit.SECONDS.toMillis(10));
        assertThat(joiner.isAlive()).isFalse();
        assertThat(got[0]).isInstanceOfAny(CancellationException.class, IllegalStateException.class);
    }
}
