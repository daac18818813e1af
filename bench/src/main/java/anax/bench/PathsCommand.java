package anax.bench;

import anax.bench.environment.MachineReader;
import anax.bench.environment.ProcStat;
import anax.bench.kernel.KernelResult;
import anax.bench.paths.BadPath;
import anax.bench.paths.PathResult;
import anax.bench.paths.PathRun;
import anax.bench.paths.SharedPath;
import anax.bench.report.ReportFiles;
import anax.bench.terminal.ProgressBarDisplay;
import anax.bench.terminal.ProgressDisplay;
import anax.bench.terminal.ProgressLines;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `anax bench paths`: TCP over bad paths, of a stack of ours and of this machine's kernel.
///
/// Owner: the main thread.
@Command(
        name = "paths",
        description = {
            "Measures how much a stack of ours and this machine's kernel carry over paths that lose and reorder",
            "segments, and how they share a bottleneck. One kernel is the receiver of both. It takes root: the",
            "namespaces and the devices are the run's own, and go with it."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done, whatever the figures are",
            "1:the run failed: it is not allowed, or somebody did not answer",
            "2:wrong command line",
            "130:interrupted, by Ctrl-C for instance; nothing was written"
        },
        footer = {
            "",
            "A rate is a median with its quartiles, a ratio that of two turns with the same seed, one after the",
            "other. What was sent again, and of that in vain, is the sum of all turns: ours/the kernel's.",
            "",
            "Examples:",
            "  anax bench paths",
            "  anax bench paths --algorithms cubic --rounds 3 --json paths.json"
        })
final class PathsCommand implements Callable<Integer> {
    private static final double NOTEWORTHY = 0.03;

    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--algorithms",
            split = ",",
            paramLabel = "NAME",
            description = "Congestion controls that both have. Usual: cubic,reno.")
    private List<String> algorithms = List.of("cubic", "reno");

    @Option(names = "--rounds", paramLabel = "N", description = "Turns of each side over each path. Usual: 7.")
    private int rounds = PathRun.Effort.FULL.rounds();

    @Option(names = "--only-shared", description = "Only bottlenecks that both share.")
    private boolean onlyShared;

    @Option(names = "--quick", description = "One turn of each, which tells that it works and little more.")
    private boolean quick;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures as JSON, too.")
    private Path json;

    PathsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        if (rounds < 1) {
            throw new ParameterException(spec.commandLine(), rounds + " rounds were given; use 1 or more");
        }
        final MachineReader reader = new MachineReader(surroundings.root());
        final String loadBefore = reader.load();
        final ProcStat before = reader.processorTime();
        final PathResult result = measure();
        final KernelResult.Circumstances about = new KernelResult.Circumstances(
                surroundings
                        .calendar()
                        .instant()
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString(),
                "./anax bench paths --algorithms " + String.join(",", algorithms)
                        + (quick ? " --quick" : " --rounds " + rounds) + (onlyShared ? " --only-shared" : ""),
                reader.facts(),
                loadBefore,
                reader.load(),
                warnings(reader, before));
        surroundings.out().print(result.table(about));
        if (json != null) {
            new ReportFiles(surroundings.onExit()).write(json, result.json(about));
        }
        return ExitCodes.OK;
    }

    private PathResult measure() throws Exception {
        final PathRun.Effort full = PathRun.Effort.FULL;
        final PathRun.Effort effort = quick
                ? PathRun.Effort.QUICK
                : new PathRun.Effort(rounds, Math.min(rounds, full.shares()), full.settlingNs(), full.sharingNs());
        try (ProgressDisplay display = surroundings.terminal().errorIsTerminal()
                ? new ProgressBarDisplay(
                        surroundings.err(), surroundings.terminal().columns())
                : new ProgressLines(surroundings.err(), surroundings.clock())) {
            return new PathRun(
                            algorithms,
                            onlyShared ? List.of() : BadPath.GRID,
                            SharedPath.USUAL,
                            effort,
                            surroundings.clock(),
                            surroundings.onExit(),
                            display::show)
                    .measure();
        }
    }

    private static List<String> warnings(MachineReader reader, ProcStat before) {
        final List<String> warnings = new ArrayList<>();
        final ProcStat during = reader.processorTime().since(before);
        if (during.othersShare() > NOTEWORTHY) {
            warnings.add(percent(during.othersShare()) + " of the processor time was used by other programs");
        }
        if (during.stealShare() > NOTEWORTHY) {
            warnings.add(percent(during.stealShare()) + " of the processor time was taken away by the host");
        }
        return warnings;
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", share * 100);
    }
}
