package anax.bench.designs.locked;

import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.dispatch.FlowTable;
import anax.netstack.dispatch.SipHash;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The table that threads share answers as the table of one CPU does, and keeps its flows while others change it.
@Timeout(60)
class SharedFlowsTest {
    private static final int FLOWS = 1 << 16;
    private static final int FEW_CHAINS = 4; // so that changes meet in a chain
    private static final int WRITERS = 3;
    private static final int CHANGES = 200_000; // long enough for threads to meet where processors are few
    private static final int HELD = 16;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shouldAnswerAsTheTableOfOneCpuDoesWhenOneThreadChangesIt(long seed) {
        final var random = new SplittableRandom(seed);
        final var shared = new SharedFlows<Integer>(FLOWS, new SipHash(seed, 1), SpinParkGuard::new, FEW_CHAINS);
        final var single = new FlowTable<Integer>(FLOWS, new SipHash(seed, 2));
        for (int i = 0; i < 5_000; i++) {
            final int remote = random.nextInt(16);
            final int port = random.nextInt(16);
            switch (random.nextInt(3)) {
                case 0 ->
                    assertThat(shared.insert(1, remote, 7, port, i)).isEqualTo(single.insert(1, remote, 7, port, i));
                case 1 -> assertThat(shared.remove(1, remote, 7, port)).isEqualTo(single.remove(1, remote, 7, port));
                default -> assertThat(shared.get(1, remote, 7, port)).isEqualTo(single.get(1, remote, 7, port));
            }
            assertThat(shared.size()).isEqualTo(single.size());
        }
    }

    @Test
    void shouldTellFlowsApartThatDifferInOneEnd() {
        final var shared = new SharedFlows<String>(FLOWS, new SipHash(1, 1), SpinParkGuard::new, 1);
        shared.insert(1, 2, 3, 4, "this");
        assertThat(shared.get(1, 2, 3, 4)).isEqualTo("this");
        assertThat(shared.get(2, 1, 3, 4)).isNull();
        assertThat(shared.get(1, 2, 4, 3)).isNull();
        assertThat(shared.get(1, -2, 3, 4)).isNull();
    }

    @Test
    void shouldRefuseWhenAStripeIsFull() {
        final var shared = new SharedFlows<String>(512, new SipHash(1, 1), SpinParkGuard::new, 1);
        assertThat(shared.insert(1, 2, 3, 1, "one")).isEqualTo(FlowTable.INSERTED);
        assertThat(shared.insert(1, 2, 3, 2, "two")).isEqualTo(FlowTable.INSERTED);
        assertThat(shared.insert(1, 2, 3, 3, "three")).isEqualTo(FlowTable.FULL);
        shared.remove(1, 2, 3, 1);
        assertThat(shared.insert(1, 2, 3, 3, "three")).isEqualTo(FlowTable.INSERTED);
    }

    @Test
    void shouldKeepFlowsFoundWhileThreadsChangeTheirChains() throws InterruptedException {
        final var shared = new SharedFlows<Integer>(FLOWS, new SipHash(3, 1), SpinParkGuard::new, FEW_CHAINS);
        for (int i = 0; i < 8; i++) {
            shared.insert(1, 2, 7, i, i);
        }
        final AtomicInteger missed = new AtomicInteger();
        final AtomicBoolean ended = new AtomicBoolean();
        final Thread reader = Thread.ofPlatform().start(() -> {
            while (!ended.get()) {
                for (int i = 0; i < 8; i++) {
                    final Integer found = shared.get(1, 2, 7, i);
                    if (found == null || found != i) {
                        missed.incrementAndGet();
                    }
                }
            }
        });
        final AtomicInteger wrong = new AtomicInteger();
        final CyclicBarrier together = new CyclicBarrier(WRITERS);
        final List<Thread> writers = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            final int own = 100 + writer;
            writers.add(Thread.ofPlatform().start(() -> change(shared, own, together, wrong)));
        }
        for (final Thread each : writers) {
            each.join();
        }
        ended.set(true);
        reader.join();
        assertThat(missed).hasValue(0);
        assertThat(wrong).hasValue(0);
        assertThat(shared.size()).isEqualTo(8);
    }

    /// Inserts and removes flows that no other thread has.
    private static void change(SharedFlows<Integer> shared, int own, CyclicBarrier together, AtomicInteger wrong) {
        try {
            together.await();
        } catch (InterruptedException | BrokenBarrierException failure) {
            throw new IllegalStateException(failure);
        }
        for (int i = 0; i < CHANGES + HELD; i++) {
            if (i < CHANGES && shared.insert(own, 2, 7, i % (2 * HELD), i) != FlowTable.INSERTED) {
                wrong.incrementAndGet();
            }
            if (i >= HELD && !Integer.valueOf(i - HELD).equals(shared.remove(own, 2, 7, (i - HELD) % (2 * HELD)))) {
                wrong.incrementAndGet();
            }
        }
    }
}
