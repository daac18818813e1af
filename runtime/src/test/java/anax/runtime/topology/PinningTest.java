package anax.runtime.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class PinningTest {

    @Test
    void shouldTieOnlyTheCallingThread() throws Exception {
        Topology topology = Topology.ofThisProcess();
        int processor = topology.processorOf(topology.processorCount() - 1);
        String before = allowedListOfCaller();

        String inside = onNewThread(() -> {
            PinOutcome outcome = Pinning.openHft().pinCurrentThread(processor);
            assertThat(outcome).isEqualTo(new PinOutcome(processor, true, ""));
            return allowedListOfCaller();
        });

        assertThat(inside).isEqualTo(String.valueOf(processor));
        assertThat(allowedListOfCaller()).isEqualTo(before);
    }

    @Test
    void shouldAnswerWithReasonWhenProcessorDoesNotExist() throws Exception {
        PinOutcome outcome = onNewThread(() -> Pinning.openHft().pinCurrentThread(4000));

        assertThat(outcome.pinned()).isFalse();
        assertThat(outcome.reason()).isNotBlank();
    }

    @Test
    void shouldSayWhyNothingWasPinned() {
        assertThat(Pinning.none("switched off").pinCurrentThread(1))
                .isEqualTo(new PinOutcome(1, false, "switched off"));
    }

    private static String allowedListOfCaller() throws Exception {
        return Files.readString(Path.of("/proc/thread-self/status"))
                .lines()
                .filter(line -> line.startsWith("Cpus_allowed_list:"))
                .findFirst()
                .orElseThrow()
                .split(":")[1]
                .strip();
    }

    /// Runs on a thread of its own, so that the test's own thread stays as it was.
    private static <T> T onNewThread(Callable<T> body) throws Exception {
        FutureTask<T> task = new FutureTask<>(body);
        Thread.ofPlatform().start(task);
        return task.get();
    }
}
