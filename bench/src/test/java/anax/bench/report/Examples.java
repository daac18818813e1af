package anax.bench.report;

import anax.bench.environment.Environment;
import anax.bench.environment.ForkFacts;
import anax.bench.environment.MachineFacts;
import anax.bench.environment.ProcStat;
import anax.bench.measure.Further;
import anax.bench.measure.Ratio;
import anax.bench.measure.Result;
import anax.bench.measure.Role;
import anax.bench.measure.Section;
import anax.bench.measure.Spread;
import anax.bench.measure.Unit;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Reports to test with: two groups that were measured and one that was not.
final class Examples {
    static final String NOTE = "oversubscribed: 4 CPUs on 2 cores, says nothing about speed";

    private Examples() {}

    /// Prints the page, for a test that needs a JVM of its own.
    public static void main(String[] args) {
        System.out.print(HtmlReport.of(new Report("anax bench test", environment(), List.of(trip(), kicks()))));
    }

    static Report report() {
        return new Report("anax bench messages", environment(), List.of(trip(), flow(), skipped()));
    }

    static Environment environment() {
        return new Environment(
                Instant.parse("2026-11-21T04:03:25.931Z"),
                "0.1.0",
                "0123456789ab-dirty",
                "./anax bench messages --cpus 4",
                "full: 3 forks, 60 rounds of 50 ms slices",
                4,
                new MachineFacts("AMD <EPYC>", 2, "0-1", "none", "off", "0", true, "Linux 6.18.44"),
                new ForkFacts(
                        "Temurin 25.0.3",
                        "OpenJDK 64-Bit Server VM",
                        "Parallel",
                        List.of("-XX:+UseParallelGC"),
                        true,
                        "pinned to processors 0, 1"),
                "0.10",
                "1.90",
                new ProcStat(10_000, 6_000, 25, 3_000),
                List.of(NOTE));
    }

    /// Ours loses to the ring, beats the lock, and cannot be told from the Disruptor.
    static Section trip() {
        List<Result> figures = List.of(
                result("trip", "raw ring", Role.FLOOR, Unit.NS_PER_OPERATION, 100, List.of()),
                result(
                        "trip",
                        "anax doMessage",
                        Role.OURS,
                        Unit.NS_PER_OPERATION,
                        150,
                        List.of(
                                new Ratio("raw ring", 1.5, 1.4, 1.6),
                                new Ratio("Disruptor", 1.02, 0.9, 1.1),
                                new Ratio("lock", 0.01, 0.008, 0.02),
                                new Ratio("faster", 3, 2.5, 3.5))),
                result(
                        "trip",
                        "Disruptor",
                        Role.RIVAL,
                        Unit.NS_PER_OPERATION,
                        147,
                        List.of(new Ratio("raw ring", 1.47, 1.4, 1.5))),
                result(
                        "trip",
                        "lock",
                        Role.RIVAL,
                        Unit.NS_PER_OPERATION,
                        15_000,
                        List.of(new Ratio("raw ring", 150, 140, 160))),
                result(
                        "trip",
                        "faster",
                        Role.RIVAL,
                        Unit.NS_PER_OPERATION,
                        50,
                        List.of(new Ratio("raw ring", 0.5, 0.4, 0.6))));
        return new Section(
                "trip",
                "Synchronous message",
                "out and back",
                Unit.NS_PER_OPERATION,
                "raw ring",
                figures,
                List.of(allocations(figures)),
                List.of(NOTE),
                "");
    }

    /// Without ours, in a unit in which more is better.
    static Section flow() {
        List<Result> figures = List.of(
                result("flow", "raw ring", Role.FLOOR, Unit.MESSAGES_PER_SECOND, 80e6, List.of()),
                result(
                        "flow",
                        "Disruptor",
                        Role.RIVAL,
                        Unit.MESSAGES_PER_SECOND,
                        60e6,
                        List.of(new Ratio("raw ring", 0.75, 0.7, 0.8))),
                result(
                        "flow",
                        "lock",
                        Role.RIVAL,
                        Unit.MESSAGES_PER_SECOND,
                        2e6,
                        List.of(new Ratio("raw ring", 0.025, 0.02, 0.03))));
        return new Section(
                "flow",
                "Asynchronous messages",
                "out and back, 128 under way",
                Unit.MESSAGES_PER_SECOND,
                "raw ring",
                figures,
                List.of(allocations(figures)),
                List.of(),
                "");
    }

