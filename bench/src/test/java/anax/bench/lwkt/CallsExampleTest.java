package anax.bench.lwkt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import anax.runtime.Machine;
import anax.runtime.MachineConfig;
import anax.runtime.task.TaskFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The example of system calls: added while the machine runs, and answered in three ways.
@Timeout(60)
class CallsExampleTest {

    @TempDir
    private Path home;

    @Test
    void shouldAnswerEachCallOnEachCpu() throws IOException {
        Path file = Files.writeString(home.resolve("text"), "one\ntwo\nthree\n");
        try (Machine machine = Machine.boot(MachineConfig.ofCpus(2).withDebug(false))) {
            List<String> said = CallsExample.run(machine, file);
            assertThat(said).hasSize(7);
            assertThat(said.getFirst()).isEqualTo("before they were added: no such call");
            for (int cpu = 0; cpu < 2; cpu++) {
                String who = "CPU " + cpu;
                assertThat(said.subList(1 + 3 * cpu, 4 + 3 * cpu))
                        .satisfiesExactly(
                                where -> assertThat(where).isEqualTo(who + ": where: answered in place"),
                                lines -> assertThat(lines).startsWith(who + ": lines: 3 in " + file),
                                alarm -> assertThat(alarm).matches(who + ": alarm: replied after [0-9.]+ ms"));
            }
        }
    }

    @Test
    void shouldBringFailureOfHandlerToTheProgram() {
        try (Machine machine = Machine.boot(MachineConfig.ofCpus(1).withDebug(false))) {
            assertThatThrownBy(() -> CallsExample.run(machine, home.resolve("none")))
                    .isInstanceOf(TaskFailedException.class)
                    .hasRootCauseInstanceOf(NoSuchFileException.class);
        }
    }
}
