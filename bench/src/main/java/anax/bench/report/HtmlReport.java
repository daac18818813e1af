package anax.bench.report;

import anax.bench.environment.Environment;
import anax.bench.measure.Further;
import anax.bench.measure.Interval;
import anax.bench.measure.Ratio;
import anax.bench.measure.Result;
import anax.bench.measure.Role;
import anax.bench.measure.Section;
import anax.bench.measure.Unit;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// The report for people: one HTML page that holds everything it shows.
///
/// Owner: whoever made it; immutable. Allocates.
public final class HtmlReport {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private static final String WORD_JOINER = "\u2060";

    private final List<Report> reports;
    private final StringBuilder page = new StringBuilder();

    private HtmlReport(List<Report> reports) {
        this.reports = reports;
    }

    /// The page as text.
    public static String of(Report report) {
        return new HtmlReport(List.of(report)).page();
    }

    /// One page of several runs, on several machines perhaps.
    ///
    /// @param reports at least one; the page is called after the first
    public static String of(List<Report> reports) {
        return new HtmlReport(reports).page();
    }

    private String page() {
        page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .append("<meta name=\"color-scheme\" content=\"light dark\">\n")
                .append(Html.element("title", reports.getFirst().title()))
                .append("\n<style>\n")
                .append(resource("report.css"))
                .append("</style>\n</head>\n<body>\n<main>\n");
        for (int run = 0; run < reports.size(); run++) {
            String which = reports.size() == 1 ? "" : ", run " + (run + 1) + " of " + reports.size();
            run(reports.get(run), reports.get(run).title() + which, "r" + run + "-");
        }
        page.append(resource("method.html"));
        page.append("<section>\n<h2>Repeat it</h2>\n");
        for (Report report : reports) {
            page.append(Html.element("pre", report.environment().command())).append('\n');
        }
        page.append("</section>\n</main>\n</body>\n</html>\n");
        return page.toString();
    }

    /// Everything about one run but how it was measured, which is the same for all.
    private void run(Report report, String title, String id) {
        Environment environment = report.environment();
        page.append("<header>\n")
                .append(Html.element("h1", title))
                .append("\n<p class=\"when\">")
                .append(Html.escaped(DATE.format(environment.date()) + " · " + environment.procedure()))
                .append("</p>\n");
        for (String line : Facts.lines(environment)) {
            page.append("<p class=\"facts\">").append(Html.escaped(line)).append("</p>\n");
        }
        warnings(environment.notes());
        page.append("</header>\n");
        page.append(ThroughputSummary.html(report.sections()));
        headlines(report);
        page.append(ComparisonTable.html(report.comparison()));
        page.append(Ranking.html(report.rankings()));
        page.append(ThroughputMatrix.of(report.sections()).html());
        legend();
        for (int i = 0; i < report.sections().size(); i++) {
            section(report.sections().get(i), id + "g" + (i + 1));
        }
        facts(environment);
    }

    private void warnings(List<String> notes) {
        for (String note : notes) {
            page.append("<p class=\"warning\">").append(Html.escaped(note)).append("</p>\n");
        }
    }

    private void headlines(Report report) {
        page.append("<section class=\"headlines\">\n<h2>In short</h2>\n<dl>\n");
        for (Section section : report.sections()) {
            page.append(Html.element("dt", section.title())).append('\n');
            for (String sentence : Headline.of(section)) {
                page.append(sentence.contains(ThroughputWords.CONTRADICTION) ? "<dd class=\"against\">" : "<dd>")
                        .append(Html.escaped(unbroken(sentence)))
                        .append("</dd>\n");
            }
        }
        page.append("</dl>\n<p class=\"small\">Every ratio is the median over rounds in which both ran within the same "
                + "fraction of a second; in brackets its quartiles, where throughput is concerned its "
                + "95 % interval.</p>\n</section>\n");
    }

    /// A line must not end between two quartiles.
    private static String unbroken(String sentence) {
        return sentence.replace("–", WORD_JOINER + "–" + WORD_JOINER);
    }

    private void legend() {
        page.append("<p class=\"legend\">");
        for (Role role : Role.values()) {
            page.append("<span>")
                    .append(Marks.svg(role))
                    .append(' ')
                    .append(meaning(role))
                    .append("</span> ");
        }
        page.append("<span>whiskers: p25 to p75 of all slices</span></p>\n");
    }

    private static String meaning(Role role) {
        return switch (role) {
            case FLOOR -> "floor: the bare parts";
            case OURS -> "Anax";
            case RIVAL -> "rival";
            case REFERENCE -> "reference";
        };
    }

    private void section(Section section, String id) {
        page.append("<section>\n").append(Html.element("h2", section.title())).append('\n');
        page.append("<p>").append(Html.escaped(section.job())).append(".</p>\n");
        if (!section.skipped().isEmpty()) {
            warnings(List.of("Not measured: " + section.skipped() + "."));
            page.append("</section>\n");
            return;
        }
        warnings(section.notes());
        for (String note : common(section)) {
            page.append("<p class=\"small\">").append(Html.escaped(note)).append("</p>\n");
        }
        if (isThroughput(section)) {
            sketch("Throughput", ThroughputPlot.svg(section));
        } else {
            plot(section, id);
        }
        page.append("<div class=\"wide\"><table>\n<thead><tr><th>design</th><th></th><th>CPUs</th><th>")
                .append(Figures.symbol(section.unit()))
                .append("</th><th>p25 – p75</th><th>");
        if (isThroughput(section)) {
            page.append("95 % interval</th><th>");
        }
        page.append(Figures.comparison(section)).append("</th>");
        Result ours = ours(section);
        if (ours != null) {
            page.append("<th>").append(Html.escaped(ours.design())).append(" ÷ this</th>");
        }
        for (Further further : section.further()) {
            if (!further.unit().isStage()) {
                page.append("<th>").append(Figures.symbol(further.unit())).append("</th>");
            }
        }
        if (hasForks(section)) {
            page.append("<th>medians of the forks</th>");
        }
        page.append("</tr></thead>\n<tbody>\n");
        for (int i = 0; i < section.figures().size(); i++) {
            row(section, i, ours);
        }
        page.append("</tbody>\n</table></div>\n");
        sketches(section);
        page.append("</section>\n");
    }

