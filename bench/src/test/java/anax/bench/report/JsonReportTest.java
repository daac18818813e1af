package anax.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JsonReportTest {
    private JsonNode root;

    @BeforeEach
    void read() throws Exception {
        root = new ObjectMapper().readTree(JsonReport.of(Examples.report()));
    }

    @Test
    void shouldHaveTheTwoPartsThatEveryBenchHas() {
        assertThat(keys(root)).startsWith("environment", "results");
        assertThat(root.get("environment").isObject()).isTrue();
        assertThat(root.get("results").isArray()).isTrue();
    }

    @Test
    void shouldHaveTheAgreedKeysAndTypesInEveryResult() {
        assertThat(root.get("results")).hasSize(16).allSatisfy(result -> {
            assertThat(keys(result))
                    .startsWith("bench", "design", "cpus", "params", "unit", "median", "p25", "p75", "samples");
            assertThat(result.get("bench").isTextual()).isTrue();
            assertThat(result.get("design").isTextual()).isTrue();
            assertThat(result.get("cpus").isInt()).isTrue();
            assertThat(result.get("params").isObject()).isTrue();
            assertThat(result.get("unit").isTextual()).isTrue();
            assertThat(result.get("median").isNumber()).isTrue();
            assertThat(result.get("p25").isNumber()).isTrue();
            assertThat(result.get("p75").isNumber()).isTrue();
            assertThat(result.get("samples").isArray()).isTrue();
            assertThat(result.get("samples")).isNotEmpty().allMatch(JsonNode::isNumber);
        });
    }

    @Test
    void shouldHoldEachDesignOnceForEachUnit() {
        List<String> rows = new ArrayList<>();
        root.get("results")
                .forEach(result -> rows.add(result.get("bench").asText() + "|"
                        + result.get("design").asText() + "|"
                        + result.get("unit").asText()));
        assertThat(rows)
                .doesNotHaveDuplicates()
                .contains("trip|anax doMessage|ns/op", "trip|anax doMessage|B/op", "flow|raw ring|msg/s");
    }

    @Test
    void shouldHoldFurtherUnitsAsResults() throws Exception {
        List<String> units = new ArrayList<>();
        new ObjectMapper()
                .readTree(JsonReport.of(Examples.reportOf(Examples.wake())))
                .get("results")
                .forEach(result -> units.add(result.get("unit").asText()));
        assertThat(units).containsExactly("ns", "ns", "ns p99", "ns p99", "wakes/op", "wakes/op");
    }

    @Test
    void shouldHoldRatiosWithTheirSpread() {
        JsonNode ratio = root.get("results").get(1).get("ratios").get(0);
        assertThat(ratio).hasToString("{\"reference\":\"raw ring\",\"median\":1.5,\"p25\":1.4,\"p75\":1.6}");
    }

    @Test
    void shouldHoldWhatTheFiguresDependOn() {
        JsonNode environment = root.get("environment");
        assertThat(keys(environment))
                .contains(
                        "date",
                        "anax",
                        "revision",
                        "cpuModel",
                        "processorsOnline",
                        "processorsAllowed",
                        "kernel",
                        "jdk",
                        "collector",
                        "flags",
                        "pinned",
                        "pinning",
                        "loadBefore",
                        "stealTicks",
                        "virtualMachine",
                        "smt",
                        "numaNodes");
        assertThat(environment.get("notes").get(0).asText()).isEqualTo(Examples.NOTE);
        assertThat(environment.get("skipped").get(0).get("reason").asText()).isEqualTo("it needs 64 CPUs");
        assertThat(environment.get("stealShare").asDouble()).isEqualTo(0.0025);
    }

    private static List<String> keys(JsonNode node) {
        List<String> keys = new ArrayList<>();
        node.fieldNames().forEachRemaining(keys::add);
        return keys;
    }
}
