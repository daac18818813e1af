package anax.bench.report;

import anax.bench.environment.Environment;
import anax.bench.measure.Ratio;
import anax.bench.measure.Result;
import anax.bench.measure.Role;
import anax.bench.measure.Section;
import anax.bench.measure.Unit;
import anax.bench.terminal.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The report for the terminal: facts and warnings at the head, then one table for each group.
///
/// Owner: whoever made it; immutable. Allocates.
public final class Table {
    private static final int WIDTH = 78;

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
        text.append(style.faint(section.job())).append('\n');
        for (String note : section.notes()) {
            text.append(style.warning("! " + note)).append('\n');
        }
        List<String> marks = new ArrayList<>();
        text.append(style.faint(row(
                        "",
                        "",
                        Figures.symbol(section.unit()),
                        "p25 – p75",
                        section.unit().quantity() + " ÷ floor (p25–p75)",
                        Unit.BYTES_PER_OPERATION.symbol())))
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
        Result allocation = section.allocations().get(index);
        Ratio ratio = figure.ratioTo(section.reference());
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
                ratio == null ? "1" : Figures.ratio(ratio),
                Figures.number(allocation.spread().median()));
        text.append(figure.role() == Role.OURS ? style.ours(line) : line).append('\n');
    }

    private static int mark(String note, List<String> marks) {
        if (!marks.contains(note)) {
            marks.add(note);
        }
        return marks.indexOf(note) + 1;
    }

    private static String row(
            String design, String role, String median, String quartiles, String ratio, String allocation) {
        return String.format(
                        Locale.ROOT,
                        "  %-28s  %-9s %9s %16s %23s %7s",
                        design,
                        role,
                        median,
                        quartiles,
                        ratio,
                        allocation)
                .stripTrailing();
    }

    private static String wrapped(String sentence) {
        StringBuilder text = new StringBuilder();
        int column = 0;
        for (String word : sentence.split(" ")) {
            if (column + 1 + word.length() > WIDTH) {
                text.append('\n');
                column = 0;
            }
            text.append(column == 0 ? "  " : " ").append(word);
            column += word.length() + 1;
        }
        return text.append('\n').toString();
    }
}
