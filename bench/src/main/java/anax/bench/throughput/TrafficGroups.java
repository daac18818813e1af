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
        Unit.BYTES_PER_OPERATION,
        Unit.COLLECTION_SHARE,
        Unit.SAFEPOINT_SHARE,
        Unit.MESSAGES_PER_OPERATION,
        Unit.PACKETS_PER_BATCH,
        Unit.LOCKS_PER_OPERATION,
        Unit.CONTENDED_SHARE,
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
        return new Group(
                "throughput." + ThroughputOptions.UDP_ECHO + "." + traffic.key(),
                "UDP echo, throughput: " + traffic.inWords(),
                "a datagram in, through the stack to a service that answers it, and out again; " + traffic.flows()
                        + " clients with " + Load.UNDER_WAY + " requests under way for each CPU; what the clients take"
                        + " of the CPUs is measured alone and taken off",
                Unit.OPERATIONS_PER_SECOND,
                List.of(BESIDE_THROUGHPUT),
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
