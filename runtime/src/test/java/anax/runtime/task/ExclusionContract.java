package anax.runtime.task;

import static org.assertj.core.api.Assertions.assertThat;

import anax.runtime.Cpu;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every lock of threads promises: one is in at a time, whoever wants in gets in, in the order of coming, and
/// who is cancelled while it waits leaves nothing behind. Each kind of lock is a subclass.
abstract class ExclusionContract {
    private static final int THREADS = 6;
    private static final int TURNS = 4;

    /// A lock as this suite sees it.
    interface Lock {
        void enter();

        void leave();
    }

    /// Makes one whose home is a CPU.
    abstract Lock lockOf(Cpu home);

    @Test
    void shouldLetOneInAtATime() {
        SeededRun.forEachSeed(run -> {
            Lock lock = lockOf(run.machine.machine().cpu(run.anyCpu()));
            int[] inside = {0};
            int[] turns = {0};
            for (int i = 0; i < THREADS; i++) {
                run.thread("locker-" + i, () -> {
                    for (int turn = 0; turn < TURNS; turn++) {
                        run.pause();
                        lock.enter();
                        assertThat(inside[0]++).as("others that are in").isZero();
                        run.pause();
                        inside[0]--;
                        turns[0]++;
                        lock.leave();
                    }
                });
            }
            run.runToEnd();
            assertThat(turns[0]).isEqualTo(THREADS * TURNS);
        });
    }

    @Test
    void shouldServeInOrderOfComing() {
        SeededRun.forEachSeed(run -> {
            Lock lock = lockOf(run.machine.machine().cpu(run.anyCpu()));
            holdWhile(run, lock, () -> {
                for (int i = 0; i < THREADS; i++) {
                    int number = i;
                    run.thread("locker", () -> {
                        lock.enter();
                        run.log.add("" + number);
                        run.pause();
                        lock.leave();
                    });
                    run.machine.runToRest(); // it waits
                }
            });
            assertThat(run.log)
                    .isEqualTo(IntStream.range(0, THREADS).mapToObj(i -> "" + i).toList());
        });
    }

    /// Cancelled while somebody leaves: each gets in, or is told; the others do in any case.
    @Test
    void shouldForgetCancelledThreads() {
        int[] outcomes = new int[2];
        SeededRun.forEachSeed(run -> {
            Lock lock = lockOf(run.machine.machine().cpu(run.anyCpu()));
            int[] inside = {0};
            List<Task> lockers = new ArrayList<>();
            boolean[] doomed = new boolean[THREADS];
            for (int i = 0; i < THREADS; i++) {
                boolean dies = run.random.nextBoolean();
                doomed[i] = dies;
                lockers.add(run.thread("locker", () -> {
                    try {
                        lock.enter();
                    } catch (CancelledException told) {
                        assertThat(dies).isTrue();
                        outcomes[0]++;
                        return;
                    }
                    outcomes[1]++;
                    assertThat(inside[0]++).isZero();
                    run.pause();
                    inside[0]--;
                    lock.leave();
                }));
            }
            run.thread("canceller", () -> {
                for (int i = 0; i < THREADS; i++) {
                    run.pause();
                    if (doomed[i]) {
                        lockers.get(i).cancel();
                    }
                }
            });
            run.runToEnd();
            run.thread("last", () -> {
                lock.enter();
                lock.leave();
                run.log.add("free");
            });
            run.runToEnd();
            assertThat(run.log).containsExactly("free");
        });
        assertThat(outcomes).as("told, and let in").doesNotContain(0);
    }

    /// Has a thread hold the lock while something is done.
    static void holdWhile(SeededRun run, Lock lock, Runnable action) {
        Semaphore over = new Semaphore(run.machine.machine().cpu(0), 0);
        run.thread("holder", () -> {
            lock.enter();
            over.acquire();
            lock.leave();
        });
        run.machine.runToRest();
        action.run();
        run.thread(0, "ender", over::release);
        run.runToEnd();
    }
}
