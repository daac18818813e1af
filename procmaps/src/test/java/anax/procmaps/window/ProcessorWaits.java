package anax.procmaps.window;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.Stream;

/// How much of a while the threads of this program could have run and waited for a processor that others had, as the
/// kernel counts it for each (`schedstat`): by that one knows whether the clock tells of the program or of the
/// machine.
///
/// Owner: one thread.
final class ProcessorWaits {
    private final InstantSource clock;
    private Instant since;
    private long before;

    /// From now on.
    ProcessorWaits(InstantSource clock) throws IOException {
        this.clock = clock;
        begin();
    }

    /// From now on.
    void begin() throws IOException {
        since = clock.instant();
        before = nanos();
    }

    /// The waits of all threads together as a part of the while.
    double share() throws IOException {
        return (double) Math.max(0, nanos() - before)
                / Duration.between(since, clock.instant()).toNanos();
    }

    private static long nanos() throws IOException {
        long sum = 0;
        try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
            for (Path task : tasks.toList()) {
                try {
                    sum += Long.parseLong(
                            Files.readString(task.resolve("schedstat")).split(" ")[1]);
                } catch (NoSuchFileException ended) {
                    // A thread that has ended meanwhile waits no more.
                }
            }
        }
        return sum;
    }
}
