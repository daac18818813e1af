package anax.bench.report;

import anax.bench.environment.Environment;
import anax.bench.measure.Further;
import anax.bench.measure.Ratio;
import anax.bench.measure.Result;
import anax.bench.measure.Role;
import anax.bench.measure.Section;
import anax.bench.terminal.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/// The report for the terminal: facts and warnings at the head, then one table for each group.
///
/// Owner: whoever made it; immutable. Allocates.
public final class Table {
    private static final int WIDTH = 78;
    private static final int JOB_WIDTH = 112;
    private static final int NARROWEST = 7;
    private static final String INDENT = "  ";

    private final Report report;
    private final Style style;

    private Table(Report report, Style style) {
        this.report = report;
        this.style = style;
    }

    /// The report as lines of text, each ended.
    public static String of(Report report, Style style) {
        StringBuilder text = new StringBuilder();
        Table table = new Table(report, style);
        table.head(text);
        for (Section section : report.sections()) {
            table.section(text, section);
        }
        for (String line : ComparisonTable.lines(report.comparison())) {
            text.append(line).append('\n');
        }
        for (String line : Ranking.lines(report.rankings())) {
            text.append(line).append('\n');
        }
        return text.toString();
    }

    private void head(StringBuilder text) {
        Environment environment = report.environment();
        text.append(style.bold(report.title()))
                .append("  ")
                .append(environment.procedure())
                .append('\n');
        for (String line : Facts.lines(environment)) {
            text.append(style.faint(line)).append('\n');
        }
        for (String note : environment.notes()) {
            text.append(style.warning("! " + note)).append('\n');
        }
    }

    private void section(StringBuilder text, Section section) {
        text.append('\n').append(style.bold(section.title())).append('\n');
        if (!section.skipped().isEmpty()) {
            text.append(style.warning("! not measured: " + section.skipped())).append('\n');
            return;
        }
        for (String line : lines(section.job(), JOB_WIDTH)) {
            text.append(style.faint(line)).append('\n');
        }
        for (String note : section.notes()) {
            text.append(style.warning("! " + note)).append('\n');
        }
        List<String> marks = new ArrayList<>();
        text.append(style.faint(row(
                        "",
                        "",
                        Figures.symbol(section.unit()),
                        "p25 – p75",
                        Figures.comparison(section) + " (p25–p75)",
                        further(section, Table::heading))))
                .append('\n');
        for (int i = 0; i < section.figures().size(); i++) {
            row(text, section, i, marks);
        }
        for (int i = 0; i < marks.size(); i++) {
            text.append(style.warning("  " + (i + 1) + ") " + marks.get(i))).append('\n');
        }
        for (String sentence : Headline.of(section)) {
            text.append(wrapped(sentence));
        }
    }

    private void row(StringBuilder text, Section section, int index, List<String> marks) {
        Result figure = section.figures().get(index);
        Ratio ratio = Scaling.isReal(figure) ? figure.ratioTo(section.reference()) : null;
        StringBuilder design = new StringBuilder(figure.design());
        for (String note : figure.notes()) {
            if (!section.notes().contains(note)) {
                design.append(' ').append(mark(note, marks)).append(')');
            }
        }
        String line = row(
                design.toString(),
                figure.role().label(),
                Figures.number(section.unit(), figure.spread().median()),
                Figures.quartiles(section.unit(), figure.spread()),
                figure.design().equals(section.reference()) ? "1" : ratio == null ? "–" : Figures.ratio(ratio),
                further(section, column -> number(column, index)));
        text.append(figure.role() == Role.OURS ? style.ours(line) : line).append('\n');
    }

    private static String further(Section section, Function<Further, String> text) {
        StringBuilder columns = new StringBuilder();
        for (Further column : section.further()) {
            if (column.unit().isDetail()) {
                continue;
            }
            int width = Math.max(NARROWEST, heading(column).length());
            columns.append(String.format(Locale.ROOT, " %" + width + "s", text.apply(column)));
        }
        return columns.toString();
    }

    private static String heading(Further column) {
        return Figures.symbol(column.unit());
    }

    private static String number(Further column, int index) {
        return Figures.number(
                column.unit(), column.results().get(index).spread().median());
    }

    private static int mark(String note, List<String> marks) {
        if (!marks.contains(note)) {
            marks.add(note);
        }
        return marks.indexOf(note) + 1;
    }

    private static String row(
            String design, String role, String median, String quartiles, String ratio, String further) {
        return String.format(
                        Locale.ROOT, "  %-28s  %-9s %9s %16s %23s%s", design, role, median, quartiles, ratio, further)
                .stripTrailing();
    }

    private static String wrapped(String sentence) {
        StringBuilder text = new StringBuilder();
        for (String line : lines(sentence, WIDTH - INDENT.length())) {
            text.append(INDENT).append(line).append('\n');
        }
        return text.toString();
    }

    private static List<String> lines(String sentence, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : sentence.split(" ")) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
