package anax.bench;

import anax.bench.environment.Environment;
import anax.bench.environment.ForkFacts;
import anax.bench.environment.MachineFacts;
import anax.bench.environment.MachineReader;
import anax.bench.environment.ProcStat;
import anax.bench.measure.ForkFailure;
import anax.bench.measure.OnExit;
import anax.bench.measure.Plan;
import anax.bench.measure.Progress;
import anax.bench.measure.Section;
import anax.bench.measure.Setting;
import anax.bench.report.HtmlReport;
import anax.bench.report.JsonReport;
import anax.bench.report.Report;
import anax.bench.report.ReportFiles;
import anax.bench.report.Table;
import anax.bench.report.ThroughputMatrix;
import anax.bench.terminal.Characters;
import anax.bench.terminal.ProgressBarDisplay;
import anax.bench.terminal.ProgressDisplay;
import anax.bench.terminal.ProgressLines;
import anax.bench.terminal.Style;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A run of some benches, with progress while it lasts, and with what is written when it is over.
///
/// Owner: the main thread. Allocates; blocks while it measures.
final class ReportedRun {
    private static final double NOTEWORTHY_STEAL = 0.01;
    private static final double NOTEWORTHY_OTHERS = 0.05;

    private final Surroundings surroundings;
    private final String title;
    private final String command;
    private final List<Bench> benches;
    private final Setting setting;
    private final Plan plan;
    private final Instant date;
    private Report report;

    /// Makes a run.
    ///
    /// @param title   the report's
    /// @param command what repeats the run
    /// @param plan    how long and how often
    /// @param date    when it begins
    ReportedRun(
            Surroundings surroundings,
            String title,
            String command,
            List<Bench> benches,
            Setting setting,
            Plan plan,
            Instant date) {
        this.surroundings = surroundings;
        this.title = title;
        this.command = command;
        this.benches = benches;
        this.setting = setting;
        this.plan = plan;
        this.date = date;
    }

    /// Runs the benches, which takes as long as it takes.
    void measure() throws ForkFailure, IOException, InterruptedException {
        MachineReader reader = new MachineReader(surroundings.root());
        String loadBefore = reader.load();
        ProcStat before = reader.processorTime();
        Outcome outcome = runBenches();
        ProcStat during = reader.processorTime().since(before);
        MachineFacts machine = reader.facts();
        ForkFacts jvm = outcome.jvm();
        Environment environment = new Environment(
                date,
                Version.number(),
                Version.revision(),
                command,
                procedure(),
                setting.cpus(),
                machine,
                jvm,
                loadBefore,
                reader.load(),
                during,
                notes(machine, jvm, during));
        report = new Report(title, environment, outcome.sections());
    }

    /// Sets the run beside an older one.
    ///
    /// @param older null for none
    void compare(Report older) {
        if (older != null) {
            report = report.comparedWith(older);
        }
    }

    /// Prints the table, writes the files, and prints the path of the page.
    void write(Path html, Path data) throws IOException {
        write(html, data, null);
    }

    /// Does that, and writes the table of all throughput for a page of Markdown.
    ///
    /// @param markdown null for none
    void write(Path html, Path data, Path markdown) throws IOException {
        String table = Table.of(report, new Style(surroundings.terminal().colour()));
        surroundings.out().print(Characters.printable(table, surroundings.out().charset()));
        ReportFiles files = new ReportFiles(surroundings.onExit());
        files.write(data, JsonReport.of(report));
        files.write(html, HtmlReport.of(report));
        if (markdown != null) {
            files.write(markdown, ThroughputMatrix.markdown(report));
        }
        surroundings.out().println();
        surroundings.out().println(html);
    }

    private Outcome runBenches() throws ForkFailure, IOException, InterruptedException {
        OnExit onExit = surroundings.onExit();
        OnExit.Registration farewell =
                onExit.add(() -> surroundings.err().println("anax bench: interrupted; nothing was written"));
        try {
            Outcome outcome = runBenchesWithProgress();
            farewell.close();
            return outcome;
        } catch (ForkFailure | IOException | RuntimeException failure) {
            // Where Ctrl-C is behind it, the end of the program has to say so.
            if (!Failures.isInterruption(failure, surroundings)) {
                farewell.close();
            }
            throw failure;
        }
    }

    private Outcome runBenchesWithProgress() throws ForkFailure, IOException, InterruptedException {
        List<Section> sections = new ArrayList<>();
        ForkFacts jvm = null;
        try (ProgressDisplay display = display();
                OnExit.Registration _ = surroundings.onExit().add(display::close)) {
            for (int i = 0; i < benches.size(); i++) {
                double before = i;
                Progress progress = (bench, share) -> display.show(bench, (before + share) / benches.size());
                Outcome outcome = benches.get(i).run(new BenchRun(setting, plan, surroundings.onExit(), progress));
                sections.addAll(outcome.sections());
                jvm = jvm == null ? outcome.jvm() : jvm;
            }
        }
        return new Outcome(sections, jvm);
    }

    private ProgressDisplay display() {
        return surroundings.terminal().errorIsTerminal()
                ? new ProgressBarDisplay(
                        surroundings.err(), surroundings.terminal().columns())
                : new ProgressLines(surroundings.err(), surroundings.clock());
    }

    private String procedure() {
        return String.format(
                Locale.ROOT,
                "%s: %d fork%s, %d rounds of %.0f ms slices",
                plan.equals(Plan.quick())
                        ? "quick"
                        : plan.equals(Plan.full()) ? "full" : plan.equals(Plan.matrix()) ? "matrix" : "as asked",
                plan.forks(),
                plan.forks() == 1 ? "" : "s",
                plan.rounds(),
                plan.sliceNs() / 1e6);
    }

    private List<String> notes(MachineFacts machine, ForkFacts jvm, ProcStat during) {
        List<String> notes = new ArrayList<>();
        int processors = setting.topology().processorCount();
        if (setting.isOversubscribed()) {
            notes.add("oversubscribed: " + setting.cpus() + " CPUs on " + processors
                    + (processors == 1 ? " core" : " cores") + ", says nothing about speed");
        }
        if (processors == 1) {
            notes.add("one core: nothing could run side by side");
        }
        if (!jvm.pinned()) {
            notes.add("threads were not pinned; " + jvm.pinning());
        }
        if (!machine.cpuQuota().equals("none")) {
            notes.add("a control group allows " + machine.cpuQuota() + " only");
        }
        if (during.stealShare() > NOTEWORTHY_STEAL) {
            notes.add(
                    percent(during.stealShare()) + " of the processor time was taken away by the host during the run");
        }
        if (during.othersShare() > NOTEWORTHY_OTHERS) {
            notes.add(
                    percent(during.othersShare()) + " of the processor time was used by other programs during the run");
        }
        return notes;
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", share * 100);
    }
}
