package anax.bench.designs.locked;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The lock of the locked designs lets one thread in, and tells readers when somebody was in.
@Timeout(60)
class SpinParkGuardTest {
    private static final int THREADS = 4;
    private static final int ROUNDS = 50_000;

    private final SpinParkGuard guard = new SpinParkGuard();
    private long first; // guarded
    private long second; // guarded; what first is, between two entries

    @Test
    void shouldLetOneInAtATimeWhenManyWantIn() throws InterruptedException {
        run(() -> {
            for (int i = 0; i < ROUNDS; i++) {
                guard.enter();
                first++;
                second++;
                guard.leave();
            }
        });
        assertThat(first).isEqualTo((long) THREADS * ROUNDS);
        assertThat(second).isEqualTo(first);
    }

    @Test
    void shouldKeepOthersOutWhenOneStays() throws InterruptedException {
        final CountDownLatch wants = new CountDownLatch(1);
        final AtomicBoolean wasIn = new AtomicBoolean();
        guard.enter();
        final Thread other = Thread.ofPlatform().start(() -> {
            wants.countDown();
            guard.enter();
            wasIn.set(true);
            guard.leave();
        });
        wants.await();
        other.join(200); // long enough for it to have given up spinning
        assertThat(wasIn).isFalse();
        guard.leave();
        other.join();
        assertThat(wasIn).isTrue();
    }

    @Test
    void shouldTrustAReadingWhenNobodyWasIn() {
        guard.enter();
        guard.leave();
        assertThat(guard.endRead(guard.beginRead())).isTrue();
    }

    @Test
    void shouldRefuseAReadingWhenSomebodyWasInMeanwhile() {
        final long begun = guard.beginRead();
        guard.enter();
        assertThat(guard.endRead(begun)).isFalse();
        guard.leave();
        assertThat(guard.endRead(begun)).isFalse();
    }

    @Test
    void shouldShowReadersAllOrNothingOfAChange() throws InterruptedException {
        final AtomicBoolean torn = new AtomicBoolean();
        final Thread[] readers = new Thread[2];
        final AtomicBoolean ended = new AtomicBoolean();
        for (int i = 0; i < readers.length; i++) {
            readers[i] = Thread.ofPlatform().start(() -> {
                while (!ended.get()) {
                    final long begun = guard.beginRead();
                    final long one = first;
                    final long other = second;
                    if (guard.endRead(begun) && one != other) {
                        torn.set(true);
                    }
                }
            });
        }
        run(() -> {
            for (int i = 0; i < ROUNDS; i++) {
                guard.enter();
                first++;
                second++;
                guard.leave();
            }
        });
        ended.set(true);
        for (final Thread reader : readers) {
            reader.join();
        }
        assertThat(torn).isFalse();
    }

    private static void run(Runnable body) throws InterruptedException {
        final List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            threads.add(Thread.ofPlatform().start(body));
        }
        for (final Thread each : threads) {
            each.join();
        }
    }
}
