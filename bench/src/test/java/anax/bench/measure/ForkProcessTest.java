package anax.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Forks that are shell scripts: what a parent makes of how they end.
class ForkProcessTest {
    private static final ForkRequest REQUEST = new ForkRequest("suite", "", "test.group", 2, Plan.quick());

    private final List<Double> shares = new ArrayList<>();
    private final OnExit onExit = OnExit.detached();

    @TempDir
    private Path folder;

    @Test
    void shouldReadTheResultAndRelayProgress() throws Exception {
        ForkResult result = fork("""
                echo "progress 0.25"; echo "something else"; echo "progress 1.0"
                echo '{"runs":[],"facts":{"collector":"Parallel"}}' > "$3"
                """);
        assertThat(result.facts()).containsEntry("collector", "Parallel");
        assertThat(shares).containsExactly(0.25, 1.0);
    }

    @Test
    void shouldGiveTheForkItsRequest() throws Exception {
        fork("cp \"$2\" " + folder.resolve("seen.json") + "; echo '{\"runs\":[],\"facts\":{}}' > \"$3\"");
        assertThat(Files.readString(folder.resolve("seen.json"))).contains("\"bench\":\"test.group\"", "\"cpus\":2");
    }

    @Test
    void shouldTellWhatTheForkSaidWhenItFails() {
        ForkFailure failure =
                catchThrowableOfType(ForkFailure.class, () -> fork("echo 'message 7 came back wrong' >&2; exit 1"));
        assertThat(failure)
                .hasMessage("the fork that measured test.group ended with code 1; it said:\nmessage 7 came back wrong");
        assertThat(failure.isInterrupted()).isFalse();
    }

    @Test
    void shouldTellAnInterruptionFromAFailure() {
        ForkFailure failure = catchThrowableOfType(ForkFailure.class, () -> fork("exit 130"));
        assertThat(failure.isInterrupted()).isTrue();
    }

    @Test
    void shouldLeaveNoFilesBehind() throws Exception {
        Path place = folder.resolve("place");
        fork("dirname \"$3\" > " + place + "; echo '{\"runs\":[],\"facts\":{}}' > \"$3\"");
        assertThat(Path.of(Files.readString(place).strip())).doesNotExist();
    }

    /// What the JVM's shutdown does on Ctrl-C: the fork dies and its files go, while the parent still waits for
    /// it.
    @Test
    void shouldKillTheForkAndDeleteItsFilesWhenTheProgramEnds() throws Exception {
        Path place = folder.resolve("place");
        Thread ender = Thread.ofPlatform().start(() -> {
            awaitText(place);
            onExit.runAll();
        });
        ForkFailure failure = catchThrowableOfType(
                ForkFailure.class, () -> fork("echo \"$$ $(dirname \"$3\")\" > " + place + "; exec sleep 60"));
        ender.join();
        String[] pidAndFolder = Files.readString(place).strip().split(" ");
        assertThat(failure).hasMessageContaining("ended with code 137");
        assertThat(ProcessHandle.of(Long.parseLong(pidAndFolder[0])).filter(ProcessHandle::isAlive))
                .isEmpty();
        assertThat(Path.of(pidAndFolder[1])).doesNotExist();
    }

    private static void awaitText(Path file) {
        try {
            while (!Files.exists(file) || Files.size(file) == 0) {
                Thread.onSpinWait();
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private ForkResult fork(String script) throws Exception {
        ForkCommandLine line = new ForkCommandLine(List.of("bash", "-c", script, "bash"));
        return new ForkProcess(line, onExit, (_, share) -> shares.add(share)).run(REQUEST);
    }
}
