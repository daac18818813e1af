package anax.bench;

import anax.bench.measure.ForkFailure;
import anax.bench.measure.Setting;
import anax.bench.report.ReportFiles;
import anax.runtime.topology.Pinning;
import anax.runtime.topology.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `anax bench`: runs one bench, or the quick form of all, and reports.
///
/// Owner: the main thread.
@Command(
        name = "bench",
        description = {
            "Measures Anax beside bare parts and rivals, in the same run.",
            "Without a name: the quick form of every bench, in under three minutes."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:the run failed: a message was lost, a JVM crashed, a file could not be written",
            "2:wrong command line",
            "130:interrupted, by Ctrl-C for instance; nothing was written"
        },
        footer = {
            "",
            "Results go to standard output, progress to standard error. The last line is",
            "the path of the HTML report; the same figures as JSON lie beside it.",
            "",
            "Examples:",
            "  anax bench",
            "  anax bench messages",
            "  anax bench messages --cpus 4 --quick --json messages.json"
        })
final class BenchCommand implements Callable<Integer> {
    private static final int USUAL_CPUS = 2;

    private final Surroundings surroundings;
    private final Bench only;
    private final BenchCommand parent;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--cpus",
            paramLabel = "N",
            converter = CpuCount.class,
            description = "CPUs to use; pairs of two run side by side. Usual: 2, or 1 if there are no more.")
    private Integer cpus;

    @Option(names = "--quick", description = "One JVM for each group instead of three, and fewer rounds.")
    private boolean quick;

    @Option(names = "--json", paramLabel = "FILE", description = "Where to write the JSON. Usual: beside the report.")
    private Path json;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Where to write the HTML report. Usual: bench-results/NAME-TIME.html")
    private Path report;

    private BenchCommand(Surroundings surroundings, Bench only, BenchCommand parent) {
        this.surroundings = surroundings;
        this.only = only;
        this.parent = parent;
    }

    /// The command for all benches.
    static BenchCommand forAll(Surroundings surroundings) {
        return new BenchCommand(surroundings, null, null);
    }

    /// The command for one bench.
    ///
    /// @param parent the command for all, whose options may stand before the bench's name
    static BenchCommand forOne(Surroundings surroundings, Bench bench, BenchCommand parent) {
        return new BenchCommand(surroundings, bench, parent);
    }

    @Override
    public Integer call() throws ForkFailure, IOException, InterruptedException {
        inheritOptions();
        // Plots are drawn into text; a display that is named but does not answer must not matter.
        System.setProperty("java.awt.headless", "true");
        Topology topology = Topology.ofThisProcess();
        int count = cpus != null ? cpus : Math.min(USUAL_CPUS, topology.processorCount());
        boolean isQuick = quick || only == null;
        String name = only == null ? "all" : only.name();
        Instant date = surroundings.calendar().instant();
        Path html = report != null ? report : ReportFiles.usual(name, date, "html");
        Path data = json != null ? json : beside(html);
        check("--report", html);
        check("--json", data);
        if (html.toAbsolutePath().normalize().equals(data.toAbsolutePath().normalize())) {
            throw wrong("--report and --json both name " + html + "; give each a file of its own");
        }
        ReportedRun run = new ReportedRun(
                surroundings,
                only == null ? "anax bench" : "anax bench " + name,
                commandText(count),
                only == null ? Benches.all() : List.of(only),
                new Setting(count, topology, Pinning.openHft(), surroundings.clock()),
                isQuick,
                date);
        run.measure();
        run.write(html, data);
        return ExitCodes.OK;
    }

    private void inheritOptions() {
        if (parent != null) {
            cpus = cpus != null ? cpus : parent.cpus;
            quick = quick || parent.quick;
            json = json != null ? json : parent.json;
            report = report != null ? report : parent.report;
        }
    }

    /// What repeats the run: with everything in it that was left to this machine.
    private String commandText(int count) {
        if (only == null) {
            return "./anax bench --cpus " + count;
        }
        return "./anax bench " + only.name() + " --cpus " + count + (quick ? " --quick" : "");
    }

    /// The same name with another ending.
    private static Path beside(Path html) {
        String name = html.getFileName().toString();
        String stem = name.endsWith(".html") ? name.substring(0, name.length() - ".html".length()) : name;
        return html.resolveSibling(stem + ".json");
    }

    /// A run of minutes must not end at a file that could never be written.
    private void check(String option, Path file) {
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
