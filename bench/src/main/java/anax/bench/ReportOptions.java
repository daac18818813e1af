package anax.bench;

import anax.bench.report.JsonReader;
import anax.bench.report.Report;
import anax.bench.report.ReportFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The options that say where a report goes, of every command that writes one.
///
/// Owner: a command, on the main thread.
final class ReportOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--json", paramLabel = "FILE", description = "Where to write the JSON. Usual: beside the report.")
    private Path json;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Where to write the HTML report. Usual: bench-results/NAME-TIME.html")
    private Path report;

    @Option(
            names = "--compare",
            paramLabel = "OLD.json",
            description = "Tells what has changed since the run that wrote this file, and what is noise.")
    private Path older;

    /// Makes some; the command line fills them in.
    ReportOptions() {}

    /// Where a report goes.
    ///
    /// Owner: nobody; immutable.
    ///
    /// @param html the page
    /// @param data the JSON
    record Places(Path html, Path data) {}

    /// Takes what was given to a parent and not to this one.
    void inherit(ReportOptions parent) {
        json = json != null ? json : parent.json;
        report = report != null ? report : parent.report;
        older = older != null ? older : parent.older;
    }

    /// Where the report of a run goes.
    ///
    /// @throws ParameterException if it could not be written there
    Places places(String name, Instant date) {
        Path html = report != null ? report : ReportFiles.usual(name, date, "html");
        Path data = json != null ? json : beside(html);
        check("--report", html);
        check("--json", data);
        if (html.toAbsolutePath().normalize().equals(data.toAbsolutePath().normalize())) {
            throw wrong("--report and --json both name " + html + "; give each a file of its own");
        }
        return new Places(html, data);
    }

    /// The report to compare with; null if none was given.
    ///
    /// @throws ParameterException if it cannot be read
    Report older() {
        try {
            return older == null ? null : JsonReader.read(older);
        } catch (NoSuchFileException missing) {
            throw wrong("--compare " + older + " does not exist; name a JSON file that anax bench has written");
        } catch (IOException unreadable) {
            throw wrong("--compare " + unreadable.getMessage());
        }
    }

    private static Path beside(Path html) {
        return beside(html, ".json");
    }

    /// The same name with another ending.
    static Path beside(Path html, String ending) {
        String name = html.getFileName().toString();
        String stem = name.endsWith(".html") ? name.substring(0, name.length() - ".html".length()) : name;
        return html.resolveSibling(stem + ending);
    }

    /// A run of minutes must not end at a file that could never be written.
    void check(String option, Path file) {
        if (Files.isDirectory(file)) {
            throw wrong(option + " " + file + " is a folder; name a file in it");
        }
        Path folder = file.toAbsolutePath().getParent();
        while (folder != null && !Files.exists(folder)) {
            folder = folder.getParent();
        }
        if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw wrong(option + " " + file + " cannot be written, because " + folder
                    + " is no folder that you may write to; choose another place");
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
