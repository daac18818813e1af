package anax.bench.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RevisionTest {
    @TempDir
    private Path folder;

    @Test
    void shouldBeEmptyOutsideOfAWorkingTree() throws InterruptedException {
        assertThat(Revision.of(folder)).isEmpty();
    }

    @Test
    void shouldSayThatFilesWereChanged() throws Exception {
        assumeTrue(run("git", "init", "-q") == 0, "git is not installed");
        Path file = Files.writeString(folder.resolve("file"), "one");
        run("git", "add", "file");
        run("git", "-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-q", "-m", "one");
        assertThat(Revision.of(file)).matches("[0-9a-f]{12}");
        Files.writeString(file, "two");
        assertThat(Revision.of(file)).matches("[0-9a-f]{12}-dirty");
    }

    private int run(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException missing) {
            return -1;
        }
    }
}
