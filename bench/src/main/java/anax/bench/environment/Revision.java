package anax.bench.environment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// Asks Git which revision the program was built from.
///
/// Owner: nobody; stateless. Runs a program; blocks for [#PATIENCE_SECONDS] at most.
public final class Revision {
    private static final int PATIENCE_SECONDS = 3;

    private Revision() {}

    /// The revision of the working tree that `place` lies in, with "-dirty" if files were changed; empty if it
    /// lies in none, or Git is missing or refuses.
    ///
    /// @param place a file or folder of the program
    public static String of(Path place) throws InterruptedException {
        Path folder = Files.isDirectory(place) ? place : place.toAbsolutePath().getParent();
        try {
            Process git = new ProcessBuilder(
                            "git", "-C", folder.toString(), "describe", "--always", "--dirty", "--abbrev=12")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!git.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                git.destroyForcibly();
                return "";
            }
            String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return git.exitValue() == 0 ? said : "";
        } catch (IOException missing) {
            return "";
        }
    }
}
