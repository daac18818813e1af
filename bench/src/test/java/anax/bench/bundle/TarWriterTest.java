package anax.bench.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarWriterTest {
    @TempDir
    private Path folder;

    @Test
    void shouldBeUnpackedByTar() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/tar")), "no /bin/tar to unpack with");
        String longName = "a/" + "long/".repeat(25) + "name";
        Path archive = folder.resolve("archive.tar");
        try (TarWriter tar = new TarWriter(Files.newOutputStream(archive))) {
            tar.file("a/empty", 0644, new byte[0]);
            tar.file("a/run", 0755, "#!/bin/sh\n".getBytes(StandardCharsets.UTF_8));
            tar.file(longName, 0644, new byte[513]);
        }
        Process process = new ProcessBuilder("/bin/tar", "xf", archive.toString(), "-C", folder.toString())
                .inheritIO()
                .start();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(folder.resolve("a/empty")).isEmptyFile();
        assertThat(folder.resolve("a/run")).hasContent("#!/bin/sh\n").isExecutable();
        assertThat(folder.resolve(longName)).hasSize(513);
        assertThat(Files.isExecutable(folder.resolve("a/empty"))).isFalse();
    }

    @Test
    void shouldRefuseANameThatIsTooLong() throws Exception {
        try (TarWriter tar = new TarWriter(new ByteArrayOutputStream())) {
            assertThatThrownBy(() -> tar.file("a/" + "x".repeat(101), 0644, new byte[1]))
                    .isInstanceOf(IOException.class)
                    .hasMessageEndingWith("is too long for an archive; give the file a shorter one");
        }
    }
}
