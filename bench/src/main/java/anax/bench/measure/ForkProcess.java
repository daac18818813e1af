package anax.bench.measure;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Has a group measured in a fresh JVM.
///
/// Owner: the thread that calls [#run], which it blocks until the fork has ended. Allocates.
///
/// Request and result are JSON files in a temporary folder of the fork's own; its standard output carries
/// progress, one line a round; its standard error is kept for the message if it fails. The fork reads its standard
/// input and ends when that ends, so it does not outlive a parent that was killed.
public final class ForkProcess {
    /// The exit code of a program that Ctrl-C ended: 128 and the signal's number.
    public static final int INTERRUPTED = 130;

    private static final int TERMINATED = 143;
    private static final String PROGRESS = "progress ";
    private static final long WATCHDOG_MINUTES = 30;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ForkCommandLine commandLine;
    private final OnExit onExit;
    private final Progress progress;

    /// Makes one that can run any number of forks, one after the other.
    ///
    /// @param commandLine starts a JVM; gets `fork`, the request's file, and the result's
    /// @param onExit      kills the fork and deletes its files if this program ends early
    /// @param progress    hears what the fork says
    public ForkProcess(ForkCommandLine commandLine, OnExit onExit, Progress progress) {
        this.commandLine = commandLine;
        this.onExit = onExit;
        this.progress = progress;
    }

    /// The line that a fork prints to say how far it is.
    public static String progressLine(double share) {
        return PROGRESS + share;
    }

    /// Runs a fork to its end.
    ///
    /// @throws ForkFailure          if it ended without a result
    /// @throws IOException          if it could not be started or its files not be written
    /// @throws InterruptedException if the calling thread is interrupted
    public ForkResult run(ForkRequest request) throws ForkFailure, IOException, InterruptedException {
        Path folder = Files.createTempDirectory("anax-fork");
        try (OnExit.Registration _ = onExit.add(() -> delete(folder))) {
            return run(request, folder);
        } finally {
            delete(folder);
        }
    }

    private ForkResult run(ForkRequest request, Path folder) throws ForkFailure, IOException, InterruptedException {
        Path requestFile = folder.resolve("request.json");
        Path resultFile = folder.resolve("result.json");
        Path errors = folder.resolve("stderr.txt");
        JSON.writeValue(requestFile.toFile(), request);
        List<String> command = commandLine.with("fork", requestFile.toString(), resultFile.toString());
        Process process =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        try (OnExit.Registration _ = onExit.add(() -> kill(process))) {
            process.onExit().orTimeout(WATCHDOG_MINUTES, TimeUnit.MINUTES).exceptionally(late -> {
                process.destroyForcibly();
                return process;
            });
            relayProgress(process, request.bench());
            int code = process.waitFor();
            if (code != 0) {
                throw failure(request, code, said(errors));
            }
        } finally {
            kill(process);
        }
        return JSON.readValue(resultFile.toFile(), ForkResult.class);
    }

    private void relayProgress(Process process, String bench) throws IOException {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(PROGRESS)) {
                    progress.at(bench, Double.parseDouble(line.substring(PROGRESS.length())));
                }
            }
        }
    }

    /// What the fork wrote; nothing if the program's end has already deleted it.
    private static String said(Path errors) throws IOException {
        try {
            return Files.readString(errors);
        } catch (NoSuchFileException deleted) {
            return "";
        }
    }

    private static ForkFailure failure(ForkRequest request, int code, String errors) {
        boolean interrupted = code == INTERRUPTED || code == TERMINATED;
        String said = errors.isBlank() ? "it said nothing" : "it said:\n" + errors.strip();
        return new ForkFailure(
                "the fork that measured " + request.bench() + " ended with code " + code + "; " + said, interrupted);
    }

    private static void kill(Process process) {
        process.destroyForcibly();
        try {
            process.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void delete(Path folder) {
        try (var entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                Files.deleteIfExists(entry);
            }
            Files.deleteIfExists(folder);
        } catch (NoSuchFileException gone) {
            // The other of the two callers, the end of the run or the program's early end, was here first.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
