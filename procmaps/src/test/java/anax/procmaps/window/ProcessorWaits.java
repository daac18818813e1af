package anax.procmaps.window;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// How long threads of this program could have run and waited for a processor that others had, as the kernel counts
/// it for each (`schedstat`): what is left of the clock's time without it is the program's own, whatever else runs on
/// the machine.
///
/// Owner: one thread. Holds a descriptor for each thread that it looks at, for the life of the program.
final class ProcessorWaits {
    private final List<RandomAccessFile> threads = new ArrayList<>();

    private ProcessorWaits() {}

    /// Those of the thread that calls.
    static ProcessorWaits ofThisThread() throws IOException {
        var waits = new ProcessorWaits();
        waits.add(Path.of("/proc/thread-self").toRealPath());
        return waits;
    }

    /// Those of the threads whose names begin so, in the kernel, where a name has 15 characters at most.
    static ProcessorWaits ofThreads(List<String> beginnings) throws IOException {
        var waits = new ProcessorWaits();
        try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
            for (Path task : tasks.toList()) {
                String name = Files.readString(task.resolve("comm"));
                if (beginnings.stream().anyMatch(name::startsWith)) {
                    waits.add(task);
                }
            }
        }
        if (waits.threads.size() < beginnings.size()) {
            throw new IllegalStateException("of " + beginnings + " only " + waits.threads.size() + " are there");
        }
        return waits;
    }

    private void add(Path task) throws IOException {
        threads.add(new RandomAccessFile(task.resolve("schedstat").toFile(), "r"));
    }

    /// All together so far.
    long nanos() {
        try {
            long sum = 0;
            for (RandomAccessFile thread : threads) {
                byte[] text = new byte[64];
                thread.seek(0);
                int length = thread.read(text);
                sum += Long.parseLong(new String(text, 0, length, StandardCharsets.US_ASCII)
                        .strip()
                        .split(" ")[1]);
            }
            return sum;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
