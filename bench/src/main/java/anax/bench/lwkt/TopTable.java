package anax.bench.lwkt;

import anax.runtime.ThreadSnapshot;
import anax.runtime.inspect.CpuSnapshot;
import anax.runtime.inspect.MachineSnapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What a machine did between two snapshots, as lines of text: one for each CPU, and those threads that had the most
/// time.
///
/// Owner: nobody; stateless. Allocates.
public final class TopTable {
    private static final double SECOND_NS = 1e9;
    private static final List<String> CLASSES = List.of("idleNs", "userNs", "daemonNs", "softNs", "interruptNs");
    private static final List<String> SLOW_PATHS =
            List.of("fifoFull", "spilled", "nested", "preemptMiss", "syncs", "livelocks");

    private TopTable() {}

    /// What all threads of a name had.
    private record Line(String name, int count, long ranNs, ThreadSnapshot one) {
        Line and(Line other) {
            return new Line(name, count + other.count, ranNs + other.ranNs, runs(other) ? other.one : one);
        }

        private static boolean runs(Line line) {
            return line.one.state() == ThreadSnapshot.State.RUNNING;
        }
    }

    /// The lines.
    ///
    /// @param passedNs    the time between the two, more than 0
    /// @param mostThreads how many lines of threads at most
    public static List<String> of(MachineSnapshot before, MachineSnapshot now, long passedNs, int mostThreads) {
        List<String> lines = new ArrayList<>();
        int cpus = now.cpus().size();
        lines.add(String.format(
                Locale.ROOT,
                "%s: process %d, %d %s, over %.1f s",
                now.name(),
                now.pid(),
                cpus,
                cpus == 1 ? "CPU" : "CPUs",
                passedNs / SECOND_NS));
        lines.add(String.format(
                Locale.ROOT,
                "%3s %6s %6s %6s %6s %6s %6s %9s %10s %8s  %s",
                "CPU",
                "IDLE",
                "USER",
                "DAEMON",
                "SOFT",
                "IRQ",
                "READY",
                "MSG/S",
                "SWITCHES/S",
                "PARKS/S",
                "SLOW/S"));
        for (int cpu = 0; cpu < cpus; cpu++) {
            lines.add(cpu(before.cpus().get(cpu), now.cpus().get(cpu), passedNs));
        }
        lines.add("");
        lines.add(String.format(
                Locale.ROOT, "%7s %5s %-9s %3s %3s  %s", "SHARE", "COUNT", "STATE", "PRI", "CPU", "NAME"));
        threads(before, now).stream()
                .sorted(Comparator.comparingLong(Line::ranNs).reversed().thenComparing(Line::name))
                .limit(mostThreads)
                .forEach(line -> lines.add(thread(line, passedNs)));
        return lines.stream()
                .map(line -> line.replaceAll("\\p{Cc}", "?").stripTrailing())
                .toList();
    }

    private static String cpu(CpuSnapshot before, CpuSnapshot now, long passedNs) {
        if (!now.answered()) {
            return String.format(Locale.ROOT, "%3d held by %s", now.id(), now.runs());
        }
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%3d", now.id()));
        // Where the JVM stood still between the answer and the clock the classes' own sum is nearer to the truth.
        long all = CLASSES.stream().mapToLong(name -> grown(before, now, name)).sum();
        for (String name : CLASSES) {
            line.append(String.format(Locale.ROOT, " %5.1f%%", 100.0 * grown(before, now, name) / Math.max(all, 1)));
        }
        long ready = now.threads().stream()
                .filter(thread -> thread.state() == ThreadSnapshot.State.READY)
                .count();
        line.append(String.format(
                Locale.ROOT,
                " %5d%s %9.0f %10.0f %8.0f  ",
                ready,
                now.omitted() > 0 ? "+" : " ",
                perSecond(grown(before, now, "messages"), passedNs),
                perSecond(grown(before, now, "switches"), passedNs),
                perSecond(grown(before, now, "parks"), passedNs)));
        List<String> slow = new ArrayList<>();
        for (String name : SLOW_PATHS) {
            long count = grown(before, now, name);
            if (count > 0) {
                slow.add(String.format(Locale.ROOT, "%s %.0f", name, Math.ceil(perSecond(count, passedNs))));
            }
        }
        return line.append(slow.isEmpty() ? "-" : String.join(", ", slow)).toString();
    }

    private static String thread(Line line, long passedNs) {
        return String.format(
                Locale.ROOT,
                "%6.1f%% %5d %-9s %3d %3d  %s",
                100.0 * line.ranNs / passedNs,
                line.count,
                line.one.state().name().toLowerCase(Locale.ROOT),
                line.one.priority(),
                line.one.cpu(),
                line.name);
    }

    private static List<Line> threads(MachineSnapshot before, MachineSnapshot now) {
        Map<String, Line> earlier = byName(before);
        List<Line> lines = new ArrayList<>();
        byName(now).values().forEach(line -> {
            Line then = earlier.get(line.name);
            // Of those that have ended since, what they had goes with them.
            long ranNs = Math.max(0, line.ranNs - (then == null ? 0 : then.ranNs));
            lines.add(new Line(line.name, line.count, ranNs, line.one));
        });
        return lines;
    }

    private static Map<String, Line> byName(MachineSnapshot machine) {
        Map<String, Line> lines = new LinkedHashMap<>();
        for (CpuSnapshot cpu : machine.cpus()) {
            for (ThreadSnapshot thread : cpu.threads()) {
                lines.merge(thread.name(), new Line(thread.name(), 1, thread.ranNs(), thread), Line::and);
            }
        }
        return lines;
    }

    private static long grown(CpuSnapshot before, CpuSnapshot now, String counter) {
        return Math.max(
                0, now.counters().getOrDefault(counter, 0L) - before.counters().getOrDefault(counter, 0L));
    }

    private static double perSecond(long count, long passedNs) {
        return count * SECOND_NS / passedNs;
    }
}
