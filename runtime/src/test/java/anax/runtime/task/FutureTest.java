package anax.runtime.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/// Futures: set once, seen by all.
class FutureTest {

    @Test
    void shouldGiveEveryReaderTheFirstValue() {
        SeededRun.forEachSeed(run -> {
            Future<String> future = new Future<>(run.machine.machine().cpu(run.anyCpu()));
            String[] first = {null};
            for (int i = 0; i < 3; i++) {
                String value = "value " + i;
                run.thread("writer", () -> {
                    run.pause();
                    if (future.complete(value)) {
                        assertThat(first[0]).as("set before").isNull();
                        first[0] = value;
                    }
                });
            }
            for (int i = 0; i < 4; i++) {
                run.thread("reader", () -> {
                    run.pause();
                    run.log.add(future.get());
                });
            }
            run.runToEnd();
            assertThat(run.log).hasSize(4).containsOnly(first[0]);
            assertThat(run.machine.call(future.home().id(), "look", future::isDone))
                    .isTrue();
        });
    }

    @Test
    void shouldThrowFailureAtEveryReader() {
        SeededRun.forEachSeed(run -> {
            Future<String> future = new Future<>(run.machine.machine().cpu(run.anyCpu()));
            IllegalArgumentException reason = new IllegalArgumentException("by design");
            for (int i = 0; i < 3; i++) {
                run.thread(
                        "reader",
                        () -> assertThatThrownBy(future::get)
                                .isInstanceOf(TaskFailedException.class)
                                .hasMessage("future failed: java.lang.IllegalArgumentException: by design")
                                .hasCause(reason));
            }
            run.thread("writer", () -> {
                assertThat(future.fail(reason)).isTrue();
                assertThat(future.complete("late")).isFalse();
            });
            run.runToEnd();
        });
    }

    @Test
    void shouldLeaveValueToOthersWhenReaderIsCancelled() {
        int[] outcomes = new int[2];
        SeededRun.forEachSeed(run -> {
            Future<String> future = new Future<>(run.machine.machine().cpu(run.anyCpu()));
            Task doomed = run.thread("doomed", () -> {
                try {
                    assertThat(future.get()).isEqualTo("value");
                    outcomes[0]++;
                } catch (CancelledException told) {
                    outcomes[1]++;
                }
            });
            run.thread("reader", () -> run.log.add(future.get()));
            run.thread("canceller", () -> {
                run.pause();
                doomed.cancel();
            });
            run.thread("writer", () -> {
                run.pause();
                future.complete("value");
            });
            run.runToEnd();
            assertThat(run.log).containsExactly("value");
        });
        assertThat(outcomes).as("got it, and told").doesNotContain(0);
    }
}
