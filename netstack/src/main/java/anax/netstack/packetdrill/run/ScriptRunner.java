package anax.netstack.packetdrill.run;

import anax.netstack.link.PcapngWriter;
import anax.netstack.packetdrill.syntax.InvalidScriptException;
import anax.netstack.packetdrill.syntax.Script;
import anax.netstack.packetdrill.syntax.UnsupportedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/// Reads scripts and runs them.
///
/// Owner: nobody, it keeps no state; several threads may each run scripts at the same time.
public final class ScriptRunner {
    private ScriptRunner() {}

    /// Reads a script and runs it.
    ///
    /// @param name what to call it in messages
    /// @param text the script itself
    public static Result run(String name, String text, RunOptions options) {
        final Script script;
        try {
            script = Script.parse(name, text, options.definitions());
        } catch (UnsupportedException unsupported) {
            return notRun(name, new Verdict.Unsupported(unsupported.at(), unsupported.getMessage()));
        } catch (InvalidScriptException invalid) {
            return notRun(name, Verdict.Failed.of(invalid));
        }
        return run(script, options);
    }

    private static Result notRun(String name, Verdict verdict) {
        return new Result(name, verdict, Totals.NONE, 0);
    }

    /// Runs a script.
    ///
    /// @throws UncheckedIOException if its capture cannot be written
    public static Result run(Script script, RunOptions options) {
        if (options.captures().isEmpty()) {
            return ScriptRun.run(script, options, Optional.empty());
        }
        final Path file = options.captures().orElseThrow().resolve(captureName(script.file()));
        try (FileChannel channel = FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE);
                PcapngWriter writer = new PcapngWriter(channel, 0)) {
            return ScriptRun.run(script, options, Optional.of(writer));
        } catch (IOException failed) {
            throw new UncheckedIOException(
                    "the capture " + file + " could not be written; is its folder there, with room?", failed);
        }
    }

    /// A name that tells scripts of the same name in several folders apart.
    private static String captureName(String script) {
        final String plain = script.endsWith(ScriptFile.ENDING)
                ? script.substring(0, script.length() - ScriptFile.ENDING.length())
                : script;
        return plain.replaceAll("^[./]+", "").replace('/', '_') + ".pcapng";
    }

    /// Runs scripts on several threads.
    ///
    /// @param threads how many at a time
    /// @param each    is told each result, in the order of the scripts, on this thread
    /// @throws IOException if one cannot be read
    public static Totals runAll(List<ScriptFile> scripts, RunOptions options, int threads, Consumer<Result> each)
            throws IOException, InterruptedException {
        Totals totals = Totals.NONE;
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            final List<Future<Result>> running = new ArrayList<>();
            for (final ScriptFile script : scripts) {
                running.add(pool.submit(() -> run(script, options)));
            }
            for (final Future<Result> one : running) {
                final Result result = one.get();
                totals = totals.plus(result.totals());
                each.accept(result);
            }
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
                case IOException io -> throw io;
                case RuntimeException runtime -> throw runtime;
                case Error error -> throw error;
                case Throwable other -> throw new IllegalStateException("a script could not be run", other);
            }
        }
        return totals;
    }

    private static Result run(ScriptFile script, RunOptions options) throws IOException {
        return run(script.name(), Files.readString(script.path(), StandardCharsets.UTF_8), options);
    }
}
