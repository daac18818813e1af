package anax.bench.report;

import anax.bench.measure.Interval;
import anax.bench.measure.Result;
import anax.bench.measure.Role;
import anax.bench.measure.Section;
import anax.bench.measure.Unit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// All throughput of a run in one table: a row for each kind of traffic and number of CPUs, a column for each design.
///
/// Owner: nobody; immutable. Allocates. Rows whose CPUs had to share processors are left out. A design that did not
/// run there has a dash.
public final class ThroughputMatrix {
    private static final String CLAIMANT = "partitioned";
    private static final String QUESTIONS = ".questions.";
    private static final String DASH = "–";
    private static final String LEGEND = "Millions of operations per second, with what the clients take of the CPUs"
            + " taken off; ×: as many times as on the fewest CPUs; ~: noisy, for medians of forks lie more than 5 %"
            + " apart; in brackets 95 % intervals; ▲ ahead, ▼ behind, ≈ this run cannot tell.";

    private final List<String> heading;
    private final List<List<String>> rows;

    private ThroughputMatrix(List<String> heading, List<List<String>> rows) {
        this.heading = List.copyOf(heading);
        this.rows = List.copyOf(rows);
    }

    /// The table of some groups; it has no rows if none of them is of throughput.
    static ThroughputMatrix of(List<Section> sections) {
        List<Section> wanted =
                sections.stream().filter(ThroughputMatrix::isThroughput).toList();
        Set<String> designs = new LinkedHashSet<>();
        wanted.forEach(section -> designs.addAll(Scaling.of(section).designs()));
        List<String> heading = new ArrayList<>(List.of("traffic", "CPUs"));
        heading.addAll(designs);
        heading.add(CLAIMANT + " ÷ best with locks");
        List<List<String>> rows = new ArrayList<>();
        for (Section section : wanted) {
            Scaling scaling = Scaling.of(section);
            for (int cpus : scaling.realCpus()) {
                rows.add(row(section, scaling, cpus, designs));
            }
        }
        return new ThroughputMatrix(heading, rows);
    }

    private static boolean isThroughput(Section section) {
        return section.skipped().isEmpty()
                && section.unit() == Unit.OPERATIONS_PER_SECOND
                && !section.bench().contains(QUESTIONS);
    }

    private static List<String> row(Section section, Scaling scaling, int cpus, Set<String> designs) {
        List<String> row = new ArrayList<>();
        row.add(section.title().replace(", throughput:", ":"));
        row.add(String.valueOf(cpus));
        for (String design : designs) {
            row.add(figure(scaling, design, cpus));
        }
        row.add(toLocks(scaling, cpus));
        return row;
    }

    private static String figure(Scaling scaling, String design, int cpus) {
        Result result = scaling.row(design, cpus);
        if (result == null) {
            return DASH;
        }
        Interval speedUp = scaling.speedUp(design, cpus);
        return (isNoisy(result) ? "~" : "")
                + Figures.number(result.unit(), result.spread().median())
                + (speedUp == null ? "" : " (×" + Figures.number(speedUp.median()) + ")");
    }

    private static boolean isNoisy(Result result) {
        return result.notes().stream().anyMatch(note -> note.startsWith("noisy"));
    }

    private static String toLocks(Scaling scaling, int cpus) {
        Result ours = scaling.row(CLAIMANT, cpus);
        Optional<Result> locked = scaling.rows(Role.RIVAL, cpus).stream()
                .max(Comparator.comparingDouble(row -> row.spread().median()));
        if (ours == null || locked.isEmpty()) {
            return DASH;
        }
        Interval ratio = Scaling.ratio(ours, locked.get());
        String verdict = ratio.holds(1) ? "≈" : ratio.median() > 1 ? "▲" : "▼";
        return verdict + " " + Figures.ratio(ratio);
    }

    /// The page's part; nothing if there are no rows.
    String html() {
        if (rows.isEmpty()) {
            return "";
        }
        StringBuilder html = new StringBuilder("<section>\n<h2>All throughput in one table</h2>\n");
        html.append(Html.element("p", LEGEND)).append("\n<div class=\"wide\"><table>\n<thead><tr>");
        heading.forEach(each -> html.append(Html.element("th", each)));
        html.append("</tr></thead>\n<tbody>\n");
        for (List<String> row : rows) {
            html.append("<tr><th scope=\"row\">")
                    .append(Html.escaped(row.getFirst()))
                    .append("</th>");
            row.stream().skip(1).forEach(cell -> html.append(Html.element("td", cell)));
            html.append("</tr>\n");
        }
        return html.append("</tbody>\n</table></div>\n</section>\n").toString();
    }

    /// A run's table as Markdown, with where it was run, how, and what repeats it.
    public static String markdown(Report report) {
        ThroughputMatrix matrix = of(report.sections());
        StringBuilder text = new StringBuilder();
        text.append("`")
                .append(report.environment().command())
                .append("`\n\n")
                .append(report.environment().procedure())
                .append("; ")
                .append(String.join("; ", Facts.lines(report.environment())))
                .append(".\n\n");
        report.environment()
                .notes()
                .forEach(note -> text.append("**").append(note).append("**\n\n"));
        line(text, matrix.heading);
        text.append("|---|").append("--:|".repeat(matrix.heading.size() - 1)).append('\n');
        matrix.rows.forEach(row -> line(text, row));
        return text.append('\n').append(LEGEND).append('\n').toString();
    }

    private static void line(StringBuilder text, List<String> cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }
}
