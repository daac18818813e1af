package anax.bench.report;

import anax.bench.environment.Environment;
import anax.bench.environment.ForkFacts;
import anax.bench.environment.MachineFacts;
import anax.bench.measure.Interval;
import anax.bench.measure.Ratio;
import anax.bench.measure.Result;
import anax.bench.measure.Section;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/// The report for programs: one object with `environment`, `results`, and `sections`, which say what the results are
/// of.
///
/// Owner: nobody; stateless. Allocates.
///
/// Each result has `bench`, `design`, `cpus`, `params`, `unit`, `median`, `p25`, `p75` and `samples`; beyond that
/// `role`, `forkMedians`, `ratios` (each with `reference`, `median`, `p25`, `p75`) and `notes`. Groups that were
/// left out stand in the environment's `skipped`. [JsonReader] makes the report again out of it.
public final class JsonReport {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /// More digits than any clock gives.
    private static final double PRECISION = 1e4;

    private JsonReport() {}

    /// The report as text.
    public static String of(Report report) {
        ObjectNode root = JSON.createObjectNode();
        ObjectNode environment = environment(report.environment());
        ArrayNode skipped = environment.putArray("skipped");
        ArrayNode results = JSON.createArrayNode();
        for (Section section : report.sections()) {
            if (!section.skipped().isEmpty()) {
                skipped.addObject().put("bench", section.bench()).put("reason", section.skipped());
            }
            section.figures().forEach(result -> results.add(result(result)));
            section.further().forEach(further -> further.results().forEach(result -> results.add(result(result))));
        }
        root.set("environment", environment);
        root.set("results", results);
        root.put("title", report.title());
        ArrayNode sections = root.putArray("sections");
        report.sections().forEach(section -> sections.add(section(section)));
        ArrayNode changes = root.putArray("comparison");
        report.comparison().forEach(change -> changes.add(change(change)));
        ArrayNode rankings = root.putArray("rankings");
        report.rankings().forEach(ranking -> rankings.add(ranking(ranking)));
        try {
            return JSON.writeValueAsString(root) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree of plain nodes could not be written", impossible);
        }
    }

    private static ObjectNode environment(Environment environment) {
        MachineFacts machine = environment.machine();
        ForkFacts jvm = environment.jvm();
        ObjectNode node = JSON.createObjectNode();
        node.put("date", environment.date().toString());
        node.put("anax", environment.version());
        node.put("revision", environment.revision());
        node.put("command", environment.command());
        node.put("procedure", environment.procedure());
        node.put("cpus", environment.cpus());
        node.put("cpuModel", machine.cpuModel());
        node.put("processorsOnline", machine.processorsOnline());
        node.put("processorsAllowed", machine.processorsAllowed());
        node.put("cpuQuota", machine.cpuQuota());
        node.put("smt", machine.smt());
        node.put("numaNodes", machine.numaNodes());
        node.put("virtualMachine", machine.virtualMachine());
        node.put("kernel", machine.kernel());
        node.put("jdk", jvm.jdk());
        node.put("vm", jvm.vm());
        node.put("collector", jvm.collector());
        strings(node.putArray("flags"), jvm.flags());
        node.put("pinned", jvm.pinned());
        node.put("pinning", jvm.pinning());
        node.put("loadBefore", environment.loadBefore());
        node.put("loadAfter", environment.loadAfter());
        node.put("processorTicks", environment.time().totalTicks());
        node.put("idleTicks", environment.time().idleTicks());
        node.put("stealTicks", environment.time().stealTicks());
        node.put("ownTicks", environment.time().ownTicks());
        node.put("stealShare", rounded(environment.time().stealShare()));
        node.put("othersShare", rounded(environment.time().othersShare()));
        strings(node.putArray("notes"), environment.notes());
        return node;
    }

    private static ObjectNode section(Section section) {
        ObjectNode node = JSON.createObjectNode();
        node.put("bench", section.bench());
        node.put("title", section.title());
        node.put("job", section.job());
        node.put("unit", section.unit().symbol());
        node.put("reference", section.reference());
        ArrayNode further = node.putArray("further");
        section.further().forEach(column -> further.add(column.unit().symbol()));
        strings(node.putArray("notes"), section.notes());
        node.put("skipped", section.skipped());
        strings(node.putArray("findings"), Headline.of(section));
        return node;
    }

    private static ObjectNode change(Change change) {
        ObjectNode node = JSON.createObjectNode();
        node.put("bench", change.bench());
        node.put("design", change.design());
        node.put("unit", change.unit().symbol());
        node.set("ratio", interval(change.raw()));
        if (change.normalised() != null) {
            node.set("ratioToMachine", interval(change.normalised()));
        }
        node.put("verdict", change.verdict().name().toLowerCase(Locale.ROOT));
        return node;
    }

    private static ObjectNode ranking(Ranking ranking) {
        ObjectNode node = JSON.createObjectNode();
        node.put("bench", ranking.bench());
        node.put("held", ranking.held());
        node.put("open", ranking.open());
        strings(node.putArray("swapped"), ranking.swapped());
        node.put("sameOrder", ranking.isOrder());
        return node;
    }

    private static ObjectNode interval(Interval interval) {
        return JSON.createObjectNode()
                .put("median", rounded(interval.median()))
                .put("low", rounded(interval.low()))
                .put("high", rounded(interval.high()));
    }

    private static ObjectNode result(Result result) {
        ObjectNode node = JSON.createObjectNode();
        node.put("bench", result.bench());
        node.put("design", result.design());
        node.put("cpus", result.cpus());
        node.set("params", JSON.valueToTree(result.params()));
        node.put("unit", result.unit().symbol());
        node.put("median", rounded(result.spread().median()));
        node.put("p25", rounded(result.spread().p25()));
        node.put("p75", rounded(result.spread().p75()));
        numbers(node.putArray("samples"), result.samples());
        node.put("role", result.role().label());
        numbers(node.putArray("forkMedians"), result.forkMedians());
        ArrayNode ratios = node.putArray("ratios");
        for (Ratio ratio : result.ratios()) {
            ratios.addObject()
                    .put("reference", ratio.reference())
                    .put("median", rounded(ratio.median()))
                    .put("p25", rounded(ratio.p25()))
                    .put("p75", rounded(ratio.p75()));
        }
        strings(node.putArray("notes"), result.notes());
        return node;
    }

    private static void strings(ArrayNode array, List<String> texts) {
        texts.forEach(array::add);
    }

    private static void numbers(ArrayNode array, double[] values) {
        for (double value : values) {
            array.add(rounded(value));
        }
    }

    private static double rounded(double value) {
        return Math.rint(value * PRECISION) / PRECISION;
    }
}
