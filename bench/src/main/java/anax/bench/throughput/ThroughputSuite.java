package anax.bench.throughput;

import anax.bench.measure.ForkCommandLine;
import anax.bench.measure.Group;
import anax.bench.measure.Pace;
import anax.bench.measure.Setting;
import anax.bench.measure.Suite;
import anax.bench.throughput.cost.CostGroup;
import anax.bench.throughput.load.Job;
import anax.bench.throughput.load.Traffic;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/// Throughput for each kind of traffic; latency and the questions of the paper for the first kind of each workload.
///
/// Owner: nobody; immutable.
public final class ThroughputSuite implements Suite {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pace QUICK_PACE = new Pace(20_000_000, 13, 0);

    private final ForkCommandLine commandLine;
    private final ThroughputOptions options;

    private ThroughputSuite(ForkCommandLine commandLine, ThroughputOptions options) {
        this.commandLine = commandLine;
        this.options = options;
    }

    /// The suite in its short form, whatever the number of CPUs is.
    ///
    /// @param commandLine starts a JVM that hosts a design
    public static ThroughputSuite quick(ForkCommandLine commandLine) {
        return new ThroughputSuite(commandLine, null);
    }

    /// The suite with options.
    public ThroughputSuite with(ThroughputOptions given) {
        return new ThroughputSuite(commandLine, given);
    }

    @Override
    public String name() {
        return "throughput";
    }

    @Override
    public String summary() {
        return "whole-stack throughput and latency of one engine under several concurrency designs";
    }

    @Override
    public String options() {
        try {
            return options == null ? "" : JSON.writeValueAsString(options);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a record of numbers could not be written", impossible);
        }
    }

    @Override
    public Suite with(String given) {
        try {
            return given.isEmpty() ? this : with(JSON.readValue(given, ThroughputOptions.class));
        } catch (JsonProcessingException other) {
            throw new IllegalArgumentException(
                    "options \"" + given + "\" were given; parent and fork are not the same program", other);
        }
    }

    /// What the machine has, as the JVM knows it; without bound where it does not say.
    private static long memory() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : Long.MAX_VALUE;
    }

    @Override
    public List<Group> groups(Setting setting) {
        final ThroughputOptions wanted = options == null ? ThroughputOptions.quick(setting.cpus()) : options;
        final TrafficGroups groups = new TrafficGroups(wanted, commandLine, setting, memory());
        final List<Group> all = new ArrayList<>();
        for (Traffic traffic : wanted.traffics()) {
            all.add(groups.closed(traffic));
        }
        for (Traffic first : wanted.firstTraffics()) {
            boolean isShort = options == null && first.job().isTcp();
            if (wanted.latency() && !first.job().isStream() && !isShort) {
                all.add(groups.latency(first));
            }
            if (wanted.questions() && first.job() != Job.MIXED) {
                all.add(groups.questions(first));
            }
        }
        all.add(CostGroup.of(setting));
        return options == null
                ? all.stream().map(group -> group.withPace(QUICK_PACE)).toList()
                : all;
    }
}
