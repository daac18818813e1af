package anax.bench.paths;

import anax.bench.kernel.KernelResult;
import anax.bench.measure.Spread;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/// What a run has found, as tables for people and as JSON for programs.
///
/// Owner: nobody; immutable.
///
/// @param rounds turns of each side over each path
/// @param rows   one for each path and congestion control
/// @param shares one for each bottleneck that was shared
public record PathResult(int rounds, List<PathRow> rows, List<ShareRow> shares) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final String LINE = "%-6s %-54s %21s %21s %18s %11s %9s  %s%n";
    private static final String SHARE_LINE = "%-6s %-20s %21s %18s  %s%n";

    /// Keeps the lists from changing.
    public PathResult {
        rows = List.copyOf(rows);
        shares = List.copyOf(shares);
    }

    /// The tables: medians, with the quartiles in brackets; what was sent again is the sum of all turns.
    public String table(KernelResult.Circumstances about) {
        final StringBuilder text = new StringBuilder();
        if (!rows.isEmpty()) {
            text.append(LINE.formatted(
                    "", "path", "anax, Mb/s", "kernel, Mb/s", "ratio", "sent again", "in vain", "to be shown"));
        }
        for (final PathRow row : rows) {
            text.append(LINE.formatted(
                    row.algorithm(),
                    row.path(),
                    text(row.ours()),
                    text(row.kernel()),
                    text(row.ratio()),
                    row.ourAgain() + "/" + row.kernelAgain(),
                    row.ourTwice() + "/" + row.kernelTwice(),
                    judgement(row)));
        }
        if (!shares.isEmpty()) {
            text.append(System.lineSeparator())
                    .append(SHARE_LINE.formatted("", "shared", "anax's share", "both, Mb/s", "to be shown"));
        }
        for (final ShareRow row : shares) {
            text.append(SHARE_LINE.formatted(
                    row.algorithm(),
                    row.path(),
                    text(row.share()),
                    text(row.megabits()),
                    number(ShareRow.LEAST) + " to " + number(ShareRow.MOST)
                            + (row.isFair() ? ", holds" : ", FALLS SHORT")));
        }
        text.append(System.lineSeparator())
                .append(String.format(
                        "%s, %d rounds, %s, %d processors, %s; load %s before, %s after%n",
                        about.date(),
                        rounds,
                        about.machine().cpuModel(),
                        about.machine().processorsOnline(),
                        about.machine().kernel(),
                        about.loadBefore(),
                        about.loadAfter()));
        about.warnings()
                .forEach(warning -> text.append("warning: ").append(warning).append(System.lineSeparator()));
        return text.toString();
    }

    /// The same as one object: `rows` and `shares`, figures as medians and quartiles, and whether each row holds.
    public String json(KernelResult.Circumstances about) {
        final ObjectNode root = JSON.createObjectNode();
        root.set("circumstances", JSON.valueToTree(about));
        root.put("rounds", rounds);
        for (final PathRow row : rows) {
            root.withArray("/rows").add(JSON.<ObjectNode>valueToTree(row));
        }
        for (final ShareRow row : shares) {
            root.withArray("/shares").add(JSON.<ObjectNode>valueToTree(row));
        }
        try {
            return JSON.writeValueAsString(root) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree of plain nodes could not be written", impossible);
        }
    }

    private static String judgement(PathRow row) {
        if (row.isFastEnough() && row.isSparing()) {
            return ">= " + number(PathRow.AT_LEAST) + " and no more in vain, holds";
        }
        return (row.isFastEnough() ? "" : "SLOWER") + (row.isSparing() ? "" : " MORE IN VAIN");
    }

    private static String text(Spread spread) {
        return spread.p25() == spread.p75()
                ? number(spread.median())
                : number(spread.median()) + " [" + number(spread.p25()) + " .. " + number(spread.p75()) + "]";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
