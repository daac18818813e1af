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
        Unit.SKEW,
        Unit.NS_IN_LOAD,
        Unit.NS_IN_RECEIVE,
        Unit.NS_IN_IP,
        Unit.NS_IN_UDP,
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

    private static final int[] BATCHES = {1, 4, 32};

    private final ThroughputOptions options;
    private final ForkCommandLine commandLine;
    private final Setting setting;

    TrafficGroups(ThroughputOptions options, ForkCommandLine commandLine, Setting setting) {
        this.options = options;
        this.commandLine = commandLine;
        this.setting = setting;
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
                "UDP echo, throughput: " + traffic.inWords(),
                "a datagram in, through the stack to a service that answers it, and out again; " + traffic.flows()
                        + " clients with " + Load.UNDER_WAY + " requests under way for each CPU; what the clients take"
                        + " of the CPUs is measured alone and taken off",
                Unit.OPERATIONS_PER_SECOND,
                List.of(BESIDE_THROUGHPUT),
                traffic,
                contestants);
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
                "UDP echo, latency: " + traffic.inWords(),
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

    /// What the paper asks of the stack's own design: its hash beside Toeplitz's, and a connect for each
    /// datagram.
    Group questions(Traffic traffic) {
        int cpus = mostRealCpus();
        String design = Designs.COMPARED.getFirst().name();
        List<Contestant> contestants = new ArrayList<>();
        for (Variant variant : Variant.values()) {
            contestants.add(contestant(called(design + inWords(variant), cpus), design, variant, cpus, traffic, null));
        }
        for (int batch : BATCHES) {
            String name = "run-to-completion-" + batch;
            contestants.add(contestant(called(name, cpus), name, Variant.PLAIN, cpus, traffic, null));
        }
        return group(
                "questions." + traffic.key(),
                "The paper's questions: " + traffic.inWords(),
                "the partitioned stack with Toeplitz's hash and with the paper's XOR, with a connect for each datagram"
                        + " that is sent, and with frames run to their end in batches of 1, 4 and 32",
                Unit.OPERATIONS_PER_SECOND,
                List.of(BESIDE_THROUGHPUT),
                traffic,
                contestants);
    }

    private static String inWords(Variant variant) {
        return switch (variant) {
            case PLAIN -> "";
            case XOR_HASH -> " with XOR hash";
            case PSEUDO_CONNECT -> " with pseudo-connect";
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
        String bench = "throughput." + ThroughputOptions.UDP_ECHO + "." + name;
        if (contestants.isEmpty()) {
            return Group.skipped(
                    bench, title, job, unit, options.mostCpus(), "none of the designs runs on so many CPUs");
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
        params.put("workload", ThroughputOptions.UDP_ECHO);
        params.put("affinity", traffic.affinity());
        params.put("flows", traffic.flows());
        params.put("zipf", traffic.zipf());
        params.put("payload", traffic.payload());
        params.put("workNs", traffic.workNs());
        params.put("processors", setting.topology().processorCount());
        return params;
    }
}
