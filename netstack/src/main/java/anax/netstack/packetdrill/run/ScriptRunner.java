package anax.netstack.packetdrill.run;

import anax.netstack.link.PcapngWriter;
import anax.netstack.packetdrill.syntax.InvalidScriptException;
import anax.netstack.packetdrill.syntax.Script;
import anax.netstack.packetdrill.syntax.UnsupportedException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/// Reads scripts and runs them.
///
/// Owner: nobody, it keeps no state; several threads may each run scripts at the same time.
public final class ScriptRunner {
    private static final String ENDING = ".pkt";

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
            return new Result(
                    name,
                    new Verdict.Unsupported(unsupported.at(), unsupported.getMessage()),
                    Totals.NONE,
                    0);
        } catch (InvalidScriptException invalid) {
            return new Result(
                    name,
                    new Verdict.Failed(invalid.at(), "a script that makes sense", invalid.getMessage(), List.of()),
                    Totals.NONE,
                    0);
        }
        return run(script, options);
    }

    /// Runs a script.
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
            throw new java.io.UncheckedIOException(
                    "the capture " + file + " could not be written; is its folder there, with room?", failed);
        }
    }

    /// A name for a file that tells scripts of the same name in several folders apart.
    static String captureName(String script) {
        final String plain =
                script.endsWith(ENDING) ? script.substring(0, script.length() - ENDING.length()) : script;
        return plain.replaceAll("^[./]+", "").replace('/', '_') + ".pcapng";
    }

    /// Reads a file and runs it.
    ///
    /// @param name what to call it in messages
    /// @throws IOException if it cannot be read
    public static Result run(String name, Path file, RunOptions options) throws IOException {
        return run(name, Files.readString(file, StandardCharsets.UTF_8), options);
    }
}
