package anax.bench;

import anax.bench.environment.MachineReader;
import anax.bench.environment.ProcStat;
import anax.bench.kernel.KernelResult;
import anax.bench.kernel.KernelRun;
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
import picocli.CommandLine.Option;

/// `anax bench kernel`: a stack of ours on a TAP device beside the kernel's own over a veth pair.
///
/// Owner: the main thread.
@Command(
        name = "kernel",
        description = {
            "Measures the stack on a TAP device beside this machine's kernel over a veth pair, in the same run.",
            "One kernel is the client of both, in turns of a fifth of a second. It takes root: the namespaces, the",
            "cable and the device are the run's own, and go with it."
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
            "A figure is a median with its quartiles, a ratio that of two turns one after the other. What has",
            "to be shown is held against the first number of CPUs: the client needs a processor as well.",
            "",
            "Examples:",
            "  anax bench kernel",
            "  anax bench kernel --cpus 1 --quick --json kernel.json"
        })
final class KernelCommand implements Callable<Integer> {
    private static final double NOTEWORTHY = 0.03;

    private final Surroundings surroundings;

    @Option(
            names = "--cpus",
            split = ",",
            paramLabel = "N",
            converter = CpuCount.class,
            description = "Numbers of CPUs of the stack. Usual: 1,2.")
    private List<Integer> cpus = List.of(1, 2);

    @Option(names = "--quick", description = "Fewer turns, which tell that it works and little more.")
    private boolean quick;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures as JSON, too.")
    private Path json;

    KernelCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        final MachineReader reader = new MachineReader(surroundings.root());
        final String loadBefore = reader.load();
        final ProcStat before = reader.processorTime();
        final KernelResult result = measure();
        final KernelResult.Circumstances about = new KernelResult.Circumstances(
                surroundings
                        .calendar()
                        .instant()
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString(),
                "./anax bench kernel --cpus "
                        + String.join(",", cpus.stream().map(String::valueOf).toList()) + (quick ? " --quick" : ""),
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

    private KernelResult measure() throws Exception {
        try (ProgressDisplay display = surroundings.terminal().errorIsTerminal()
                ? new ProgressBarDisplay(
                        surroundings.err(), surroundings.terminal().columns())
                : new ProgressLines(surroundings.err(), surroundings.clock())) {
            return new KernelRun(
                            cpus,
                            quick ? KernelRun.Effort.QUICK : KernelRun.Effort.FULL,
                            surroundings.clock(),
                            surroundings.onExit(),
                            display::show)
                    .measure();
        }
    }

    private List<String> warnings(MachineReader reader, ProcStat before) {
        final List<String> warnings = new ArrayList<>();
        final int processors = reader.facts().processorsOnline();
        for (final int count : cpus) {
            if (count >= processors) {
                warnings.add(count + (count == 1 ? " CPU" : " CPUs") + " and a client on " + processors
                        + (processors == 1 ? " processor" : " processors") + ": they stood in each other's way");
            }
        }
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
