package anax.bench.throughput;

import anax.bench.designs.Designs;
import anax.bench.designs.frame.Design;
import anax.bench.measure.Setting;
import anax.bench.throughput.load.Job;
import anax.bench.throughput.load.Traffic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;

/// What a throughput run compares, as it was asked for.
///
/// Owner: nobody; immutable; it crosses to forks as JSON.
///
/// Where there are several values, each combination of workload, affinity, clients, skew, payload and work is a group
/// of its own; streams have one length of messages, whatever the payloads are.
///
/// @param designs    names of designs
/// @param workloads  names of workloads
/// @param cpus       numbers of CPUs
/// @param affinities shares of flows whose requests come in on their owner's queue, in percent
/// @param flows      numbers of clients, which with TCP have a connection each
/// @param zipfs      how unevenly they send; 0 is evenly
/// @param payloads   octets in a datagram, or in a request and its answer
/// @param message    octets of a message that is streamed
/// @param works      nanoseconds of work for an operation
/// @param latency    whether latency is measured too, in an open loop
/// @param questions  whether the questions of the paper are asked too
public record ThroughputOptions(
        List<String> designs,
        List<String> workloads,
        List<Integer> cpus,
        List<Integer> affinities,
        List<Integer> flows,
        List<Double> zipfs,
        List<Integer> payloads,
        int message,
        List<Integer> works,
        boolean latency,
        boolean questions) {
    /// Stands for all streams.
    private static final String TCP_STREAM = "tcp-stream";

    /// The matrix's second values.
    private static final int LONG_PAYLOAD = 1_400;

    private static final int SOME_WORK_NS = 500;

    /// Checks and copies.
    ///
    /// @throws IllegalArgumentException if something is out of its bounds, is missing, or stands twice
    public ThroughputOptions {
        designs = once("--designs", designs);
        workloads = once("--workloads", named(workloads));
        cpus = once("--cpus", cpus);
        affinities = once("--affinity", affinities);
        flows = once("--flows", flows);
        zipfs = once("--zipf", zipfs);
        payloads = once("--payload", payloads);
        works = once("--work", works);
        designs.forEach(Designs::of);
        for (int count : cpus) {
            if (count < 1 || count > Setting.MAX_CPUS) {
                throw new IllegalArgumentException(
                        "--cpus " + count + " was given; use 1 to " + Setting.MAX_CPUS + ", joined by commas");
            }
        }
        traffics(workloads, flows, affinities, zipfs, payloads, message, works);
    }

    private static List<String> named(List<String> given) {
        List<String> names = new ArrayList<>();
        for (String name : given) {
            if (name.equalsIgnoreCase(TCP_STREAM)) {
                Arrays.stream(Job.values())
                        .filter(Job::isStream)
                        .map(Job::symbol)
                        .forEach(names::add);
            } else {
                names.add(Job.of(name).symbol());
            }
        }
        return names;
    }

    private static <T> List<T> once(String option, List<T> given) {
        if (given.isEmpty() || new HashSet<>(given).size() < given.size()) {
            throw new IllegalArgumentException(option + " was given "
                    + (given.isEmpty() ? "nothing" : given + ", where something stands twice")
                    + "; give each value once, joined by commas");
        }
        return List.copyOf(given);
    }

    /// What is measured if nobody says otherwise, on a machine with so many processors.
    public static ThroughputOptions usual(int processors) {
        List<String> names = new ArrayList<>();
        Designs.COMPARED.forEach(design -> names.add(design.name()));
        Designs.FLOORS.forEach(design -> names.add(design.name()));
        return new ThroughputOptions(
                names,
                List.of(Job.UDP_ECHO.symbol(), Job.TCP_RR.symbol()),
                usualCpus(processors),
                List.of(100, 50, 0),
                List.of(Traffic.USUAL_FLOWS),
                List.of(0.0),
                List.of(64),
                Traffic.MOST_MESSAGE,
                List.of(0),
                true,
                true);
    }

    /// The short form: a partitioned design, and one of each kind of locks, where every flow comes in on its
    /// owner's queue, for datagrams and for requests on connections.
    public static ThroughputOptions quick(int cpus) {
        List<String> names = new ArrayList<>();
        for (Design design : Designs.COMPARED) {
            if (!design.name().startsWith("run-to-completion")) {
                names.add(design.name());
            }
        }
        return new ThroughputOptions(
                names,
                List.of(Job.UDP_ECHO.symbol(), Job.TCP_RR.symbol()),
                cpus == 1 ? List.of(1) : List.of(1, cpus),
                List.of(100),
                List.of(Traffic.USUAL_FLOWS),
                List.of(0.0),
                List.of(64),
                Traffic.MOST_MESSAGE,
                List.of(0),
                true,
                false);
    }

    /// What is measured where everything is to stand beside everything: all compared designs at each affinity;
    /// for datagrams also with both lengths, with and without work. Latency and the questions of the paper are
    /// left to runs of their own.
    ///
    /// @param processors of the machine
    /// @param workloads  names of workloads; null for datagrams alone
    public static ThroughputOptions matrix(int processors, List<String> workloads) {
        final boolean isDatagrams = workloads == null
                || (workloads.size() == 1 && workloads.getFirst().equalsIgnoreCase(Job.UDP_ECHO.symbol()));
        return new ThroughputOptions(
                Designs.COMPARED.stream().map(Design::name).toList(),
                isDatagrams ? List.of(Job.UDP_ECHO.symbol()) : workloads,
                usualCpus(processors),
                List.of(100, 50, 0),
                List.of(Traffic.USUAL_FLOWS),
                List.of(0.0),
                isDatagrams ? List.of(64, LONG_PAYLOAD) : List.of(64),
                Traffic.MOST_MESSAGE,
                isDatagrams ? List.of(0, SOME_WORK_NS) : List.of(0),
                false,
                false);
    }

    /// The powers of two that there are processors for, and all of them.
    static List<Integer> usualCpus(int processors) {
        List<Integer> counts = new ArrayList<>();
        for (int count = 1; count < processors; count *= 2) {
            counts.add(count);
        }
        counts.add(processors);
        return counts;
    }

    /// All kinds of traffic, in the order of groups.
    public List<Traffic> traffics() {
        return traffics(workloads, flows, affinities, zipfs, payloads, message, works);
    }

    /// The first kind of traffic of each workload.
    public List<Traffic> firstTraffics() {
        return traffics(
                workloads,
                flows.subList(0, 1),
                affinities.subList(0, 1),
                zipfs.subList(0, 1),
                payloads.subList(0, 1),
                message,
                works.subList(0, 1));
    }

    private static List<Traffic> traffics(
            List<String> workloads,
            List<Integer> flows,
            List<Integer> affinities,
            List<Double> zipfs,
            List<Integer> payloads,
            int message,
            List<Integer> works) {
        List<Traffic> traffics = new ArrayList<>();
        for (String workload : workloads) {
            Job job = Job.of(workload);
            for (int work : works) {
                for (int payload : job.isStream() ? payloads.subList(0, 1) : payloads) {
                    for (int count : flows) {
                        add(traffics, job, affinities, count, zipfs, payload, message, work);
                    }
                }
            }
        }
        return traffics;
    }

    private static void add(
            List<Traffic> traffics,
            Job job,
            List<Integer> affinities,
            int flows,
            List<Double> zipfs,
            int payload,
            int message,
            int work) {
        for (double zipf : zipfs) {
            for (int affinity : affinities) {
                traffics.add(new Traffic(job, affinity, flows, zipf, payload, message, work));
            }
        }
    }

    /// The most CPUs.
    public int mostCpus() {
        return cpus.stream().max(Integer::compare).orElseThrow();
    }

    /// The command that asks for the same.
    public String inWords() {
        return "--designs " + joined(designs) + " --workloads " + joined(workloads) + " --cpus " + joined(cpus)
                + " --affinity " + joined(affinities) + " --flows " + joined(flows) + " --zipf "
                + String.join(
                        ",",
                        zipfs.stream()
                                .map(zipf -> String.format(Locale.ROOT, "%s", zipf))
                                .toList())
                + " --payload " + joined(payloads) + " --message " + message + " --work " + joined(works)
                + (latency ? "" : " --no-latency")
                + (questions ? "" : " --no-questions");
    }

    private static String joined(List<?> values) {
        return String.join(",", values.stream().map(String::valueOf).toList());
    }
}
