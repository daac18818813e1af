package anax.bench.kernel;

import anax.bench.environment.MachineFacts;
import anax.bench.measure.Spread;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/// What a run has found, as a table for people and as JSON for programs.
///
/// Owner: nobody; immutable.
///
/// @param rows  one for each figure and number of CPUs
/// @param notes what else there is to know
public record KernelResult(List<KernelRow> rows, List<String> notes) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final String LINE = "%4s  %-13s %-12s %24s %24s %22s  %s%n";
    private static final double SMALL = 10;

    /// Keeps the lists from changing.
    public KernelResult {
        rows = List.copyOf(rows);
        notes = List.copyOf(notes);
    }

    /// Where and how a run was made.
    ///
    /// Owner: nobody; immutable.
    ///
    /// @param date       in UTC
    /// @param command    what repeats it
    /// @param machine    on which it ran
    /// @param loadBefore threads that wanted to run before it, on average
    /// @param loadAfter  and after it, its own among them
    /// @param warnings   what makes the figures worth less
    public record Circumstances(
            String date,
            String command,
            MachineFacts machine,
            String loadBefore,
            String loadAfter,
            List<String> warnings) {}

    /// The table: medians, with the quartiles in brackets.
    public String table(Circumstances about) {
        final StringBuilder text = new StringBuilder();
        text.append(String.format(
                LINE, "CPUs", "what", "unit", "anax over TAP", "kernel over veth", "ratio", "to be shown"));
        for (final KernelRow row : rows) {
            text.append(String.format(
                    LINE,
                    row.cpus(),
                    row.what(),
                    row.unit(),
                    text(row.ours()),
                    row.kernel() == null ? "" : text(row.kernel()),
                    row.kernel() == null ? "" : text(row.ratio()),
                    judgement(row)));
        }
        text.append(System.lineSeparator())
                .append(String.format(
                        "%s, %s, %d processors, %s; load %s before, %s after%n",
                        about.date(),
                        about.machine().cpuModel(),
                        about.machine().processorsOnline(),
                        about.machine().kernel(),
                        about.loadBefore(),
                        about.loadAfter()));
        about.warnings()
                .forEach(warning -> text.append("warning: ").append(warning).append(System.lineSeparator()));
        notes.forEach(note -> text.append(note).append(System.lineSeparator()));
        return text.toString();
    }

    /// The same as one object: `rows` with `ours`, `kernel` and `ratio`, each a median and its quartiles.
    public String json(Circumstances about) {
        final ObjectNode root = JSON.createObjectNode();
        root.set("circumstances", JSON.valueToTree(about));
        for (final KernelRow row : rows) {
            final ObjectNode node = root.withArray("/rows").addObject();
            node.put("cpus", row.cpus()).put("what", row.what()).put("unit", row.unit());
            node.set("ours", JSON.valueToTree(row.ours()));
            if (row.kernel() != null) {
                node.set("kernel", JSON.valueToTree(row.kernel()));
                node.set("ratio", JSON.valueToTree(row.ratio()));
            }
            if (row.isJudged()) {
                node.put(row.isAtMost() ? "atMost" : "atLeast", row.bound()).put("holds", row.holds());
            }
        }
        notes.forEach(root.withArray("/notes")::add);
        try {
            return JSON.writeValueAsString(root) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree of plain nodes could not be written", impossible);
        }
    }

    private static String judgement(KernelRow row) {
        if (!row.isJudged()) {
            return "reported";
        }
        return (row.isAtMost() ? "<= " : ">= ") + number(row.bound()) + (row.holds() ? ", holds" : ", FALLS SHORT");
    }

    private static String text(Spread spread) {
        return spread.p25() == spread.p75()
                ? number(spread.median())
                : number(spread.median()) + " [" + number(spread.p25()) + " .. " + number(spread.p75()) + "]";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, Math.abs(value) < SMALL ? "%.2f" : "%.0f", value);
    }
}
