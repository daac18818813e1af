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
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Makes a report again out of the JSON that was written of it.
///
/// Owner: nobody; stateless. Allocates; reads files.
public final class JsonReader {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonReader() {}

    /// The report in a file.
    ///
    /// @throws IOException if it cannot be read, or is no report of this version; the message says which
    public static Report read(Path file) throws IOException {
        try {
            return of(Files.readString(file));
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeException | NullPointerException other) {
            throw new IOException(
                    file + " is no report that can be read (" + other.getMessage()
                            + "); give a JSON file that anax bench of this version has written",
                    other);
        }
    }

    /// The report that a text is.
    static Report of(String text) throws JsonProcessingException {
        JsonNode root = JSON.readTree(text);
        if (!root.path("sections").isArray()) {
            throw new IllegalArgumentException("it has no sections");
        }
        List<Result> results = new ArrayList<>();
        root.get("results").forEach(node -> results.add(result(node)));
        List<Section> sections = new ArrayList<>();
        root.get("sections").forEach(node -> sections.add(section(node, results)));
        return new Report(root.get("title").asText(), environment(root.get("environment")), sections);
    }

    private static Section section(JsonNode node, List<Result> results) {
        String bench = node.get("bench").asText();
        Unit unit = Unit.ofSymbol(node.get("unit").asText());
        List<Result> rows =
                results.stream().filter(row -> row.bench().equals(bench)).toList();
        List<Further> further = new ArrayList<>();
        for (String symbol : strings(node.get("further"))) {
            Unit column = Unit.ofSymbol(symbol);
            further.add(new Further(column, of(column, rows)));
        }
        // A unit that stands beside itself would bring its rows twice; no group has one.
        return new Section(
                bench,
                node.get("title").asText(),
                node.get("job").asText(),
                unit,
                node.get("reference").asText(),
                of(unit, rows),
                further,
                strings(node.get("notes")),
                node.get("skipped").asText());
    }

    private static List<Result> of(Unit unit, List<Result> rows) {
        return rows.stream().filter(row -> row.unit() == unit).toList();
    }

    private static Result result(JsonNode node) {
        List<Ratio> ratios = new ArrayList<>();
        node.get("ratios")
                .forEach(ratio -> ratios.add(new Ratio(
                        ratio.get("reference").asText(),
                        ratio.get("median").asDouble(),
                        ratio.get("p25").asDouble(),
                        ratio.get("p75").asDouble())));
        Map<String, Object> params = JSON.convertValue(node.get("params"), new TypeReference<>() {});
        return new Result(
                node.get("bench").asText(),
                node.get("design").asText(),
                Role.ofLabel(node.get("role").asText()),
                node.get("cpus").asInt(),
                params,
                Unit.ofSymbol(node.get("unit").asText()),
                new Spread(
                        node.get("median").asDouble(),
                        node.get("p25").asDouble(),
                        node.get("p75").asDouble()),
                numbers(node.get("samples")),
                numbers(node.get("forkMedians")),
                ratios,
                strings(node.get("notes")));
    }

    private static Environment environment(JsonNode node) {
        return new Environment(
                Instant.parse(node.get("date").asText()),
                node.get("anax").asText(),
                node.get("revision").asText(),
                node.get("command").asText(),
                node.get("procedure").asText(),
                node.get("cpus").asInt(),
                new MachineFacts(
                        node.get("cpuModel").asText(),
                        node.get("processorsOnline").asInt(),
                        node.get("processorsAllowed").asText(),
                        node.get("cpuQuota").asText(),
                        node.get("smt").asText(),
                        node.get("numaNodes").asText(),
                        node.get("virtualMachine").asBoolean(),
                        node.get("kernel").asText()),
                new ForkFacts(
                        node.get("jdk").asText(),
                        node.get("vm").asText(),
                        node.get("collector").asText(),
                        strings(node.get("flags")),
                        node.get("pinned").asBoolean(),
                        node.get("pinning").asText()),
                node.get("loadBefore").asText(),
                node.get("loadAfter").asText(),
                new ProcStat(
                        node.get("processorTicks").asLong(),
                        node.get("idleTicks").asLong(),
                        node.get("stealTicks").asLong(),
                        node.get("ownTicks").asLong()),
                strings(node.get("notes")));
    }

    private static List<String> strings(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(node -> texts.add(node.asText()));
        return texts;
    }

    private static double[] numbers(JsonNode array) {
        double[] values = new double[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = array.get(i).asDouble();
        }
        return values;
    }
}
