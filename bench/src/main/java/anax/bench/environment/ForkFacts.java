package anax.bench.environment;

import anax.runtime.topology.PinOutcome;
import anax.runtime.topology.Pinning;
import anax.runtime.topology.Topology;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The JVM that measured, and whether its threads could be pinned.
///
/// Owner: nobody; immutable; it crosses from a fork to its parent as JSON.
///
/// @param jdk       vendor and version
/// @param vm        the virtual machine's name and version
/// @param collector the garbage collector
/// @param flags     the flags that the JVM was started with
/// @param pinned    true if a thread could be pinned to each processor that is used
/// @param pinning   the same in words, with the reason if not
public record ForkFacts(String jdk, String vm, String collector, List<String> flags, boolean pinned, String pinning) {

    /// Copies.
    public ForkFacts {
        flags = List.copyOf(flags);
    }

    /// The facts of the JVM that runs; pins threads that are made for it and end at once.
    ///
    /// @param cpus how many CPUs are used
    public static ForkFacts ofThisJvm(int cpus, Topology topology, Pinning pinning) throws InterruptedException {
        List<PinOutcome> outcomes = new ArrayList<>();
        for (int cpu = 0; cpu < Math.min(cpus, topology.processorCount()); cpu++) {
            int processor = topology.processorOf(cpu);
            Thread.ofPlatform()
                    .start(() -> outcomes.add(pinning.pinCurrentThread(processor)))
                    .join();
        }
        return new ForkFacts(
                System.getProperty("java.vendor") + " " + System.getProperty("java.runtime.version"),
                System.getProperty("java.vm.name"),
                collectorName(),
                ManagementFactory.getRuntimeMXBean().getInputArguments(),
                outcomes.stream().allMatch(PinOutcome::pinned),
                inWords(outcomes));
    }

    /// Tells the outcome of pinning.
    static String inWords(List<PinOutcome> outcomes) {
        String refusals = outcomes.stream()
                .filter(outcome -> !outcome.pinned())
                .map(outcome -> "processor " + outcome.processor() + ": " + outcome.reason())
                .collect(Collectors.joining("; "));
        if (!refusals.isEmpty()) {
            return "refused: " + refusals;
        }
        String processors = outcomes.stream()
                .map(outcome -> String.valueOf(outcome.processor()))
                .collect(Collectors.joining(", "));
        return "pinned to processor" + (outcomes.size() == 1 ? " " : "s ") + processors;
    }

    /// The collectors' names are those of their beans, which say generations: "PS Scavenge, PS MarkSweep" is
    /// Parallel.
    private static String collectorName() {
        String beans = ManagementFactory.getGarbageCollectorMXBeans().stream()
                .map(GarbageCollectorMXBean::getName)
                .collect(Collectors.joining(", "));
        return switch (beans.substring(0, (beans + " ").indexOf(' '))) {
            case "PS" -> "Parallel";
            case "G1" -> "G1";
            case "Copy" -> "Serial";
            case "ZGC" -> "ZGC";
            case "Shenandoah" -> "Shenandoah";
            case "Epsilon" -> "Epsilon";
            default -> beans;
        };
    }
}
