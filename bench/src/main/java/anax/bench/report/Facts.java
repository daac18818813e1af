package anax.bench.report;

import anax.bench.environment.Environment;
import anax.bench.environment.ForkFacts;
import anax.bench.environment.MachineFacts;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Writes the environment for people: three lines at the head of a table, or everything.
///
/// Owner: nobody; stateless. Allocates.
final class Facts {
    private Facts() {}

    /// What everybody wants to know, in three lines.
    static List<String> lines(Environment environment) {
        MachineFacts machine = environment.machine();
        ForkFacts jvm = environment.jvm();
        return List.of(
                machine.cpuModel() + ", " + processors(machine) + (machine.virtualMachine() ? ", virtual machine" : "")
                        + ", " + machine.kernel(),
                jvm.jdk() + ", " + jvm.collector() + " collector, threads " + jvm.pinning(),
                "processor time during the run: " + percent(environment.time().stealShare()) + " stolen by the host, "
                        + percent(environment.time().othersShare()) + " used by other programs");
    }

    /// Everything, by name.
    static Map<String, String> all(Environment environment) {
        MachineFacts machine = environment.machine();
        ForkFacts jvm = environment.jvm();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Date", environment.date().truncatedTo(ChronoUnit.SECONDS).toString());
        String revision = environment.revision();
        facts.put("Anax", environment.version() + (revision.isEmpty() ? "" : ", revision " + revision));
        facts.put("Procedure", environment.procedure());
        facts.put("CPUs asked for", String.valueOf(environment.cpus()));
        facts.put("Processor", machine.cpuModel() + (machine.virtualMachine() ? ", in a virtual machine" : ""));
        facts.put("Processors", processors(machine) + ", SMT " + machine.smt() + ", NUMA nodes " + machine.numaNodes());
        facts.put("Processor quota", machine.cpuQuota());
        facts.put("Pinning", jvm.pinning());
        facts.put("Kernel", machine.kernel());
        facts.put("JDK", jvm.jdk() + ", " + jvm.vm());
        facts.put("Collector", jvm.collector());
        facts.put("JVM flags", String.join(" ", jvm.flags()));
        facts.put(
                "Load",
                environment.loadBefore() + " before, " + environment.loadAfter() + " after (one-minute average)");
        facts.put(
                "Stolen by the host",
                percent(environment.time().stealShare()) + " of the processor time, "
                        + environment.time().stealTicks() + " ticks");
        facts.put("Used by other programs", percent(environment.time().othersShare()) + " of the processor time");
        return facts;
    }

    private static String processors(MachineFacts machine) {
        return machine.processorsOnline() + " processors, allowed " + machine.processorsAllowed();
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", share * 100);
    }
}
