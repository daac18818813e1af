package anax.bench.report;

import anax.bench.measure.Interval;
import anax.bench.measure.Result;
import anax.bench.measure.Role;
import anax.bench.measure.Section;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The rows of a throughput group, sorted by design and number of CPUs.
///
/// Owner: whoever made it; immutable. Allocates. A row is real if there was a processor for each of its CPUs; others
/// are never set beside them.
final class Scaling {
    private final Map<String, SortedMap<Integer, Result>> rows = new LinkedHashMap<>();
    private final int processors;

    private Scaling(int processors) {
        this.processors = processors;
    }

    /// Sorts the rows of a section.
    static Scaling of(Section section) {
        Object given = section.figures().getFirst().params().get("processors");
        Scaling scaling = new Scaling(given instanceof Number number ? number.intValue() : Integer.MAX_VALUE);
        for (Result figure : section.figures()) {
            scaling.rows.computeIfAbsent(design(figure), _ -> new TreeMap<>()).put(figure.cpus(), figure);
        }
        return scaling;
    }

    /// Whether there was a processor for each of a row's CPUs, as far as the row says how many there were.
    static boolean isReal(Result figure) {
        return !(figure.params().get("processors") instanceof Number number) || figure.cpus() <= number.intValue();
    }

    /// The name of a row's design, without its CPUs.
    static String design(Result figure) {
        int comma = figure.design().lastIndexOf(", ");
        return comma < 0 ? figure.design() : figure.design().substring(0, comma);
    }

    /// All designs, in the order of rows.
    List<String> designs() {
        return List.copyOf(rows.keySet());
    }

    /// The numbers of CPUs that there were processors for, in rising order.
    List<Integer> realCpus() {
        return counts(true);
    }

    /// The numbers of CPUs that had to share processors.
    List<Integer> crowdedCpus() {
        return counts(false);
    }

    private List<Integer> counts(boolean real) {
        return rows.values().stream()
                .flatMap(byCpus -> byCpus.keySet().stream())
                .filter(cpus -> cpus <= processors == real)
                .distinct()
                .sorted()
                .toList();
    }

    /// How many processors there were.
    int processors() {
        return processors;
    }

    /// A row; null if there is none.
    Result row(String design, int cpus) {
        return rows.getOrDefault(design, new TreeMap<>()).get(cpus);
    }

    /// The designs of some role that ran on so many CPUs.
    List<Result> rows(Role role, int cpus) {
        List<Result> some = new ArrayList<>();
        for (SortedMap<Integer, Result> byCpus : rows.values()) {
            Result row = byCpus.get(cpus);
            if (row != null && row.role() == role) {
                some.add(row);
            }
        }
        return some;
    }

    /// The ratio of two rows of one group, from the ratios of their rounds.
    static Interval ratio(Result row, Result divisor) {
        return Interval.ofPaired(Interval.byFork(row), Interval.byFork(divisor));
    }

    /// A design's speed-up from the fewest CPUs that it ran on to more of them; null if it did not run on both.
    Interval speedUp(String design, int cpus) {
        Result one = row(design, realCpus().getFirst());
        Result many = row(design, cpus);
        return one == null || many == null || one == many ? null : ratio(many, one);
    }
}
