package anax.bench.lwkt;

import anax.runtime.ThreadSnapshot;
import anax.runtime.inspect.CpuSnapshot;
import anax.runtime.inspect.MachineSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The threads of a machine as lines of text, one for each, and one for each CPU that runs none or is held.
///
/// Owner: nobody; stateless. Allocates.
public final class ThreadTable {
    private ThreadTable() {}

    /// The table.
    ///
    /// @param stacks   whether the stack of each thread stands below it
    /// @param counters whether the figures of the CPUs follow
    public static List<String> of(MachineSnapshot machine, boolean stacks, boolean counters) {
        List<String> lines = new ArrayList<>();
        int cpus = machine.cpus().size();
        lines.add(printable(machine.name()) + ": process " + machine.pid() + ", " + cpus
                + (cpus == 1 ? " CPU" : " CPUs"));
        lines.add(row("CPU", "STATE", "PRI", "CRIT", "PORT", "WAIT", "NAME"));
        for (CpuSnapshot cpu : machine.cpus()) {
            cpu(lines, cpu, stacks);
        }
        if (counters) {
            lines.add("");
            counters(lines, machine.cpus());
        }
        return lines;
    }

    private static void cpu(List<String> lines, CpuSnapshot cpu, boolean stacks) {
        if (!cpu.answered()) {
            lines.add(row(cpu.id(), "held by", "-", "-", "-", "-", cpu.runs()));
            frames(lines, cpu.held());
            return;
        }
        if (cpu.threads().stream().noneMatch(thread -> thread.state() == ThreadSnapshot.State.RUNNING)) {
            lines.add(row(cpu.id(), cpu.parked() ? "parked" : "awake", "-", "-", "-", "-", "(" + cpu.runs() + ")"));
        }
        for (ThreadSnapshot thread : cpu.threads()) {
            lines.add(row(
                    thread.cpu(),
                    thread.state().name().toLowerCase(Locale.ROOT),
                    thread.priority(),
                    thread.criticalCount(),
                    thread.portDepth(),
                    thread.waitMessage().isEmpty() ? "-" : thread.waitMessage(),
                    thread.name()));
            if (stacks) {
                if (!thread.sections().isEmpty()) {
                    lines.add("         in critical sections, the last entered first: " + printable(thread.sections()));
                }
                frames(lines, thread.stack());
            }
        }
        if (cpu.omitted() > 0) {
            lines.add(row(cpu.id(), "", "", "", "", "", "and " + cpu.omitted() + " more"));
        }
    }

    private static void counters(List<String> lines, List<CpuSnapshot> cpus) {
        StringBuilder heading = new StringBuilder(String.format(Locale.ROOT, "%-16s", "COUNTER"));
        for (CpuSnapshot cpu : cpus) {
            heading.append(String.format(Locale.ROOT, " %12s", "CPU " + cpu.id()));
        }
        lines.add(heading.toString());
        for (String name : cpus.getFirst().counters().keySet()) {
            StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-16s", printable(name)));
            for (CpuSnapshot cpu : cpus) {
                line.append(String.format(Locale.ROOT, " %12s", cpu.counters().getOrDefault(name, 0L)));
            }
            lines.add(line.toString());
        }
    }

    private static void frames(List<String> lines, List<StackTraceElement> stack) {
        for (StackTraceElement frame : stack) {
            lines.add("         at " + printable(frame.toString()));
        }
    }

    private static String row(Object... cells) {
        return printable(String.format(Locale.ROOT, "%3s  %-9s %3s %4s %4s  %-12s %s", cells))
                .stripTrailing();
    }

    /// The text without what a terminal would obey.
    private static String printable(String text) {
        return text.replaceAll("\\p{Cc}", "?");
    }
}
