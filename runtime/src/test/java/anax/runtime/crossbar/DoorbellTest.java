package anax.runtime.crossbar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DoorbellTest {

    @Test
    void shouldWakeNobodyWhenOwnerIsAwake() {
        Doorbell bell = new Doorbell();

        assertThat(bell.ring()).isFalse();
        bell.announcePark();
        bell.cancelPark();
        assertThat(bell.ring()).isFalse();
    }

    @Test
    void shouldTellExactlyOneOfManyRingersToWake() throws InterruptedException {
        int ringers = 8;
        for (int round = 0; round < 500; round++) {
            Doorbell bell = new Doorbell();
            bell.announcePark();
            CountDownLatch start = new CountDownLatch(1);
            AtomicInteger wakers = new AtomicInteger();
            Thread[] threads = new Thread[ringers];
            for (int i = 0; i < ringers; i++) {
                threads[i] = Thread.ofVirtual().start(() -> {
                    try {
                        start.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    if (bell.ring()) {
                        wakers.incrementAndGet();
                    }
                });
            }
            start.countDown();
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(wakers).hasValue(1);
            assertThat(bell.isParked()).isFalse();
        }
    }
}