    /// Figures that stand for themselves, beside others that are pooled.
    static Section wake() {
        List<Result> figures = List.of(
                result("wake", "raw unpark", Role.FLOOR, Unit.LATENCY, 20_000, List.of()),
                result(
                        "wake",
                        "anax sendMessage",
                        Role.OURS,
                        Unit.LATENCY,
                        25_000,
                        List.of(new Ratio("raw unpark", 1.25, 1.2, 1.3))));
        return new Section(
                "wake",
                "First message",
                "send to first moment",
                Unit.LATENCY,
                "raw unpark",
                figures,
                List.of(further(Unit.LATENCY_P99, 91_000, figures), further(Unit.WAKE_UPS_PER_OPERATION, 1, figures)),
                List.of(),
                "");
    }

    /// The floor shows nothing, so that there is no ratio to it.
    static Section idle() {
        List<Result> figures = List.of(
                result("idle", "no machine", Role.FLOOR, Unit.CORE_SHARE, 0, List.of()),
                result("idle", "anax, 2 CPUs", Role.OURS, Unit.CORE_SHARE, 0.02, List.of()));
        return new Section(
                "idle",
                "Idle machine",
                "nothing to do",
                Unit.CORE_SHARE,
                "no machine",
                figures,
                List.of(further(Unit.MEAN_CORE_SHARE, 0.03, figures)),
                List.of(),
                "");
    }

    /// A reference beside the floor.
    static Section tripBesideReference() {
        List<Result> figures = List.of(
                result("trip", "raw ring", Role.FLOOR, Unit.NS_PER_OPERATION, 100, List.of()),
                result("trip", "ring and switch", Role.REFERENCE, Unit.NS_PER_OPERATION, 170, List.of()),
                result(
                        "trip",
                        "anax doMessage",
                        Role.OURS,
                        Unit.NS_PER_OPERATION,
                        200,
                        List.of(new Ratio("raw ring", 2, 1.9, 2.1), new Ratio("ring and switch", 1.2, 1.1, 1.3))));
        return new Section(
                "trip",
                "Synchronous message",
                "out and back",
                Unit.NS_PER_OPERATION,
                "raw ring",
                figures,
                List.of(),
                List.of(),
                "");
    }

    /// Two designs at two rates each.
    static Section kicks() {
        List<Result> figures = List.of(
                result("kicks", "unpark for each, 1 k/s", Role.FLOOR, Unit.KICKS_PER_MESSAGE, 1, List.of()),
                result("kicks", "anax sendMessage, 1 k/s", Role.OURS, Unit.KICKS_PER_MESSAGE, 1, List.of()),
                result("kicks", "anax sendMessage, full speed", Role.OURS, Unit.KICKS_PER_MESSAGE, 0, List.of()),
                result("kicks", "lock, 1 k/s", Role.RIVAL, Unit.KICKS_PER_MESSAGE, 1, List.of()),
                result("kicks", "lock, full speed", Role.RIVAL, Unit.KICKS_PER_MESSAGE, 0.5, List.of()));
        return new Section(
                "kicks",
                "Kicks",
                "at rising rates",
                Unit.KICKS_PER_MESSAGE,
                "unpark for each, 1 k/s",
                figures,
                List.of(
                        further(Unit.BELLS_PER_MESSAGE, 0.25, figures),
                        further(Unit.MESSAGES_PER_SECOND, 4_000, figures)),
                List.of(),
                "");
    }

    static Report reportOf(Section section) {
        return new Report("anax bench test", environment(), List.of(section));
    }

    static Section skipped() {
        return new Section(
                "more",
                "More",
                "more still",
                Unit.NS_PER_OPERATION,
                "",
                List.of(),
                List.of(),
                List.of(),
                "it needs 64 CPUs");
    }

    private static Result result(String bench, String design, Role role, Unit unit, double median, List<Ratio> ratios) {
        return new Result(
                bench,
                design,
                role,
                2,
                Map.of("pairs", 1),
                unit,
                new Spread(median, median * 0.9, median * 1.1),
                new double[] {median * 0.9, median, median * 1.1},
                new double[] {median},
                ratios,
                design.equals("lock") ? List.of("not pinned to processor 1: taken") : List.of());
    }

    private static Further allocations(List<Result> figures) {
        return further(Unit.BYTES_PER_OPERATION, 64, figures);
    }

    private static Further further(Unit unit, double value, List<Result> figures) {
        List<Result> results = figures.stream()
                .map(figure -> result(figure.bench(), figure.design(), figure.role(), unit, value, List.of()))
                .toList();
        return new Further(unit, results);
    }
}
