package anax.bench.throughput;

import anax.bench.designs.Designs;
import anax.bench.designs.frame.Design;
import anax.bench.measure.Contestant;
import anax.bench.measure.ForkCommandLine;
import anax.bench.measure.Group;
import anax.bench.measure.Pace;
import anax.bench.measure.Role;
import anax.bench.measure.Setting;
import anax.bench.measure.Unit;
import anax.bench.throughput.host.HostRequest;
import anax.bench.throughput.host.HostedContestant;
import anax.bench.throughput.host.OfferedRate;
import anax.bench.throughput.host.Variant;
import anax.bench.throughput.load.Load;
import anax.bench.throughput.load.Traffic;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Makes the groups of some kind of traffic.
///
/// Owner: whoever made it. Allocates.
final class TrafficGroups {
    private static final Unit[] BESIDE_THROUGHPUT = {
        Unit.GROSS_OPERATIONS_PER_SECOND,
        Unit.PROCESSOR_NS_PER_OPERATION,
        Unit.LOAD_NS_PER_OPERATION,
        Unit.ALONE_NS_PER_OPERATION,
        Unit.BYTES_PER_OPERATION,
        Unit.COLLECTION_SHARE,
        Unit.SAFEPOINT_SHARE,
        Unit.MESSAGES_PER_OPERATION,
        Unit.PACKETS_PER_BATCH,
        Unit.LOCKS_PER_OPERATION,
        Unit.CONTENDED_SHARE,
        Unit.LOCK_WAIT_NS_PER_OPERATION,
        Unit.HAND_OVERS_PER_OPERATION,
        Unit.SKEW,
        Unit.NS_IN_LOAD,
        Unit.NS_IN_RECEIVE,
        Unit.NS_IN_IP,
        Unit.NS_IN_UDP,
        Unit.NS_IN_TCP,
        Unit.NS_IN_SOCKET,
        Unit.NS_IN_RUNTIME,
        Unit.NS_IN_LOCKS,
        Unit.NS_IN_SERVICE,
        Unit.NS_ELSEWHERE
    };
    private static final Unit[] BESIDE_LATENCY = {
        Unit.LATENCY_P90,
        Unit.LATENCY_P99,
        Unit.LATENCY_P999,
        Unit.LATENCY_P9999,
        Unit.LATENCY_MAX,
        Unit.LOST_SHARE,
        Unit.PROCESSOR_NS_PER_OPERATION
    };

    private static final Unit[] OF_STREAMS = {Unit.MEGABYTES_PER_SECOND, Unit.PROCESSOR_NS_PER_KILOBYTE};

    private static final int[] BATCHES = {1, 4, 32};

    /// What a connection takes of a host, the client's half and the clients that work alone included: 2.7 to 4 kB
    /// were measured with a million and with a hundred thousand of them.
    private static final long OCTETS_OF_CLIENT = 3_000;

    /// What of the machine's memory, in percent, all clients of a group may take.
    private static final int MOST_OF_MEMORY = 80;

    private static final double GIGA = 1e9;

    private final ThroughputOptions options;
    private final ForkCommandLine commandLine;
    private final Setting setting;
    private final long memory;

    /// @param memory octets that the machine has
    TrafficGroups(ThroughputOptions options, ForkCommandLine commandLine, Setting setting, long memory) {
        this.options = options;
        this.commandLine = commandLine;
        this.setting = setting;
        this.memory = memory;
    }

    /// What a design on some CPUs is called.
    static String called(String design, int cpus) {
        return design + (cpus == 1 ? ", 1 CPU" : ", " + cpus + " CPUs");
    }

    /// All designs on all numbers of CPUs, as fast as they can.
    Group closed(Traffic traffic) {
        List<Contestant> contestants = new ArrayList<>();
        for (String name : options.designs()) {
            for (int cpus : options.cpus()) {
                if (cpus <= Designs.of(name).mostCpus()) {
                    contestants.add(contestant(called(name, cpus), name, Variant.PLAIN, cpus, traffic, null));
                }
            }
        }
        return group(
                traffic.key(),
                traffic.job().title() + ", throughput: " + traffic.inWords(),
                traffic.job().inWords() + "; " + inWords(traffic.flows()) + " with up to " + Load.UNDER_WAY
                        + " requests under way for each CPU; what the clients take of the CPUs is measured alone and"
                        + " taken off",
                Unit.OPERATIONS_PER_SECOND,
                besideThroughput(traffic),
                traffic,
                contestants);
    }

    private static String inWords(int clients) {
        return clients == 1 ? "one client" : clients + " clients";
    }

    private static List<Unit> besideThroughput(Traffic traffic) {
        final List<Unit> beside = new ArrayList<>();
        if (traffic.job().isStream()) {
            beside.addAll(List.of(OF_STREAMS));
        }
        beside.addAll(List.of(BESIDE_THROUGHPUT));
        return beside;
    }

    /// All designs on the most CPUs that there are processors for, at one rate that none of them is overrun by.
    Group latency(Traffic traffic) {
        int cpus = mostRealCpus();
        OfferedRate rate = new OfferedRate();
        List<Contestant> contestants = new ArrayList<>();
        for (String name : options.designs()) {
            if (cpus <= Designs.of(name).mostCpus()) {
                contestants.add(contestant(called(name, cpus), name, Variant.PLAIN, cpus, traffic, rate));
            }
        }
        return group(
                "latency." + traffic.key(),
                traffic.job().title() + ", latency: " + traffic.inWords(),
                "from when a request is due, whether it could be sent then or not, until its answer has left; all"
                        + " designs get the same rate, " + OfferedRate.PERCENT + " % of what the slowest manages",
                Unit.LATENCY,
                List.of(BESIDE_LATENCY),
                traffic,
                contestants);
    }

