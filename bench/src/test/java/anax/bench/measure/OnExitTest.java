package anax.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OnExitTest {
    private final List<String> ran = new ArrayList<>();
    private final OnExit onExit = OnExit.detached();

    @Test
    void shouldRunTheNewestActionFirst() {
        onExit.add(() -> ran.add("delete files"));
        onExit.add(() -> ran.add("kill process"));
        onExit.runAll();
        assertThat(ran).containsExactly("kill process", "delete files");
    }

    @Test
    void shouldNotRunWhatWasTakenBack() {
        try (OnExit.Registration _ = onExit.add(() -> ran.add("kill process"))) {
            assertThat(onExit.hasBegun()).isFalse();
        }
        onExit.runAll();
        assertThat(ran).isEmpty();
        assertThat(onExit.hasBegun()).isTrue();
    }

    @Test
    void shouldRunAtOnceWhatIsAddedAfterTheEndHasBegun() {
        onExit.runAll();
        onExit.add(() -> ran.add("kill process"));
        assertThat(ran).containsExactly("kill process");
    }

    @Test
    void shouldGoOnWhenAnActionFails() {
        onExit.add(() -> ran.add("delete files"));
        onExit.add(() -> {
            throw new IllegalStateException("refused");
        });
        onExit.runAll();
        assertThat(ran).containsExactly("delete files");
    }
}
