package anax.bench.micro;

import anax.bench.dispatch.FlowTableBenchmark;
import anax.bench.measure.Result;
import anax.bench.measure.Role;
import anax.bench.measure.Section;
import anax.bench.measure.Spread;
import anax.bench.measure.Unit;
import anax.bench.tcp.StepBenchmark;
import anax.bench.tcp.TcpEngineBenchmark;
import anax.bench.wire.WireBenchmarks;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Steps that belong together: one section of a report.
///
/// Owner: nobody; immutable. Allocates when it makes a section.
///
/// @param bench  its name in results
/// @param title  for people
/// @param job    one sentence that says what an operation is
/// @param params what JMH is given for all steps of the group
/// @param steps  in the order of rows
public record MicroGroup(String bench, String title, String job, Map<String, String> params, List<MicroStep> steps) {
    /// A round of JMH's, while it warms up and while it measures.
    private static final int WARM_UP_MS = 200;

    private static final int WARM_UPS = 4;
    private static final int ROUND_MS = 100;
    private static final int ROUNDS = 5;

    private static final String BEFORE_ROUND = "; a JVM for each row, one after the other, so no ratio is told";

    /// All that the short form measures.
    public static final List<MicroGroup> ALL = List.of(
            new MicroGroup(
                    "micro.connection",
                    "Step: a connection is found",
                    "by its addresses and ports, in random order, among 32,768" + BEFORE_ROUND,
                    Map.of("flows", "32768"),
                    List.of(
                            step(FlowTableBenchmark.class, "flow", "list read in a row", Role.FLOOR),
                            step(FlowTableBenchmark.class, "getIpv4", "Anax FlowTable", Role.OURS),
                            step(FlowTableBenchmark.class, "getHashMap", "HashMap, record as key", Role.RIVAL))),
            new MicroGroup(
                    "micro.checksum",
                    "Step: the checksum of a segment",
                    "1,460 octets off the heap are summed" + BEFORE_ROUND,
                    Map.of("octets", "1460"),
                    List.of(
                            step(WireBenchmarks.class, "sum", "Anax sum", Role.OURS),
                            step(WireBenchmarks.class, "sumBy16Bits", "16 bits at a time", Role.RIVAL))),
            new MicroGroup(
                    "micro.segment",
                    "Step: a TCP segment through the engine",
                    "1,460 octets come in and are read, or are written and sent, in batches of 32 with an"
                            + " acknowledgment for each batch" + BEFORE_ROUND,
                    Map.of("mss", "1460"),
                    List.of(
                            step(StepBenchmark.class, "copyAndSum", "copy and checksum alone", Role.FLOOR),
                            step(TcpEngineBenchmark.class, "segmentsIn", "Anax, in", Role.OURS),
                            step(TcpEngineBenchmark.class, "segmentsOut", "Anax, out", Role.OURS))));

    /// Copies.
    public MicroGroup {
        params = Map.copyOf(params);
        steps = List.copyOf(steps);
    }

    private static MicroStep step(Class<?> benchmarks, String method, String name, Role role) {
        return new MicroStep(benchmarks.getName() + "." + method, name, role);
    }

    /// What JMH is told to measure all steps of all groups, but for where its results go.
    public static List<String> arguments() {
        List<String> words = new ArrayList<>();
        for (MicroGroup group : ALL) {
            group.steps.forEach(step -> words.add("^" + step.benchmark().replace(".", "\\.") + "$"));
            group.params.forEach((name, value) -> words.addAll(List.of("-p", name + "=" + value)));
        }
        words.addAll(List.of("-f", "1", "-foe", "true", "-rf", "json"));
        words.addAll(List.of("-wi", String.valueOf(WARM_UPS), "-w", WARM_UP_MS + "ms"));
        words.addAll(List.of("-i", String.valueOf(ROUNDS), "-r", ROUND_MS + "ms"));
        return words;
    }

    /// How many steps there are.
    public static int stepCount() {
        return ALL.stream().mapToInt(group -> group.steps.size()).sum();
    }

    /// How long JMH measures all of them, its JVMs' starts left out.
    public static double seconds() {
        return stepCount() * (WARM_UPS * WARM_UP_MS + ROUNDS * ROUND_MS) / 1e3;
    }

    /// The group with what JMH found out.
    ///
    /// @param answers the results that JMH wrote
    /// @throws IllegalArgumentException if a step is not among them
    public Section section(JsonNode answers) {
        List<Result> rows = new ArrayList<>();
        for (MicroStep step : steps) {
            rows.add(row(step, answers));
        }
        return new Section(bench, title, job, Unit.NS_PER_OPERATION, "", rows, List.of(), List.of(), "");
    }

    private Result row(MicroStep step, JsonNode answers) {
        for (JsonNode answer : answers) {
            if (answer.path("benchmark").asText().equals(step.benchmark())) {
                double[] rounds = rounds(answer.path("primaryMetric").path("rawData"));
                Spread spread = Spread.of(rounds);
                Map<String, Object> all = new TreeMap<>(params);
                all.put("sliceMs", (double) ROUND_MS);
                all.put("rounds", ROUNDS);
                all.put("forks", 1);
                return new Result(
                        bench,
                        step.name(),
                        step.role(),
                        1,
                        all,
                        Unit.NS_PER_OPERATION,
                        spread,
                        rounds,
                        new double[] {spread.median()},
                        List.of(),
                        List.of());
            }
        }
        throw new IllegalArgumentException("JMH wrote no result of " + step.benchmark());
    }

    private static double[] rounds(JsonNode forks) {
        List<Double> rounds = new ArrayList<>();
        forks.forEach(fork -> fork.forEach(round -> rounds.add(round.asDouble())));
        return rounds.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
