package anax.procmaps.read;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/// A program of its own that reads as another user, or with few descriptors, and prints what came out.
///
/// Owner: the test that starts it.
final class OutcomePrinter {
    /// More than a read holds at any time.
    private static final int ENOUGH_DESCRIPTORS = 12;

    private OutcomePrinter() {}

    /// `PROC PID`: prints the outcome. `exhausted PID`: uses all descriptors up, gives them back one by one, and
    /// prints the outcome of a read at each step.
    public static void main(String[] arguments) throws IOException {
        long pid = Long.parseLong(arguments[1]);
        if (arguments[0].equals("exhausted")) {
            readWithEachNumberOfDescriptors(pid);
        } else {
            var reader = new ProcReader(Path.of(arguments[0]), ProcReader.DEFAULT_MAX_BYTES, 4096, ReadHook.NONE);
            System.out.println(nameOf(reader.read(pid, ProcFile.MAPS)));
        }
    }

    private static void readWithEachNumberOfDescriptors(long pid) throws IOException {
        var reader = new ProcReader();
        // Loading a class needs a descriptor, so each that may be needed later is loaded now.
        String loaded = nameOf(reader.read(pid, ProcFile.MAPS))
                + nameOf(new ReadOutcome.Gone(1))
                + nameOf(new ReadOutcome.Denied(1))
                + nameOf(new ReadOutcome.Torn(1, ReadOutcome.Torn.Change.EXEC))
                + nameOf(new ReadOutcome.Empty(1, ReadOutcome.Empty.Reason.ZOMBIE));
        Deque<Closeable> taken = takeAllDescriptors();
        var printed = new StringBuilder();
        for (int free = 0; free <= ENOUGH_DESCRIPTORS; free++) {
            printed.append(free).append(' ').append(read(reader, pid)).append('\n');
            taken.pop().close();
        }
        System.out.print(loaded.isEmpty() ? "" : printed);
    }

    private static String read(ProcReader reader, long pid) {
        try {
            return nameOf(reader.read(pid, ProcFile.MAPS));
        } catch (IOException e) {
            return "IOException";
        }
    }

    private static Deque<Closeable> takeAllDescriptors() throws IOException {
        Deque<Closeable> taken = new ArrayDeque<>();
        while (true) {
            try {
                taken.push(FileChannel.open(Path.of("/dev/null")));
            } catch (FileSystemException e) {
                return taken;
            }
        }
    }

    private static String nameOf(ReadOutcome outcome) {
        return outcome.getClass().getSimpleName();
    }
}
