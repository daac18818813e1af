package anax.bench.packetdrill;

import anax.netstack.packetdrill.match.Difference;
import anax.netstack.packetdrill.run.Result;
import anax.netstack.packetdrill.run.RunOptions;
import anax.netstack.packetdrill.run.Totals;
import anax.netstack.packetdrill.run.Verdict;
import anax.netstack.packetdrill.syntax.Position;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// The results of a run for programs: one object with `profile`, `mode`, `totals` and `scripts`.
///
/// Owner: nobody; stateless. Allocates.
///
/// Each script has `script`, `verdict` (`pass`, `fail` or `unsupported`), what was compared of it, and `virtualNs`;
/// one that failed also `at`, `expected`, `got` and `differences`, one that is unsupported `at` and `construct`.
public final class ResultsJson {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private ResultsJson() {}

    /// The results as text.
    public static String of(RunOptions options, List<Result> results) {
        final ObjectNode root = JSON.createObjectNode();
        root.put("profile", options.profile().toString());
        root.put("mode", options.relaxed() ? "relaxed" : "strict");
        final ArrayNode scripts = JSON.createArrayNode();
        Totals totals = Totals.NONE;
        for (final Result result : results) {
            totals = totals.plus(result.totals());
            scripts.add(script(result));
        }
        root.set("totals", totals(totals).put("scripts", results.size()));
        root.set("scripts", scripts);
        try {
            return JSON.writeValueAsString(root) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree of plain nodes could not be written", impossible);
        }
    }

    private static ObjectNode totals(Totals totals) {
        return JSON.createObjectNode()
                .put("injected", totals.injected())
                .put("packets", totals.packets())
                .put("calls", totals.calls())
                .put("assertions", totals.assertions());
    }

    private static ObjectNode script(Result result) {
        final ObjectNode node = JSON.createObjectNode().put("script", result.script());
        switch (result.verdict()) {
            case Verdict.Passed() -> node.put("verdict", "pass");
            case Verdict.Unsupported(Position at, String construct) ->
                node.put("verdict", "unsupported").put("at", at.toString()).put("construct", construct);
            case Verdict.Failed failed -> failed(node.put("verdict", "fail"), failed);
        }
        node.setAll(totals(result.totals()));
        return node.put("virtualNs", result.virtualNs());
    }

    private static void failed(ObjectNode node, Verdict.Failed failed) {
        node.put("at", failed.at().toString());
        node.put("expected", failed.expected());
        node.put("got", failed.got());
        final ArrayNode differences = node.putArray("differences");
        for (final Difference one : failed.differences()) {
            differences
                    .addObject()
                    .put("what", one.what())
                    .put("expected", one.expected())
                    .put("got", one.got());
        }
    }
}