    /// What is true of several rows, and of each of them: it is said once, above them.
    private static List<String> common(Section section) {
        if (section.figures().size() == 1) {
            return List.of();
        }
        return section.figures().getFirst().notes().stream()
                .filter(note -> !section.notes().contains(note))
                .filter(note ->
                        section.figures().stream().allMatch(row -> row.notes().contains(note)))
                .toList();
    }

    private static boolean isThroughput(Section section) {
        return section.unit() == Unit.OPERATIONS_PER_SECOND;
    }

    /// What some units have to show beside the plot that all have.
    private void sketches(Section section) {
        if (isThroughput(section)) {
            sketch("Speed-up", SpeedUpPlot.svg(section));
            sketch("Processor time per packet, by stage", StagePlot.svg(section));
        } else if (section.unit() == Unit.LATENCY) {
            sketch("Latency by percentile", LatencyPlot.svg(section));
        }
    }

    private void sketch(String title, String svg) {
        if (!svg.isEmpty()) {
            page.append("<figure class=\"sketch\"><figcaption>")
                    .append(Html.escaped(title))
                    .append("</figcaption>\n")
                    .append(svg)
                    .append("</figure>\n");
        }
    }

    private void row(Section section, int index, Result ours) {
        Result figure = section.figures().get(index);
        Unit unit = section.unit();
        page.append(figure.role() == Role.OURS ? "<tr class=\"ours\">" : "<tr>")
                .append("<th scope=\"row\">")
                .append(Html.escaped(figure.design()));
        for (String note : figure.notes()) {
            if (!section.notes().contains(note) && !common(section).contains(note)) {
                page.append("<span class=\"note\">").append(Html.escaped(note)).append("</span>");
            }
        }
        page.append("</th>");
        cell(figure.role().label());
        cell(String.valueOf(figure.cpus()));
        cell(Figures.number(unit, figure.spread().median()));
        cell(Figures.quartiles(unit, figure.spread()));
        if (isThroughput(section)) {
            Interval interval = Interval.of(Interval.byFork(figure));
            cell(Figures.number(unit, interval.low()) + " – " + Figures.number(unit, interval.high()));
        }
        // Beside fewer CPUs that had processors, more of them that had to share would look like scaling.
        Ratio toReference = Scaling.isReal(figure) ? figure.ratioTo(section.reference()) : null;
        cell(ratio(toReference, figure.design().equals(section.reference())));
        if (ours != null) {
            cell(ratio(ours.ratioTo(figure.design()), figure.equals(ours)));
        }
        for (Further further : section.further()) {
            if (!further.unit().isStage()) {
                cell(Figures.number(
                        further.unit(), further.results().get(index).spread().median()));
            }
        }
        if (hasForks(section)) {
            cell(Arrays.stream(figure.forkMedians())
                    .mapToObj(median -> Figures.number(unit, median))
                    .collect(Collectors.joining(", ")));
        }
        page.append("</tr>\n");
    }

    private static boolean hasForks(Section section) {
        return section.figures().getFirst().forkMedians().length > 1;
    }

    /// The design whose ratio to each other one is told; null where several of ours stand for several rates.
    private static Result ours(Section section) {
        if (section.unit().isToldOverRate() || isThroughput(section)) {
            return null;
        }
        for (Result result : section.figures()) {
            if (result.role() == Role.OURS) {
                return result;
            }
        }
        return null;
    }

    private static String ratio(Ratio ratio, boolean toItself) {
        return toItself ? "1" : ratio == null ? "–" : Figures.ratio(ratio);
    }

    private void cell(String text) {
        page.append(Html.element("td", text));
    }

    private void plot(Section section, String id) {
        if (section.unit().isToldOverRate()) {
            page.append(curves(section, id));
        } else {
            sketch("Medians and quartiles", DotPlot.svg(section));
        }
    }

    /// Without fonts the library draws nothing, and the JVM says so in many ways: the first plot fails with one
    /// exception, the second one with another. The table holds the same figures, and the reader is told what is
    /// missing.
    private static String curves(Section section, String id) {
        try {
            return "<figure>" + CurvePlot.svg(section, id) + "</figure>\n";
        } catch (RuntimeException | LinkageError | InternalError noFonts) {
            return "<p class=\"small\">The plot is left out, because this JVM cannot draw text here: "
                    + Html.escaped(String.valueOf(noFonts.getMessage()))
                    + ". Install fontconfig and a font, for instance fonts-dejavu-core.</p>\n";
        }
    }

    private void facts(Environment environment) {
        page.append("<section>\n<h2>Where and how</h2>\n<div class=\"wide\"><table class=\"facts\">\n<tbody>\n");
        for (Map.Entry<String, String> fact : Facts.all(environment).entrySet()) {
            page.append("<tr><th scope=\"row\">")
                    .append(Html.escaped(fact.getKey()))
                    .append("</th>");
            cell(fact.getValue());
            page.append("</tr>\n");
        }
        page.append("</tbody>\n</table></div>\n</section>\n");
    }

    private static String resource(String name) {
        try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + name + " is missing from the jar; build it again");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
