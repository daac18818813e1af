package anax.procmaps.live;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The stacks of a process's threads, told from their stack pointers: the last number but one of
/// `/proc/PID/task/TID/syscall`.
///
/// Owner: nobody; a value. The kernel shows them to whoever may trace the process, and not while the thread runs.
///
/// @param stacks one for each thread whose pointer could be seen
/// @param unseen how many threads were running, ended meanwhile, or are closed to this user
public record ThreadStacks(List<ThreadStack> stacks, int unseen) {
    private static final Path PROC = Path.of("/proc");
    private static final int LEAST_WORDS = 3;

    /// Takes a copy.
    public ThreadStacks {
        stacks = List.copyOf(stacks);
    }

    /// Looks at each thread once. Nothing is seen of a process that is gone.
    public static ThreadStacks of(long pid) {
        return of(PROC.resolve(Long.toString(pid)));
    }

    static ThreadStacks of(Path process) {
        List<ThreadStack> stacks = new ArrayList<>();
        int unseen = 0;
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(process.resolve("task"))) {
            for (Path task : tasks) {
                Optional<ThreadStack> stack = look(task);
                stack.ifPresent(stacks::add);
                unseen += stack.isPresent() ? 0 : 1;
            }
        } catch (IOException | DirectoryIteratorException e) {
            // The process ended, or is another user's: what was seen until then stands.
            return new ThreadStacks(stacks, unseen);
        }
        return new ThreadStacks(stacks, unseen);
    }

    private static Optional<ThreadStack> look(Path task) {
        try {
            return stackPointer(read(task.resolve("syscall")))
                    .map(pointer ->
                            new ThreadStack(Long.parseLong(task.getFileName().toString()), name(task), pointer));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// Reads a line like `202 0x7f.. 0x189 .. 0x7ffc.. 0x7f..`, or `-1 0x7ffc.. 0x7f..` outside of a system call.
    static Optional<Long> stackPointer(String line) {
        String[] words = line.strip().split(" ");
        if (words.length < LEAST_WORDS) {
            return Optional.empty();
        }
        String word = words[words.length - 2];
        try {
            long pointer = Long.parseUnsignedLong(word.startsWith("0x") ? word.substring(2) : word, 16);
            return pointer == 0 ? Optional.empty() : Optional.of(pointer);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static String name(Path task) {
        try {
            return read(task.resolve("comm")).strip();
        } catch (IOException e) {
            return "";
        }
    }

    private static String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