    private int mostRealCpus() {
        int processors = setting.topology().processorCount();
        return options.cpus().stream()
                .filter(cpus -> cpus <= processors)
                .max(Integer::compare)
                .orElseGet(options::mostCpus);
    }

    /// What the paper asks of the stack's own design: its hash beside Toeplitz's, a connect for each datagram,
    /// and batches of several sizes; of streams, what it is worth that a device cuts and joins segments.
    Group questions(Traffic traffic) {
        return traffic.job().isStream() ? offload(traffic) : hashesAndBatches(traffic);
    }

    private Group hashesAndBatches(Traffic traffic) {
        int cpus = mostRealCpus();
        String design = Designs.COMPARED.getFirst().name();
        List<Variant> variants = traffic.job().isTcp()
                ? List.of(Variant.PLAIN, Variant.XOR_HASH)
                : List.of(Variant.PLAIN, Variant.XOR_HASH, Variant.PSEUDO_CONNECT);
        List<Contestant> contestants = new ArrayList<>();
        for (Variant variant : variants) {
            contestants.add(contestant(called(design + inWords(variant), cpus), design, variant, cpus, traffic, null));
        }
        for (int batch : BATCHES) {
            String name = "run-to-completion-" + batch;
            contestants.add(contestant(called(name, cpus), name, Variant.PLAIN, cpus, traffic, null));
        }
        return group(
                "questions." + traffic.key(),
                "The paper's questions, " + traffic.job().title() + ": " + traffic.inWords(),
                "the partitioned stack with Toeplitz's hash and with the paper's XOR, "
                        + (traffic.job().isTcp() ? "" : "with a connect for each datagram that is sent, ")
                        + "and with frames run to their end in batches of 1, 4 and 32",
                Unit.OPERATIONS_PER_SECOND,
                besideThroughput(traffic),
                traffic,
                contestants);
    }

    private Group offload(Traffic traffic) {
        int cpus = mostRealCpus();
        List<Contestant> contestants = new ArrayList<>();
        for (Design design : Designs.COMPARED) {
            if (!design.name().startsWith("run-to-completion")
                    && options.designs().contains(design.name())) {
                for (Variant variant : List.of(Variant.PLAIN, Variant.OFFLOAD)) {
                    contestants.add(contestant(
                            called(design.name() + inWords(variant), cpus),
                            design.name(),
                            variant,
                            cpus,
                            traffic,
                            null));
                }
            }
        }
        return group(
                "questions." + traffic.key(),
                "The paper's footnote, " + traffic.job().title() + ": " + traffic.inWords(),
                "each design with a device that carries segments of an Ethernet frame each, which the stack cuts and"
                        + " joins in software, and with one that cuts and joins them itself",
                Unit.OPERATIONS_PER_SECOND,
                besideThroughput(traffic),
                traffic,
                contestants);
    }

    private static String inWords(Variant variant) {
        return switch (variant) {
            case PLAIN -> "";
            case XOR_HASH -> " with XOR hash";
            case PSEUDO_CONNECT -> " with pseudo-connect";
            case OFFLOAD -> " with offload";
        };
    }

    private Group group(
            String name,
            String title,
            String job,
            Unit unit,
            List<Unit> further,
            Traffic traffic,
            List<Contestant> contestants) {
        String bench = "throughput." + traffic.job().symbol() + "." + name;
        if (contestants.isEmpty()) {
            return Group.skipped(
                    bench, title, job, unit, options.mostCpus(), "none of the designs runs on so many CPUs");
        }
        final long wanted = traffic.job().isTcp() ? OCTETS_OF_CLIENT * contestants.size() * traffic.flows() : 0;
        if (wanted > memory / 100 * MOST_OF_MEMORY) {
            return Group.skipped(bench, title, job, unit, options.mostCpus(), tooMany(traffic, contestants, wanted));
        }
        return new Group(
                bench,
                title,
                job,
                unit,
                further,
                Pace.PLANNED,
                options.mostCpus(),
                params(traffic),
                contestants.getFirst().design(),
                contestants,
                List.of(),
                "");
    }

    private String tooMany(Traffic traffic, List<Contestant> contestants, long wanted) {
        return String.format(
                Locale.ROOT,
                "%,d connections in each of %d JVMs at once take some %.1f GB, and this machine has %.1f; ask for fewer"
                        + " --designs, --cpus or --flows",
                traffic.flows(),
                contestants.size(),
                wanted / GIGA,
                memory / GIGA);
    }

    private HostedContestant contestant(
            String called, String design, Variant variant, int cpus, Traffic traffic, OfferedRate rate) {
        return new HostedContestant(
                called, role(Designs.of(design)), new HostRequest(design, variant, cpus, traffic), commandLine, rate);
    }

    private static Role role(Design design) {
        if (Designs.FLOORS.contains(design)) {
            return Role.FLOOR;
        }
        return design.name().equals("partitioned") || design.name().startsWith("run-to-completion")
                ? Role.OURS
                : Role.RIVAL;
    }

    private Map<String, Object> params(Traffic traffic) {
        Map<String, Object> params = new TreeMap<>();
        params.put("workload", traffic.job().symbol());
        params.put("affinity", traffic.affinity());
        params.put("flows", traffic.flows());
        params.put("zipf", traffic.zipf());
        params.put("payload", traffic.octets());
        params.put("workNs", traffic.workNs());
        params.put("processors", setting.topology().processorCount());
        return params;
    }
}
