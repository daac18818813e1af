package anax.runtime.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import anax.runtime.Lwkt;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Locals: each thread has its own, wherever it runs.
class TaskLocalTest {
    private static final TaskLocal<List<String>> NOTES = new TaskLocal<>(ArrayList::new);
    private static final TaskLocal<Integer> NUMBER = new TaskLocal<>(() -> 7);

    @Test
    void shouldKeepValuesOfThreadsApart() {
        SeededRun.forEachSeed(run -> {
            for (int i = 0; i < 5; i++) {
                int number = i;
                run.thread("thread", () -> {
                    assertThat(NUMBER.get()).isEqualTo(7);
                    NUMBER.set(number);
                    NOTES.get().add("note " + number);
                    run.pause();
                    Lwkt.moveTo(run.anyCpu());
                    assertThat(NUMBER.get()).isEqualTo(number);
                    assertThat(NOTES.get()).containsExactly("note " + number);
                    NUMBER.remove();
                    assertThat(NUMBER.get()).isEqualTo(7);
                });
            }
            run.runToEnd();
        });
    }

    @Test
    void shouldRefuseNull() {
        SeededRun.forEachSeed(run -> run.machine.call(0, "thread", () -> {
            assertThatThrownBy(() -> NUMBER.set(null)).hasMessageContaining("use remove");
            return null;
        }));
    }
}
