package anax.bench;

import anax.bench.measure.ForkFailure;
import anax.bench.measure.Plan;
import anax.bench.measure.Setting;
import anax.bench.report.Report;
import anax.bench.throughput.ThroughputOptions;
import anax.runtime.topology.Pinning;
import anax.runtime.topology.Topology;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `anax bench throughput`: runs the designs side by side, for the traffic that is asked for.
///
/// Owner: the main thread.
@Command(
        name = "throughput",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:the run failed: a request was not answered, a JVM crashed, a file could not be written",
            "2:wrong command line",
            "130:interrupted, by Ctrl-C for instance; nothing was written"
        },
        footer = {
            "",
            "Where several values are given, joined by commas, each combination of workload, affinity,",
            "clients, skew, payload and work is measured. Results go to standard output, progress to standard",
            "error. The last line is the path of the HTML report; the JSON lies beside it.",
            "",
            "Examples:",
            "  anax bench throughput --quick",
            "  anax bench throughput --designs partitioned,giant --cpus 1,2 --affinity 0,50,100",
            "  anax bench throughput --payload 64,1400 --work 0,500 --seconds 5 --json new.json",
            "  anax bench throughput --workloads tcp-rr,tcp-stream --flows 100000 --no-latency",
            "  anax bench throughput --matrix",
            "  anax bench throughput --matrix --workloads tcp-rr,tcp-crr,tcp-stream,mixed",
            "  anax bench throughput --zipf 0,1.2 --compare old.json"
        })
final class ThroughputCommand implements Callable<Integer> {
    private static final double NS_PER_SECOND = 1e9;
    private static final int MOST_SECONDS = 3_600;
    private static final int MOST_FORKS = 100;

    private final Surroundings surroundings;
    private final BenchCommand parent;

    @Spec
    private CommandSpec spec;

    @Option(names = "--designs", split = ",", paramLabel = "NAME", description = "Designs. Usual: all of them.")
    private List<String> designs;

    @Option(
            names = "--workloads",
            split = ",",
            paramLabel = "NAME",
            description = {
                "Workloads: udp-echo; tcp-rr (requests on open connections), tcp-crr (connect, request, close),",
                "tcp-stream-in, tcp-stream-out, tcp-stream-both (long messages; tcp-stream is all three), mixed.",
                "Usual: udp-echo,tcp-rr."
            })
    private List<String> workloads;

    @Option(
            names = "--cpus",
            split = ",",
            paramLabel = "N",
            converter = CpuCount.class,
            description = "Numbers of CPUs. Usual: 1, 2, 4, ... and as many as there are processors.")
    private List<Integer> cpus;

    @Option(
            names = "--affinity",
            split = ",",
            paramLabel = "PERCENT",
            description = "Flows whose requests come in on their owner's queue. Usual: 100,50,0; quick: 100.")
    private List<Integer> affinities;

    @Option(
            names = "--flows",
            split = ",",
            paramLabel = "N",
            description = "Clients, with TCP each with a connection: 1 to 1000000. Usual: 1024.")
    private List<Integer> flows;

    @Option(
            names = "--zipf",
            split = ",",
            paramLabel = "S",
            description = "Skew: client number r sends as 1 / r^S; 0 is evenly. Usual: 0.")
    private List<Double> zipfs;

    @Option(
            names = "--payload",
            split = ",",
            paramLabel = "N",
            description = "Octets in a datagram, or in a request and in its answer. Usual: 64.")
    private List<Integer> payloads;

    @Option(names = "--message", paramLabel = "N", description = "Octets of a streamed message. Usual: 64240.")
    private Integer message;

    @Option(names = "--work", split = ",", paramLabel = "NS", description = "Work for each operation. Usual: 0.")
    private List<Integer> works;

    @Option(names = "--seconds", paramLabel = "N", description = "Measured seconds for each row and fork. Usual: 3.")
    private Integer seconds;

    @Option(names = "--forks", paramLabel = "N", description = "Fresh JVMs for each row. Usual: 3, quick: 1.")
    private Integer forks;

    @Option(names = "--quick", description = "One fork, no run-to-completion, short slices.")
    private boolean quick;

