package anax.procmaps.read;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// A tree of ordinary files that looks like `/proc`, for what no live process can be made to do on purpose.
///
/// Owner: one test, which gives it a directory of its own.
final class FakeProc {
    private static final int FIELDS = 52;

    private final Path root;

    FakeProc(Path root) {
        this.root = root;
        run(() -> Files.createSymbolicLink(root.resolve("self"), Path.of("1")));
    }

    Path root() {
        return root;
    }

    /// A process that runs a program in ordinary memory.
    FakeProcess process(long pid) {
        return new FakeProcess(root.resolve(Long.toString(pid)), pid).create();
    }

    private static void run(IoAction action) {
        try {
            action.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface IoAction {
        void run() throws IOException;
    }

    /// One directory in the tree. Every setter writes at once.
    static final class FakeProcess {
        private final Path directory;
        private final String[] fields = new String[FIELDS];

        private FakeProcess(Path directory, long pid) {
            this.directory = directory;
            Arrays.fill(fields, "0");
            fields[0] = Long.toString(pid);
            fields[1] = "(fake)";
            fields[2] = "S";
        }

        private FakeProcess create() {
            run(() -> Files.createDirectory(directory));
            return executable("fake")
                    .stat(20, "1")
                    .stat(22, "1000")
                    .stat(26, "4194304")
                    .stat(27, "4198400")
                    .stat(28, "140737488351232");
        }

        /// Sets a field of `stat`, counted from 1 as in proc(5).
        FakeProcess stat(int field, String value) {
            fields[field - 1] = value;
            return file("stat", String.join(" ", fields) + "\n");
        }

        FakeProcess executable(String target) {
            run(() -> Files.deleteIfExists(directory.resolve("exe")));
            run(() -> Files.createSymbolicLink(directory.resolve("exe"), Path.of(target)));
            return this;
        }

        FakeProcess maps(String text) {
            return file("maps", text);
        }

        FakeProcess file(String name, String text) {
            run(() -> Files.write(directory.resolve(name), text.getBytes(StandardCharsets.ISO_8859_1)));
            return this;
        }

        FakeProcess directoryInsteadOf(String name) {
            run(() -> Files.createDirectory(directory.resolve(name)));
            return this;
        }

        /// The process ends and is collected: its directory is no more.
        void end() {
            for (String name : List.of("exe", "stat", "maps")) {
                run(() -> Files.delete(directory.resolve(name)));
            }
            run(() -> Files.delete(directory));
        }
    }
}
