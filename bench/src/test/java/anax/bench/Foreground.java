package anax.bench;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Command lines of programs that Ctrl-C reaches, as in the foreground of a terminal. A shell without job control has
/// what it puts into the background ignore SIGINT, and whatever that starts: a build in the background would
/// otherwise test nothing here.
final class Foreground {
    private static final List<String> ENV = List.of("env", "--default-signal=INT");

    private Foreground() {}

    /// The line that starts a program as in the foreground; skips the test where `env` cannot do that.
    static List<String> of(List<String> line) throws InterruptedException {
        assumeTrue(works(), "needs env with --default-signal, as of GNU coreutils 8.31");
        List<String> whole = new ArrayList<>(ENV);
        whole.addAll(line);
        return whole;
    }

    private static boolean works() throws InterruptedException {
        try {
            List<String> attempt = new ArrayList<>(ENV);
            attempt.add("true");
            return new ProcessBuilder(attempt)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException noEnv) {
            return false;
        }
    }
}
