package anax.bench.report;

import anax.bench.measure.OnExit;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// Writes reports so that a reader finds a whole file or none.
///
/// Owner: the thread that writes. Allocates; writes files.
public final class ReportFiles {
    /// Where reports go if nobody says otherwise, in the working directory.
    public static final Path FOLDER = Path.of("bench-results");

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final OnExit onExit;

    /// Makes a writer.
    ///
    /// @param onExit deletes what is half written if the program ends early
    public ReportFiles(OnExit onExit) {
        this.onExit = onExit;
    }

    /// The usual name of a report: the bench and when it ran.
    ///
    /// @param extension without a dot
    public static Path usual(String bench, Instant date, String extension) {
        return FOLDER.resolve(bench + "-" + STAMP.format(date) + "." + extension);
    }

    /// Writes a file beside its place and moves it there. Makes the folder if it is not there.
    ///
    /// @throws IOException if that is not possible
    public void write(Path file, String text) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        // Not createTempFile, which would make a report that only its writer may read.
        Path half = folder.resolve(
                "." + file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        try (OnExit.Registration _ = onExit.add(() -> half.toFile().delete())) {
            Files.writeString(half, text);
            try {
                Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(half, file, StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            Files.deleteIfExists(half);
        }
    }
}
