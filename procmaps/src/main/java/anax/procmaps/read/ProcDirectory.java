package anax.procmaps.read;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.util.Optional;
import java.util.Set;

/// The open directory of one process. It stands for that process for ever: after the end it answers nothing, whoever
/// has the number then.
///
/// Owner: one read. Holds two descriptors until it is closed. Blocks only as the kernel does.
final class ProcDirectory implements Closeable {
    private static final Set<StandardOpenOption> READ = Set.of(StandardOpenOption.READ);
    private static final String STAT = "stat";
    private static final int STAT_MAX_BYTES = 64 * 1024;

    private final long pid;
    private final Path path;
    private final SecureDirectoryStream<Path> handle;

    private ProcDirectory(long pid, Path path, SecureDirectoryStream<Path> handle) {
        this.pid = pid;
        this.path = path;
        this.handle = handle;
    }

    @SuppressWarnings("StreamResourceLeak") // The stream becomes the handle, which close() closes.
    static ProcDirectory open(Path root, long pid) throws IOException {
        Path path = root.resolve(Long.toString(pid));
        DirectoryStream<Path> stream = Files.newDirectoryStream(path);
        if (stream instanceof SecureDirectoryStream<Path> handle) {
            return new ProcDirectory(pid, path, handle);
        }
        stream.close();
        throw new UnsupportedOperationException(
                "%s offers no directory handles; process files are read on Linux only".formatted(path));
    }

    long pid() {
        return pid;
    }

    /// Opens one of the process's files.
    SeekableByteChannel open(String fileName) throws IOException {
        return handle.newByteChannel(name(fileName), READ);
    }

    /// What the process is now; empty if it is gone.
    ///
    /// The link is read by its path, as no handle of the JDK's reads links, and therefore first: that the handle
    /// answers afterwards proves that the number, and so the path, still meant this process. (Its target is never
    /// opened or looked at: it may lie on a file server that does not answer.)
    Optional<ProcessState> state() throws IOException {
        Optional<Path> executable = executable();
        var stat = new BoundedText(STAT_MAX_BYTES, STAT_MAX_BYTES);
        try (SeekableByteChannel channel = open(STAT)) {
            stat.readToEnd(channel, ReadHook.NONE);
        } catch (IOException e) {
            if (isAlive()) {
                throw e;
            }
            return Optional.empty();
        }
        return Optional.of(ProcessState.parse(pid, stat.toBytes(), executable));
    }

    @Override
    public void close() throws IOException {
        handle.close();
    }

    /// Needs no descriptor, so that running out of them is not taken for the end of a process; and no message, as
    /// these come in the user's language.
    private boolean isAlive() {
        try {
            handle.getFileAttributeView(name(STAT), BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .readAttributes();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private Optional<Path> executable() {
        try {
            return Optional.of(Files.readSymbolicLink(path.resolve("exe")));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Path name(String fileName) {
        return path.getFileSystem().getPath(fileName);
    }
}
