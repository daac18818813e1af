package anax.procmaps.read;

import anax.procmaps.read.ReadOutcome.Denied;
import anax.procmaps.read.ReadOutcome.Empty;
import anax.procmaps.read.ReadOutcome.Gone;
import anax.procmaps.read.ReadOutcome.Ok;
import anax.procmaps.read.ReadOutcome.TooLarge;
import anax.procmaps.read.ReadOutcome.Torn;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// Reads the texts that Linux keeps about a process's memory, whole or with the reason why not.
///
/// Owner: none, immutable: any thread may read, each read opens and closes its own descriptors. Allocates the text,
/// and while it grows at most twice the bound (three times in a stable read). Blocks while the kernel writes the
/// text. At the bound the outcome is [ReadOutcome.TooLarge]; the heap must have room for it.
///
/// ```java
/// switch (new ProcReader().read(pid, ProcFile.MAPS)) {
///     case ReadOutcome.Ok ok -> parse(ok.text());
///     case ReadOutcome other -> System.err.println(other.explain());
/// }
/// ```
///
/// Thrown are: IllegalArgumentException for a number that no process can have; UnsupportedOperationException where
/// there are no directory handles, which is anywhere but on Linux; and IOException for what is no fate of the
/// process, such as no `/proc`, no free descriptor, or an interrupted thread.
public final class ProcReader {
    /// The bound of a reader that was given none: 1 GiB, the maps of some ten million regions.
    public static final int DEFAULT_MAX_BYTES = 1 << 30;

    /// The kernel's own limit, PID_MAX_LIMIT on 64 bits; 32-bit kernels stay far below.
    private static final long LARGEST_PID = 1L << 22;

    /// How much is asked for at once. The kernel gives a page at most, and a page has 64 KiB at most; asking for
    /// more would only enlarge the buffer that the JDK copies through and keeps for each thread.
    private static final int WINDOW = 64 * 1024;

    private static final int LEAST_STABLE_READS = 2;

    /// A descriptor of `maps` is bound to one address space and reads nothing after its end. Opened before the
    /// text and read after it, it proves for any file, at the price of a page, that the address space outlived
    /// the read.
    private static final String WITNESS = ProcFile.MAPS.fileName();

    private final Path root;
    private final int maxBytes;
    private final int window;
    private final ReadHook hook;

    /// A reader of texts up to [#DEFAULT_MAX_BYTES].
    public ProcReader() {
        this(DEFAULT_MAX_BYTES);
    }

    /// A reader of texts up to this many bytes, from 1 to 2147483631.
    public ProcReader(int maxBytes) {
        this(Path.of("/proc"), maxBytes, WINDOW, ReadHook.NONE);
    }

    ProcReader(Path root, int maxBytes, int window, ReadHook hook) {
        if (maxBytes < 1 || maxBytes > BoundedText.LARGEST_BOUND) {
            throw new IllegalArgumentException("a bound of %d bytes cannot be kept; give 1 to %d, or none for %d"
                    .formatted(maxBytes, BoundedText.LARGEST_BOUND, DEFAULT_MAX_BYTES));
        }
        this.root = root;
        this.maxBytes = maxBytes;
        this.window = window;
        this.hook = hook;
    }

    /// Reads the text once.
    public ReadOutcome read(long pid, ProcFile file) throws IOException {
        return inDirectory(pid, file, directory -> readOnce(directory, file));
    }

    /// Reads until two texts in a row are equal, at most `maxReads` times (2 or more), without a pause. If none
    /// are, the outcome is [ReadOutcome.Torn.Change#UNSTABLE]. An exec on the way costs a read and starts over.
    public ReadOutcome readStable(long pid, ProcFile file, int maxReads) throws IOException {
        if (maxReads < LEAST_STABLE_READS) {
            throw new IllegalArgumentException(
                    "%d reads cannot show two equal ones; allow %d or more".formatted(maxReads, LEAST_STABLE_READS));
        }
        return inDirectory(pid, file, directory -> readUntilEqual(directory, file, maxReads));
    }

