package anax.bench.throughput;

import anax.bench.designs.Designs;
import anax.bench.designs.frame.Design;
import anax.bench.measure.Setting;
import anax.bench.throughput.load.Traffic;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;

/// What a throughput run compares, as it was asked for.
///
/// Owner: nobody; immutable; it crosses to forks as JSON.
///
/// Where there are several values, each combination of affinity, skew, payload and work is a group of its own.
///
/// @param designs    names of designs
/// @param workloads  names of workloads
/// @param cpus       numbers of CPUs
/// @param affinities shares of flows whose requests come in on their owner's queue, in percent
/// @param flows      how many clients there are
/// @param zipfs      how unevenly they send; 0 is evenly
/// @param payloads   octets in a datagram
/// @param works      nanoseconds of work for an operation
/// @param latency    whether latency is measured too, in an open loop
/// @param questions  whether the questions of the paper are asked too
public record ThroughputOptions(
        List<String> designs,
        List<String> workloads,
        List<Integer> cpus,
        List<Integer> affinities,
        int flows,
        List<Double> zipfs,
        List<Integer> payloads,
        List<Integer> works,
        boolean latency,
        boolean questions) {
    /// The workload that there is.
    public static final String UDP_ECHO = "udp-echo";

    /// Clients, if nobody says how many.
    public static final int USUAL_FLOWS = 1_024;

    /// Checks and copies.
    ///
    /// @throws IllegalArgumentException if something is out of its bounds, is missing, or stands twice
    public ThroughputOptions {
        designs = once("--designs", designs);
        workloads = once("--workloads", workloads);
        cpus = once("--cpus", cpus);
        affinities = once("--affinity", affinities);
        zipfs = once("--zipf", zipfs);
        payloads = once("--payload", payloads);
        works = once("--work", works);
        designs.forEach(Designs::of);
        for (String workload : workloads) {
            if (!workload.equals(UDP_ECHO)) {
                throw new IllegalArgumentException("workload " + workload + " was asked for; there is " + UDP_ECHO);
            }
        }
        for (int count : cpus) {
            if (count < 1 || count > Setting.MAX_CPUS) {
                throw new IllegalArgumentException(
                        "--cpus " + count + " was given; use 1 to " + Setting.MAX_CPUS + ", joined by commas");
            }
        }
        traffics(flows, affinities, zipfs, payloads, works);
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
                List.of(UDP_ECHO),
                usualCpus(processors),
                List.of(100, 50, 0),
                USUAL_FLOWS,
                List.of(0.0),
                List.of(64),
                List.of(0),
                true,
                true);
    }

    /// The short form: a partitioned design, and one of each kind of locks.
    public static ThroughputOptions quick(int cpus) {
        List<String> names = new ArrayList<>();
        for (Design design : Designs.COMPARED) {
            if (!design.name().startsWith("run-to-completion")) {
                names.add(design.name());
            }
        }
        return new ThroughputOptions(
                names,
                List.of(UDP_ECHO),
                cpus == 1 ? List.of(1) : List.of(1, cpus),
                cpus == 1 ? List.of(100) : List.of(100, 50),
                USUAL_FLOWS,
                List.of(0.0),
                List.of(64),
                List.of(0),
                true,
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
        return traffics(flows, affinities, zipfs, payloads, works);
    }

    private static List<Traffic> traffics(
            int flows, List<Integer> affinities, List<Double> zipfs, List<Integer> payloads, List<Integer> works) {
        List<Traffic> traffics = new ArrayList<>();
        for (int work : works) {
            for (int payload : payloads) {
                for (double zipf : zipfs) {
                    for (int affinity : affinities) {
                        traffics.add(new Traffic(affinity, flows, zipf, payload, work));
                    }
                }
            }
        }
        return traffics;
    }

    /// The most CPUs.
    public int mostCpus() {
        return cpus.stream().max(Integer::compare).orElseThrow();
    }

    /// The command that asks for the same.
    public String inWords() {
        return "--designs " + joined(designs) + " --workloads " + joined(workloads) + " --cpus " + joined(cpus)
                + " --affinity " + joined(affinities) + " --flows " + flows + " --zipf "
                + String.join(
                        ",",
                        zipfs.stream()
                                .map(zipf -> String.format(Locale.ROOT, "%s", zipf))
                                .toList())
                + " --payload " + joined(payloads) + " --work " + joined(works) + (latency ? "" : " --no-latency")
                + (questions ? "" : " --no-questions");
    }

    private static String joined(List<?> values) {
        return String.join(",", values.stream().map(String::valueOf).toList());
    }
}
