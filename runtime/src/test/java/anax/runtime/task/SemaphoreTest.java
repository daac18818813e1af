package anax.runtime.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import anax.runtime.Cpu;
import org.junit.jupiter.api.Test;

/// Semaphores; with one permit they are locks.
class SemaphoreTest extends ExclusionContract {

    @Override
    Lock lockOf(Cpu home) {
        Semaphore semaphore = new Semaphore(home, 1);
        return new Lock() {
            @Override
            public void enter() {
                semaphore.acquire();
            }

            @Override
            public void leave() {
                semaphore.release();
            }
        };
    }

    @Test
    void shouldNeverGiveMorePermitsThanThereAre() {
        SeededRun.forEachSeed(run -> {
            Semaphore semaphore = new Semaphore(run.machine.machine().cpu(run.anyCpu()), 3);
            int[] free = {3};
            for (int i = 0; i < 6; i++) {
                int count = 1 + i % 3;
                run.thread("user", () -> {
                    for (int turn = 0; turn < 3; turn++) {
                        semaphore.acquire(count);
                        free[0] -= count;
                        assertThat(free[0]).isNotNegative();
                        run.pause();
                        free[0] += count;
                        semaphore.release(count);
                    }
                });
            }
            run.runToEnd();
            run.thread("last", () -> {
                assertThat(semaphore.tryAcquire(4)).isFalse();
                assertThat(semaphore.tryAcquire(3)).isTrue();
            });
            run.runToEnd();
        });
    }

    /// Who wants two stands before who wants one, which is there: it goes when the first gives up, not before.
    @Test
    void shouldServeNextWhenFirstIsCancelled() {
        SeededRun.forEachSeed(run -> {
            Semaphore semaphore = new Semaphore(run.machine.machine().cpu(run.anyCpu()), 1);
            Task first = run.thread("first", () -> {
                assertThatThrownBy(() -> semaphore.acquire(2)).isInstanceOf(CancelledException.class);
                run.log.add("told");
            });
            run.machine.runToRest();
            run.thread("second", () -> {
                semaphore.acquire();
                run.log.add("served");
            });
            run.machine.runToRest();
            assertThat(run.log).isEmpty();
            run.thread("canceller", first::cancel);
            run.runToEnd();
            assertThat(run.log).containsExactlyInAnyOrder("told", "served");
        });
    }

    @Test
    void shouldRefuseMisuse() {
        SeededRun.forEachSeed(run -> run.machine.call(0, "user", () -> {
            assertThatThrownBy(() -> new Semaphore(-1))
                    .hasMessage("-1 permits were given to a semaphore; use 0 to 2^62");
            Semaphore semaphore = new Semaphore(0);
            assertThatThrownBy(() -> semaphore.acquire(0)).hasMessageContaining("0 permits were given");
            semaphore.release(1L << 62);
            assertThatThrownBy(semaphore::release).hasMessageContaining("give back what was taken");
            return null;
        }));
    }
}
