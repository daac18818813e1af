package anax.bench;

import anax.bench.measure.ForkFailure;
import anax.bench.measure.Plan;
import anax.bench.measure.Setting;
import anax.bench.report.Report;
import anax.runtime.topology.Pinning;
import anax.runtime.topology.Topology;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `anax bench`: runs one bench, or the quick form of all, and reports.
///
/// Owner: the main thread.
@Command(
        name = "bench",
        description = {
            "Measures Anax beside bare parts and rivals, in the same run.",
            "Without a name: messages, scheduler, throughput and some steps of micro in quick form,",
            "in under four minutes."
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

    @Option(
            names = "--cpus",
            paramLabel = "N",
            converter = CpuCount.class,
            description = "CPUs to use; pairs of two run side by side. Usual: 2, or 1 if there are no more.")
    private Integer cpus;

    @Option(names = "--quick", description = "One JVM for each group instead of three, and fewer rounds.")
    private boolean quick;

    @Mixin
    private ReportOptions files = new ReportOptions();

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
        ReportOptions.Places places = files.places(name, date);
        ReportedRun run = new ReportedRun(
                surroundings,
                only == null ? "anax bench" : "anax bench " + name,
                commandText(count),
                only == null ? Benches.inShort() : List.of(only),
                new Setting(count, topology, Pinning.openHft(), surroundings.clock()),
                isQuick ? Plan.quick() : Plan.full(),
                date);
        Report older = files.older();
        run.measure();
        run.compare(older);
        run.write(places.html(), places.data());
        return ExitCodes.OK;
    }

    /// If it stands before a bench's name.
    boolean isQuick() {
        return quick;
    }

    /// What stands before a bench's name of files.
    ReportOptions files() {
        return files;
    }

    private void inheritOptions() {
        if (parent != null) {
            cpus = cpus != null ? cpus : parent.cpus;
            quick = quick || parent.quick;
            files.inherit(parent.files);
        }
    }

    /// What repeats the run: with everything in it that was left to this machine.
    private String commandText(int count) {
        if (only == null) {
            return "./anax bench --cpus " + count;
        }
        return "./anax bench " + only.name() + " --cpus " + count + (quick ? " --quick" : "");
    }
}
