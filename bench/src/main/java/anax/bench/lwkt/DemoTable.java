package anax.bench.lwkt;

import anax.runtime.CpuCounters;
import anax.runtime.Machine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What the demonstration prints: a line for each second, and a table at the end.
///
/// Owner: the thread that prints. Allocates.
public final class DemoTable {
    private static final double SECOND_NS = 1e9;

    private final Machine machine;
    private final DemoSystem system;
    private Totals before;

    /// What all CPUs have done up to some moment.
    private record Totals(long messages, long switches, List<Long> parks, List<Long> kicks) {}

    /// Makes one that counts from now on.
    public DemoTable(Machine machine, DemoSystem system) {
        this.machine = machine;
        this.system = system;
        before = totals();
    }

    /// The heading of the lines.
    public String heading() {
        return String.format(
                Locale.ROOT,
                "%5s %11s %12s  %s",
                "s",
                "messages/s",
                "switches/s",
                "parks/kicks of CPU 0 to " + (machine.cpuCount() - 1));
    }

    /// What has happened since the last line.
    ///
    /// @param second  how long the system has run, in seconds
    /// @param sinceNs how long ago the last line was, in nanoseconds
    public String line(long second, long sinceNs) {
        Totals now = totals();
        double seconds = sinceNs / SECOND_NS;
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%5d %11.0f %12.0f ",
                second,
                (now.messages - before.messages) / seconds,
                (now.switches - before.switches) / seconds));
        for (int cpu = 0; cpu < machine.cpuCount(); cpu++) {
            text.append(' ')
                    .append(now.parks.get(cpu) - before.parks.get(cpu))
                    .append('/')
                    .append(now.kicks.get(cpu) - before.kicks.get(cpu));
        }
        before = now;
        return text.toString();
    }

    /// What each CPU has done since the start, in lines of text.
    public List<String> summary() {
        String row = "%5s %11s %12s %10s %9s %9s %10s %10s %7s";
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                row,
                "CPU",
                "messages",
                "switches",
                "rings",
                "kicks",
                "parks",
                "interrupts",
                "preempted",
                "visits"));
        for (int cpu = 0; cpu < machine.cpuCount(); cpu++) {
            CpuCounters counters = machine.cpu(cpu).counters();
            lines.add(String.format(
                    Locale.ROOT,
                    row,
                    cpu,
                    system.messages(cpu),
                    counters.switches(),
                    counters.rings(),
                    counters.kicks(),
                    counters.parks(),
                    system.interrupts(cpu),
                    counters.preemptHit(),
                    system.visits(cpu)));
        }
        return lines;
    }

    private Totals totals() {
        long messages = 0;
        long switches = 0;
        List<Long> parks = new ArrayList<>();
        List<Long> kicks = new ArrayList<>();
        for (int cpu = 0; cpu < machine.cpuCount(); cpu++) {
            CpuCounters counters = machine.cpu(cpu).counters();
            messages += system.messages(cpu);
            switches += counters.switches();
            parks.add(counters.parks());
            kicks.add(counters.kicks());
        }
        return new Totals(messages, switches, parks, kicks);
    }
}
