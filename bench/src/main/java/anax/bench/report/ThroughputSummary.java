package anax.bench.report;

import anax.bench.measure.Interval;
import anax.bench.measure.Result;
import anax.bench.measure.Role;
import anax.bench.measure.Section;
import anax.bench.measure.Unit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// One page for those who want to know how it came out, and no more: our design beside the best locked one, a line
/// for each kind of traffic and number of CPUs.
///
/// Owner: nobody; stateless. Allocates. It says what [ThroughputWords] says, in fewer words: a difference is one if
/// the 95 % interval of the ratio leaves 1 out. Rows whose CPUs had to share processors are left out, and so is what
/// compares our design with itself.
final class ThroughputSummary {
    private static final String CLAIMANT = "partitioned";
    private static final String QUESTIONS = ".questions.";

    /// One line. Owner: nobody; immutable.
    private record Line(
            String title, int cpus, Result ours, Result locked, Interval ratio, Interval ourGain, Interval theirGain) {}

    private ThroughputSummary() {}

    /// The page's part; nothing if no throughput was compared.
    static String html(List<Section> sections) {
        List<Line> lines = lines(sections);
        if (lines.isEmpty()) {
            return "";
        }
        StringBuilder page = new StringBuilder("<section class=\"summary\">\n<h2>On one page</h2>\n");
        page.append(Html.element(
                        "p",
                        "One TCP/IP stack was run in several ways on the same CPUs with the same clients: partitioned,"
                                + " where each CPU has a part of its own and none waits for another, and with locks, as"
                                + " most operating systems do it. The figures are operations per second; more is"
                                + " better."))
                .append('\n')
                .append(Html.element("p", inWords(lines)))
                .append('\n')
                .append(claim(lines))
                .append("<div class=\"wide\"><table>\n<thead><tr><th>traffic</th><th></th><th>CPUs</th>"
                        + "<th>partitioned, M/s</th><th>best with locks, M/s</th>"
                        + "<th>ratio (95 % interval)</th>"
                        + "<th>more CPUs: partitioned</th><th>more CPUs: locks</th></tr></thead>\n<tbody>\n");
        for (Line line : lines) {
            row(page, line);
        }
        page.append("</tbody>\n</table></div>\n");
        page.append("<p class=\"small\">▲ ahead, ▼ behind, ≈ this run cannot tell. More CPUs: how many times as much"
                + " as on the fewest. What a processor costs, how long single requests wait, and what none of this"
                + " shows stands below.</p>\n</section>\n");
        return page.toString();
    }

    private static List<Line> lines(List<Section> sections) {
        List<Line> lines = new ArrayList<>();
        for (Section section : sections) {
            if (section.skipped().isEmpty()
                    && section.unit() == Unit.OPERATIONS_PER_SECOND
                    && !section.bench().contains(QUESTIONS)) {
                lines(section, lines);
            }
        }
        return lines;
    }

    private static void lines(Section section, List<Line> lines) {
        Scaling scaling = Scaling.of(section);
        int fewest = scaling.realCpus().isEmpty() ? 0 : scaling.realCpus().getFirst();
        for (int cpus : scaling.realCpus()) {
            Result ours = scaling.row(CLAIMANT, cpus);
            Optional<Result> locked = scaling.rows(Role.RIVAL, cpus).stream()
                    .max(Comparator.comparingDouble(row -> row.spread().median()));
            if (ours != null && locked.isPresent()) {
                Result best = locked.get();
                boolean isMore = cpus > fewest;
                lines.add(new Line(
                        section.title(),
                        cpus,
                        ours,
                        best,
                        Scaling.ratio(ours, best),
                        isMore ? scaling.speedUp(CLAIMANT, cpus) : null,
                        isMore ? scaling.speedUp(Scaling.design(best), cpus) : null));
            }
        }
    }

    private static String inWords(List<Line> lines) {
        long ahead = lines.stream().filter(line -> line.ratio().low() > 1).count();
        long behind = lines.stream().filter(line -> line.ratio().high() < 1).count();
        return String.format(
                Locale.ROOT,
                "Of %d comparisons partitioned is ahead in %d and behind in %d; in %d this run cannot tell.",
                lines.size(),
                ahead,
                behind,
                lines.size() - ahead - behind);
    }

    /// What became of our claim; nothing where no traffic was what it is about.
    private static String claim(List<Line> lines) {
        List<Line> about = lines.stream()
                .filter(line -> ThroughputWords.isClaimed(line.ours()))
                .toList();
        if (about.isEmpty()) {
            return "";
        }
        long borneOut = about.stream()
                .filter(line -> line.ratio().low() >= ThroughputWords.CLAIM)
                .count();
        long contradicted = about.stream()
                .filter(line -> line.ratio().high() < ThroughputWords.CLAIM)
                .count();
        String text = String.format(
                Locale.ROOT,
                "We claim at least %.2f × the best design with locks where every flow comes in on its owner's queue. Of"
                        + " %d comparisons of that kind it is borne out by %d, contradicted by %d, and left open by"
                        + " %d.",
                ThroughputWords.CLAIM,
                about.size(),
                borneOut,
                contradicted,
                about.size() - borneOut - contradicted);
        return (contradicted > 0 ? "<p class=\"against\">" : "<p>") + Html.escaped(text) + "</p>\n";
    }

    private static void row(StringBuilder page, Line line) {
        String verdict = line.ratio().holds(1) ? "≈" : line.ratio().median() > 1 ? "▲" : "▼";
        page.append(line.ratio().high() < 1 ? "<tr class=\"behind\">" : "<tr>")
                .append("<th scope=\"row\">")
                .append(Html.escaped(line.title().replace(", throughput:", ":")))
                .append("</th>");
        cell(page, verdict);
        cell(page, String.valueOf(line.cpus()));
        cell(page, Figures.number(line.ours().unit(), line.ours().spread().median()));
        cell(
                page,
                Figures.number(line.locked().unit(), line.locked().spread().median()) + " ("
                        + Scaling.design(line.locked()) + ")");
        cell(page, Figures.ratio(line.ratio()));
        cell(page, line.ourGain() == null ? "–" : Figures.ratio(line.ourGain()));
        cell(page, line.theirGain() == null ? "–" : Figures.ratio(line.theirGain()));
        page.append("</tr>\n");
    }

    private static void cell(StringBuilder page, String text) {
        page.append(Html.element("td", text));
    }
}
