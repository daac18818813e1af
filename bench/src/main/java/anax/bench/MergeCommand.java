package anax.bench;

import anax.bench.report.HtmlReport;
import anax.bench.report.JsonReader;
import anax.bench.report.Report;
import anax.bench.report.ReportFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `anax bench merge`: makes one page out of the JSON of several runs, on other machines for instance.
///
/// Owner: the main thread.
@Command(
        name = "merge",
        description = "Makes one report out of the JSON of several runs, from other machines for instance.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class MergeCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "JSON files that anax bench has written.")
    private List<Path> files;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Where to write the HTML report. Usual: bench-results/merged-TIME.html")
    private Path report;

    MergeCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        System.setProperty("java.awt.headless", "true");
        List<Report> reports = new ArrayList<>();
        for (Path file : files) {
            reports.add(JsonReader.read(file));
        }
        Path page = report != null
                ? report
                : ReportFiles.usual("merged", surroundings.calendar().instant(), "html");
        new ReportFiles(surroundings.onExit()).write(page, HtmlReport.of(reports));
        surroundings.out().println(page);
        return ExitCodes.OK;
    }
}