    /// Who has the number now; empty if nobody has, or nobody whom this user may see. For telling afterwards
    /// whether what was learnt elsewhere was learnt of the process that was read.
    public Optional<ProcessIdentity> identity(long pid) throws IOException {
        try (ProcDirectory directory = ProcDirectory.open(root, pid)) {
            return directory.state().map(ProcessState::identity);
        } catch (FileSystemException e) {
            return Optional.empty();
        }
    }

    private ReadOutcome inDirectory(long pid, ProcFile file, Reading reading) throws IOException {
        if (pid < 1 || pid > LARGEST_PID) {
            throw new IllegalArgumentException(
                    "%d is not the number of a process; give one from 1 to %d".formatted(pid, LARGEST_PID));
        }
        ProcDirectory directory;
        try {
            directory = ProcDirectory.open(root, pid);
        } catch (FileSystemException e) {
            return whyNotOpened(pid, e);
        }
        try (directory) {
            return reading.from(directory);
        } catch (AccessDeniedException e) {
            return new Denied(pid);
        } catch (NoSuchFileException e) {
            throw new IOException(
                    "this kernel keeps no %s of a process; read %s".formatted(file.fileName(), ProcFile.MAPS), e);
        }
    }

    private ReadOutcome whyNotOpened(long pid, FileSystemException e) throws IOException {
        Path path = root.resolve(Long.toString(pid));
        if (Files.notExists(root.resolve("self"), LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(
                    "%s holds no processes; mount it, as with: mount -t proc proc /proc".formatted(root), e);
        }
        if (Files.notExists(path)) {
            return new Gone(pid);
        }
        if (!Files.isReadable(path)) {
            return new Denied(pid);
        }
        throw e;
    }

    private ReadOutcome readUntilEqual(ProcDirectory directory, ProcFile file, int maxReads) throws IOException {
        ReadOutcome previous = null;
        for (int reads = 0; reads < maxReads; reads++) {
            ReadOutcome outcome = readOnce(directory, file);
            switch (outcome) {
                case Ok ok -> {
                    if (ok.equals(previous)) {
                        return ok;
                    }
                }
                case Torn _ -> {}
                case Empty _, Gone _, Denied _, TooLarge _ -> {
                    return outcome;
                }
            }
            previous = outcome;
        }
        return new Torn(directory.pid(), Torn.Change.UNSTABLE);
    }

    /// One read, between two looks at the process: what it is afterwards decides before what the read brought.
    private ReadOutcome readOnce(ProcDirectory directory, ProcFile file) throws IOException {
        Optional<ProcessState> before = directory.state();
        var text = new BoundedText(maxBytes, window);
        boolean outlived = false;
        IOException failure = null;
        try (ReadableByteChannel witness = directory.open(WITNESS);
                ReadableByteChannel channel = directory.open(file.fileName())) {
            text.readToEnd(channel, hook);
            outlived = witness.read(ByteBuffer.allocate(1)) > 0;
        } catch (IOException e) {
            failure = e;
        }
        Optional<ProcessState> after = directory.state();
        if (before.isEmpty() || after.isEmpty()) {
            return new Gone(directory.pid());
        }
        Optional<Empty.Reason> emptiness = after.get().emptiness();
        if (emptiness.isPresent()) {
            return new Empty(directory.pid(), emptiness.get());
        }
        if (failure != null) {
            throw failure;
        }
        if (text.isTooLong()) {
            return new TooLarge(directory.pid(), maxBytes);
        }
        return compare(before.get().identity(), after.get().identity(), outlived, text);
    }

    private static ReadOutcome compare(
            ProcessIdentity before, ProcessIdentity after, boolean outlived, BoundedText text) {
        if (before.startTicks() != after.startTicks()) {
            return new Torn(after.pid(), Torn.Change.PID_REUSED);
        }
        if (!before.equals(after) || !outlived) {
            return new Torn(after.pid(), Torn.Change.EXEC);
        }
        return new Ok(text.toBytes(), after);
    }

    private interface Reading {
        ReadOutcome from(ProcDirectory directory) throws IOException;
    }
}