    @Option(
            names = "--matrix",
            description = {
                "All designs at affinity 100, 50 and 0, in three short forks each; datagrams also with 64 and",
                "1400 octets, with no work and 500 ns of it. No latency, no questions of the paper."
            })
    private boolean matrix;

    @Option(
            names = "--markdown",
            paramLabel = "FILE",
            description =
                    "Where to write the table of all designs as Markdown. Usual: nowhere; matrix: beside the report.")
    private Path markdown;

    @Option(names = "--no-latency", negatable = false, description = "Leave the open loop out.")
    private boolean withoutLatency;

    @Option(names = "--no-questions", negatable = false, description = "Leave the questions of the paper out.")
    private boolean withoutQuestions;

    @Mixin
    private ReportOptions files = new ReportOptions();

    ThroughputCommand(Surroundings surroundings, BenchCommand parent) {
        this.surroundings = surroundings;
        this.parent = parent;
    }

    @Override
    public Integer call() throws ForkFailure, IOException, InterruptedException {
        System.setProperty("java.awt.headless", "true");
        files.inherit(parent.files());
        quick = quick || parent.isQuick();
        Topology topology = Topology.ofThisProcess();
        ThroughputOptions options = options(topology);
        Plan plan = plan();
        if (markdown != null) {
            files.check("--markdown", markdown);
        }
        Instant date = surroundings.calendar().instant();
        ReportOptions.Places places = files.places("throughput", date);
        ReportedRun run = new ReportedRun(
                surroundings,
                "anax bench throughput",
                "./anax bench throughput " + options.inWords() + (quick ? " --quick" : "") + (matrix ? " --matrix" : "")
                        + (seconds == null ? "" : " --seconds " + seconds) + (forks == null ? "" : " --forks " + forks),
                List.of(new InterleavedBench(Benches.throughput().with(options))),
                new Setting(options.mostCpus(), topology, Pinning.openHft(), surroundings.clock()),
                plan,
                date);
        Report older = files.older();
        run.measure();
        run.compare(older);
        Path table = markdown == null && matrix ? ReportOptions.beside(places.html(), ".md") : markdown;
        run.write(places.html(), places.data(), table);
        return ExitCodes.OK;
    }

    private ThroughputOptions options(Topology topology) {
        int processors = topology.processorCount();
        try {
            ThroughputOptions usual = usual(processors);
            return new ThroughputOptions(
                    designs == null ? usual.designs() : designs,
                    workloads == null ? usual.workloads() : workloads,
                    cpus == null ? usual.cpus() : cpus,
                    affinities == null ? usual.affinities() : affinities,
                    flows == null ? usual.flows() : flows,
                    zipfs == null ? usual.zipfs() : zipfs,
                    payloads == null ? usual.payloads() : payloads,
                    message == null ? usual.message() : message,
                    works == null ? usual.works() : works,
                    usual.latency() && !withoutLatency,
                    usual.questions() && !withoutQuestions);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
        }
    }

    private ThroughputOptions usual(int processors) {
        if (matrix) {
            return ThroughputOptions.matrix(processors, workloads);
        }
        return quick ? ThroughputOptions.quick(Math.min(2, processors)) : ThroughputOptions.usual(processors);
    }

    private Plan plan() {
        if (quick && matrix) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--quick and --matrix were given; use one of them, and --forks 1 to be quicker");
        }
        Plan usual = quick ? Plan.quick() : matrix ? Plan.matrix() : Plan.full();
        checkRange("--seconds", seconds, MOST_SECONDS);
        checkRange("--forks", forks, MOST_FORKS);
        return new Plan(
                usual.sliceNs(),
                seconds == null ? usual.rounds() : (int) Math.ceil(seconds * NS_PER_SECOND / usual.sliceNs()),
                usual.maxWarmUpRounds(),
                forks == null ? usual.forks() : forks);
    }

    private void checkRange(String option, Integer given, int most) {
        if (given != null && (given < 1 || given > most)) {
            throw new ParameterException(spec.commandLine(), option + " " + given + " was given; use 1 to " + most);
        }
    }
}
