package anax.runtime.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Barriers: nobody goes on before all of a round have come.
class BarrierTest {
    private static final int PARTIES = 5;
    private static final int ROUNDS = 4;

    @Test
    void shouldHoldEachUntilAllHaveCome() {
        SeededRun.forEachSeed(run -> {
            Barrier barrier = new Barrier(run.machine.machine().cpu(run.anyCpu()), PARTIES);
            int[] come = new int[ROUNDS];
            boolean[][] places = new boolean[ROUNDS][PARTIES];
            for (int i = 0; i < PARTIES; i++) {
                run.thread("party", () -> {
                    for (int round = 0; round < ROUNDS; round++) {
                        run.pause();
                        come[round]++;
                        int place = barrier.await();
                        assertThat(come[round]).isEqualTo(PARTIES);
                        assertThat(places[round][place]).as("taken twice").isFalse();
                        places[round][place] = true;
                    }
                });
            }
            run.runToEnd();
        });
    }

    @Test
    void shouldCountOneLessWhenOneIsCancelled() {
        int[] outcomes = new int[2];
        SeededRun.forEachSeed(run -> {
            Barrier barrier = new Barrier(run.machine.machine().cpu(run.anyCpu()), 2);
            List<Task> parties = new ArrayList<>();
            int[] released = {0};
            for (int i = 0; i < 2; i++) {
                long lateNs = i == 0 ? 0 : 1 + run.random.nextInt(100_000);
                parties.add(run.thread("party", () -> {
                    try {
                        Task.sleep(lateNs);
                        barrier.await();
                        released[0]++;
                    } catch (CancelledException told) {
                        outcomes[0]++;
                    }
                }));
            }
            run.thread("canceller", () -> {
                Task.sleep(run.random.nextInt(100_000));
                parties.getFirst().cancel();
            });
            run.machine.runToRest();
            if (released[0] == 0) {
                run.thread("substitute", barrier::await);
            } else {
                outcomes[1]++;
                assertThat(released[0]).isEqualTo(2);
            }
            run.runToEnd();
        });
        assertThat(outcomes).as("told, and released").doesNotContain(0);
    }

    @Test
    void shouldRefuseToBeForNobody() {
        SeededRun.forEachSeed(run -> assertThatThrownBy(
                        () -> new Barrier(run.machine.machine().cpu(0), 0))
                .hasMessage("0 parties were given to a barrier; use 1 or more"));
    }
}
