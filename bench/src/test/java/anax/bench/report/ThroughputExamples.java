package anax.bench.report;

import anax.bench.designs.Designs;
import anax.bench.designs.frame.Design;
import anax.bench.measure.Further;
import anax.bench.measure.Ratio;
import anax.bench.measure.Result;
import anax.bench.measure.Role;
import anax.bench.measure.Section;
import anax.bench.measure.Spread;
import anax.bench.measure.Unit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Throughput groups to test with.
final class ThroughputExamples {
    private static final int SLICES = 20;

    private final String bench;
    private final int processors;
    private final List<Result> rows = new ArrayList<>();
    private final List<Double> loadNs = new ArrayList<>();
    private double zipf;
    private int affinity = 50;
    private double skew = 1.03;

    ThroughputExamples(String bench, int processors) {
        this.bench = bench;
        this.processors = processors;
    }

    /// @param fullest what the fullest CPU owns, against the mean
    ThroughputExamples traffic(int newAffinity, double newZipf, double fullest) {
        affinity = newAffinity;
        zipf = newZipf;
        skew = fullest;
        return this;
    }

    /// Two designs and a floor on 1, 2 and 4 CPUs, of which 2 had processors.
    static Section usual() {
        return new ThroughputExamples("throughput.udp-echo.a", 2)
                .row("partitioned", Role.OURS, 1, 6e6)
                .row("partitioned", Role.OURS, 2, 11.4e6)
                .row("partitioned", Role.OURS, 4, 50e6)
                .row("giant", Role.RIVAL, 1, 6e6)
                .row("giant", Role.RIVAL, 2, 3e6)
                .row("giant-unlocked", Role.FLOOR, 1, 6.25e6)
                .section();
    }

    /// Every design that there is, by its real name, on 1, 2 and 4 CPUs with a processor each; some end up alike.
    static Section all() {
        ThroughputExamples rows = new ThroughputExamples("throughput.udp-echo.all", 4);
        for (Design design : Designs.COMPARED) {
            boolean ours = design.name().matches("partitioned|run-to-completion-.*");
            for (int cpus : new int[] {1, 2, 4}) {
                rows.row(design.name(), ours ? Role.OURS : Role.RIVAL, cpus, ours ? 6e6 * cpus : 5.5e6 + 1e6 * cpus);
            }
        }
        Designs.FLOORS.forEach(floor -> rows.row(floor.name(), Role.FLOOR, 1, 7e6));
        return rows.section();
    }

    static Section latencyOfAll() {
        List<Result> rows = new ArrayList<>();
        for (Design design : Designs.COMPARED) {
            boolean ours = design.name().matches("partitioned|run-to-completion-.*");
            rows.add(result(
                    "latency",
                    design.name() + ", 4 CPUs",
                    ours ? Role.OURS : Role.RIVAL,
                    4,
                    4,
                    Unit.LATENCY,
                    ours ? 1_900 : 310));
        }
        return latency(rows);
    }

    static Section latency() {
        return latency(List.of(
                result("latency", "partitioned, 2 CPUs", Role.OURS, 2, 2, Unit.LATENCY, 9_000),
                result("latency", "giant, 2 CPUs", Role.RIVAL, 2, 2, Unit.LATENCY, 70_000)));
    }

    private static Section latency(List<Result> rows) {
        List<Further> further = new ArrayList<>();
        double factor = 1;
        for (Unit unit :
                List.of(Unit.LATENCY_P90, Unit.LATENCY_P99, Unit.LATENCY_P999, Unit.LATENCY_P9999, Unit.LATENCY_MAX)) {
            factor *= 3;
            further.add(further(unit, rows, 9_000 * factor));
        }
        return new Section(
                "latency",
                "UDP echo, latency",
                "from when a request is due",
                Unit.LATENCY,
                rows.getFirst().design(),
                rows,
                further,
                List.of(),
                "");
    }

    ThroughputExamples row(String design, Role role, int cpus, double perSecond) {
        return row(design, role, cpus, perSecond, 30);
    }

    /// @param aloneNs what the clients alone took for an operation
    ThroughputExamples row(String design, Role role, int cpus, double perSecond, double aloneNs) {
        String name = design + (cpus == 1 ? ", 1 CPU" : ", " + cpus + " CPUs");
        rows.add(result(bench, name, role, cpus, processors, Unit.OPERATIONS_PER_SECOND, perSecond));
        loadNs.add(aloneNs);
        return this;
    }

    Section section() {
        List<Result> alone = new ArrayList<>();
        List<Further> further = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            Result row = rows.get(i);
            alone.add(result(
                    bench,
                    row.design(),
                    row.role(),
                    row.cpus(),
                    processors,
                    Unit.ALONE_NS_PER_OPERATION,
                    loadNs.get(i)));
        }
        further.add(new Further(Unit.ALONE_NS_PER_OPERATION, alone));
        further.add(further(Unit.NS_IN_IP, rows, 60));
        further.add(further(Unit.NS_IN_LOCKS, rows, 20));
        further.add(further(Unit.MESSAGES_PER_OPERATION, rows, 0.5));
        further.add(further(Unit.LOCKS_PER_OPERATION, rows, 2));
        further.add(further(Unit.CONTENDED_SHARE, rows, 12));
        further.add(further(Unit.LOCK_WAIT_NS_PER_OPERATION, rows, 150));
        further.add(further(Unit.HAND_OVERS_PER_OPERATION, rows, 0.25));
        further.add(further(Unit.SKEW, rows, skew));
        return new Section(
                bench,
                "UDP echo, throughput: " + bench,
                "a datagram in and out",
                Unit.OPERATIONS_PER_SECOND,
                rows.getFirst().design(),
                rows.stream().map(this::withTrafficAndRatio).toList(),
                further,
                List.of(),
                "");
    }

    private Result withTrafficAndRatio(Result row) {
        Map<String, Object> params = new HashMap<>(row.params());
        params.put("affinity", affinity);
        params.put("zipf", zipf);
        Result reference = rows.getFirst();
        double ratio = row.spread().median() / reference.spread().median();
        return new Result(
                row.bench(),
                row.design(),
                row.role(),
                row.cpus(),
                params,
                row.unit(),
                row.spread(),
                row.samples(),
                row.forkMedians(),
                List.of(new Ratio(reference.design(), ratio, ratio, ratio)),
                row.notes());
    }

    private static Further further(Unit unit, List<Result> rows, double value) {
        return new Further(
                unit,
                rows.stream()
                        .map(row -> result(row.bench(), row.design(), row.role(), row.cpus(), 2, unit, value))
                        .toList());
    }

    /// Two forks of slices that lie 2 % apart at most.
    private static Result result(
            String bench, String design, Role role, int cpus, int processors, Unit unit, double median) {
        double[] samples = new double[2 * SLICES];
        Arrays.setAll(samples, i -> median * (1 + (i % 5 - 2) * 0.0053));
        return new Result(
                bench,
                design,
                role,
                cpus,
                Map.of("processors", processors, "sliceMs", 50.0),
                unit,
                new Spread(median, median * 0.9947, median * 1.0053),
                samples,
                new double[] {median, median},
                List.of(),
                List.of());
    }
}
