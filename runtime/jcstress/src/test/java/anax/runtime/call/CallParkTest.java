package anax.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;

import anax.runtime.ForeignPort;
import anax.runtime.Machine;
import anax.runtime.MachineConfig;
import anax.runtime.Message;
import anax.runtime.clock.SystemClock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Threads of a pool that park between any two calls, and callers that park for their replies, lose no wake-up.
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CallParkTest {
    private static final long RUN_NS = TimeUnit.SECONDS.toNanos(Long.getLong("anax.parkLoopSeconds"));
    private static final Duration LOST = Duration.ofSeconds(20);
    private static final int CALLERS = 3; // as threads of the pool, so that any of the bells may be the right one
    private static final int SPINS = 256;
    private static final int FEWEST_ROUNDS = 500;

    @Test
    void shouldLoseNoWakeUpWhenThreadsOfPoolParkBetweenCalls() throws Exception {
        AtomicInteger rounds = new AtomicInteger();
        try (Machine machine = Machine.boot(MachineConfig.ofCpus(1).withPin(false));
                CallPort calls = new CallPort(
                        machine,
                        CallPortConfig.named("parking").withThreads(CALLERS).withQueueBound(4))) {
            calls.add(0, "nothing", CallKind.BLOCKING, call -> 0);
            CompletableFuture<?>[] ends = new CompletableFuture<?>[CALLERS];
            for (int caller = 0; caller < CALLERS; caller++) {
                CompletableFuture<Integer> end = new CompletableFuture<>();
                ends[caller] = end;
                int first = caller * SPINS / CALLERS;
                Thread.ofPlatform().start(() -> {
                    try {
                        end.complete(rounds.addAndGet(ask(calls, first)));
                    } catch (Throwable lost) {
                        end.completeExceptionally(lost);
                    }
                });
            }
            CompletableFuture.allOf(ends).get();
        }
        System.out.println("holds   CallPool: " + rounds + " calls out and back by " + CALLERS + " callers that park");
        assertThat(rounds).hasValueGreaterThan(FEWEST_ROUNDS);
    }

    private static int ask(CallPort calls, int firstSpins) throws Exception {
        ForeignPort own = new ForeignPort(1);
        Call call = new Call(0);
        final long startNs = SystemClock.INSTANCE.nowNs();
        int rounds = 0;
        while (SystemClock.INSTANCE.nowNs() - startNs < RUN_NS) {
            final int answer = own.doMessage(calls, call, LOST);
            if (answer == Message.NO_ROOM) { // a worker lost its processor in the midst of a take
                Thread.onSpinWait();
                continue;
            }
            assertThat(answer).isZero();
            rounds++;
            // So that the next call meets the worker at every step on its way to park.
            for (int i = (firstSpins + rounds) % SPINS; i > 0; i--) {
                Thread.onSpinWait();
            }
        }
        return rounds;
    }
}
